import { type Caller, done } from './caller.ts'
import { madeUpCompany, madeUpEmail, madeUpPhone } from './made-up.ts'

/** A customer with all that hangs on it: another one that is archived, a person, an archived person, a relation, a warning. */
export type Place = {
  readonly customer: string
  readonly archived: string
  readonly contact: string
  readonly archivedContact: string
  readonly relation: string
  readonly note: string
  readonly reminder: string
  readonly survey: string
  readonly suggestion: string
  readonly improvement: string
  readonly anchor: Readonly<Record<string, string>>
  readonly taxId: string
  readonly phone: string
  /** Values that nobody may see whose role does not show their class. */
  readonly planted: { readonly personal: readonly string[]; readonly financial: readonly string[] }
}

const street = (name: string) => `${name} Secret Lane 17`
const siteAt = (name: string) => ({
  code: 'hq',
  type: 'office',
  name: 'HQ',
  address: { country: 'CN', region: '上海市', city: '上海市', lines: [street(name)] },
})

const improving = (name: string, anchor: object) => ({
  action: `${name} improves`,
  owner: 'usr_nobody_else',
  dueOn: '2040-01-02',
  expected: { measure: 'csat', by: 0.5 },
  slice: anchor,
})

/** Everything of a place carries its `name`; `anchor` says who looks after it. */
export const settle = async (admin: Caller, name: string, anchor: Readonly<Record<string, string>>): Promise<Place> => {
  const create = async (path: string, body: unknown) => done(await admin.post(path, body)).id
  const company = (what: string) => create('/v1/customers', madeUpCompany({ legalName: `${name} ${what}`, ...anchor }))
  const draft = madeUpCompany({ legalName: `${name} Freight`, tier: 'vip', sites: [siteAt(name)], ...anchor })
  const customer = await create('/v1/customers', draft)
  const [partner, archived] = [await company('Partner'), await company('Archived')]
  const [phone, email, birthDate] = [madeUpPhone(), madeUpEmail(), '1987-06-05']
  const affiliation = { role: 'customs', since: '2024-03-01' }
  const reached = { phones: [{ number: phone, primary: true }], emails: [{ address: email, primary: true }], channel: 'phone' }
  const contact = await create(`/v1/customers/${customer}/contacts`, { name: `${name} Person`, birthDate, ...reached, affiliation })
  const archivedContact = await create(`/v1/customers/${customer}/contacts`, { name: `${name} Gone`, affiliation })
  const payer = { to: partner, type: 'payer', since: '2024-01-01', note: 'Pays in advance' }
  const relation = await create(`/v1/customers/${customer}/relations`, payer)
  const note = await create(`/v1/customers/${customer}/notes`, { type: 'warning', text: `${name} warning` })
  const reminder = await create('/v1/reminders', { text: `${name} reminder`, dueAt: '2040-01-02T01:00:00Z', customerId: customer })
  const survey = await create('/v1/surveys', { customerId: customer, contactId: contact, questionnaire: 'service' })
  const suggestion = await create('/v1/suggestions', { customerId: customer, text: `${name} warning` })
  const improvement = await create('/v1/improvements', improving(name, anchor))
  done(await admin.post(`/v1/customers/${archived}/archive`))
  done(await admin.post(`/v1/contacts/${archivedContact}/archive`))
  const ownReach = [...draft.phones.map(({ number }) => number), ...draft.emails.map(({ address }) => address)]
  const planted = { personal: [street(name), birthDate, phone, email, ...ownReach], financial: [draft.taxId] }
  return {
    customer,
    archived,
    contact,
    archivedContact,
    relation,
    note,
    reminder,
    survey,
    suggestion,
    improvement,
    anchor,
    taxId: draft.taxId,
    phone,
    planted,
  }
}
