import { creditCode } from '../faults/fixture/plants.ts'
import type { Asked, Meter } from './metered.ts'
import { careReads, careWrites } from './requests/care.ts'
import { deskReads, deskWrites } from './requests/desks.ts'
import { doorReads, doorWrites } from './requests/doors.ts'
import { messageReads, messageWrites } from './requests/messages.ts'
import { noticeReads, noticeWrites } from './requests/notices.ts'
import { reminderReads, reminderWrites } from './requests/reminders.ts'
import { serviceLevelReads, serviceLevelWrites } from './requests/service-levels.ts'
import { sortingReads, sortingWrites } from './requests/sorting.ts'
import { surveyReads, surveyWrites } from './requests/surveys.ts'
import { ticketKinReads, ticketKinWrites } from './requests/ticket-kin.ts'
import { ticketReads, ticketWrites } from './requests/tickets.ts'
import { webhookReads, webhookWrites } from './requests/webhooks.ts'

export type Prepare = () => Promise<Asked> | Asked
export type Requests = Readonly<Record<string, Prepare>>

let n = 0
const next = () => {
  n += 1
  return n
}
const mobile = () => `+86139${String(10_000_000 + next())}`

const company = () => ({
  kind: 'company',
  legalName: `上海顺达国际货运代理有限公司 ${1000 + next()}`,
  taxId: creditCode(n),
  phones: [{ label: 'switchboard', number: mobile(), primary: true }],
  emails: [{ label: 'orders', address: `orders-${1000 + n}@shunda.example`, primary: true }],
  sites: [
    {
      code: 'hq',
      type: 'registered',
      name: '总部',
      address: { country: 'CN', region: '上海市', city: '上海市', lines: ['世纪大道1000号'] },
    },
  ],
  tier: 'vip',
  region: 'east',
})
const person = () => ({
  name: '李娜',
  phones: [{ label: 'direct', number: mobile(), primary: true }],
  emails: [{ label: 'work', address: `li.na-${1000 + next()}@shunda.example` }],
  affiliation: { role: 'logistics', title: '物流经理' },
})
const reveal = { purpose: 'Invoice 2026-118 came back undeliverable', classes: ['personal'] }
const warning = { type: 'warning', text: '冷链客户,周末不收货' }

const newCustomer = async ({ ask }: Meter): Promise<string> => (await ask('POST /v1/customers', { body: company() })).id
const newContact = async ({ ask }: Meter, customerId: string): Promise<string> =>
  (await ask('POST /v1/customers/{customerId}/contacts', { path: { customerId }, body: person() })).id
const newNote = async ({ ask }: Meter, customerId: string): Promise<string> =>
  (await ask('POST /v1/customers/{customerId}/notes', { path: { customerId }, body: warning })).id
const newRelation = async (meter: Meter, customerId: string): Promise<string> => {
  const body = { to: await newCustomer(meter), type: 'payer' }
  return (await meter.ask('POST /v1/customers/{customerId}/relations', { path: { customerId }, body })).id
}

const madeWith = (meter: Meter) => ({ customer: () => newCustomer(meter), contact: (customerId: string) => newContact(meter, customerId) })

/** A customer with one of everything; what is read is never written to, so that a new request in this list moves no other figure. */
const settle = async (meter: Meter) => {
  const customerId = await newCustomer(meter)
  const [contactId, noteId, relationId] = [
    await newContact(meter, customerId),
    await newNote(meter, customerId),
    await newRelation(meter, customerId),
  ]
  return { customerId, contactId, noteId, relationId }
}

/** Requests that read, for every operation that does. */
export const readingRequests = async (meter: Meter): Promise<Readonly<Record<string, Prepare>>> => {
  const body = company()
  const { customerId, contactId, noteId, relationId } = await settle(meter)
  await meter.ask('POST /v1/customers', { body })
  // The first one ever writes down which version of the schema the table holds.
  await meter.ask('GET /healthz')
  const { phones } = await meter.ask('POST /v1/contacts/{contactId}/reveal', { path: { contactId }, body: reveal })
  const at = { path: { customerId } }
  return {
    'GET /v1/customers': () => ({}),
    'GET /v1/customers/thin': () => ({}),
    'POST /v1/customers/lookup': () => ({ body: { taxId: body.taxId } }),
    'GET /v1/customers/{customerId}': () => at,
    'GET /v1/customers/{customerId}/overview': () => at,
    'GET /v1/customers/{customerId}/timeline': () => at,
    'GET /v1/customers/{customerId}/contacts': () => at,
    'POST /v1/contacts/lookup': () => ({ body: { phone: phones[0].number } }),
    'GET /v1/contacts/{contactId}': () => ({ path: { contactId } }),
    'GET /v1/customers/{customerId}/relations': () => at,
    'GET /v1/relations/{relationId}': () => ({ path: { relationId } }),
    'GET /v1/customers/{customerId}/notes': () => at,
    'GET /v1/customers/{customerId}/notes/{noteId}': () => ({ path: { customerId, noteId } }),
    ...(await reminderReads(meter)),
    ...(await careReads(meter, madeWith(meter))),
    ...(await sortingReads(meter)),
    ...(await serviceLevelReads(meter, madeWith(meter))),
    ...(await ticketReads(meter, madeWith(meter))),
    ...(await ticketKinReads(meter)),
    ...(await deskReads(meter)),
    ...(await surveyReads(meter, madeWith(meter))),
    ...(await webhookReads(meter)),
    ...(await doorReads(meter)),
    ...(await messageReads(meter)),
    ...(await noticeReads()),
    'GET /v1/lists': () => ({}),
    'GET /v1/lists/{listId}': () => ({ path: { listId: 'tier' } }),
    'GET /healthz': () => ({}),
    'GET /openapi.json': () => ({}),
    'GET /docs': () => ({}),
    'GET /docs/page.js': () => ({}),
    'GET /docs/swagger-ui.css': () => ({}),
    'GET /docs/swagger-ui-bundle.js': () => ({}),
  }
}

const customerWrites = async (meter: Meter): Promise<Readonly<Record<string, Prepare>>> => {
  const path = { customerId: await newCustomer(meter) }
  return {
    'POST /v1/customers': () => ({ body: company() }),
    'PATCH /v1/customers/{customerId}': () => ({ path, body: { mainBusiness: `Sea and air ${1000 + next()}` } }),
    'POST /v1/customers/{customerId}/archive': async () => ({ path: { customerId: await newCustomer(meter) } }),
    'POST /v1/customers/{customerId}/restore': async () => {
      await meter.ask('POST /v1/customers/{customerId}/archive', { path })
      return { path }
    },
    'POST /v1/customers/{customerId}/reveal': () => ({ path, body: reveal }),
    'POST /v1/customers/{customerId}/rotate-key': () => ({ path, body: { purpose: reveal.purpose } }),
  }
}

const contactWrites = async (meter: Meter): Promise<Readonly<Record<string, Prepare>>> => {
  const customerId = await newCustomer(meter)
  const another = async () => ({ customerId, contactId: await newContact(meter, customerId) })
  const path = await another()
  const affiliation = '/v1/contacts/{contactId}/affiliations/{customerId}'
  return {
    'POST /v1/customers/{customerId}/contacts': async () => ({ path: { customerId: await newCustomer(meter) }, body: person() }),
    'PATCH /v1/contacts/{contactId}': () => ({ path, body: { name: `李娜 ${1000 + next()}` } }),
    'POST /v1/contacts/{contactId}/affiliations': async () => ({
      path: await another(),
      body: { customerId: await newCustomer(meter), role: 'customs' },
    }),
    [`PATCH ${affiliation}`]: () => ({ path, body: { title: `物流经理 ${1000 + next()}` } }),
    [`POST ${affiliation}/leave`]: async () => ({ path: await another(), body: {} }),
    'POST /v1/contacts/{contactId}/archive': async () => ({ path: await another() }),
    'POST /v1/contacts/{contactId}/restore': async () => {
      await meter.ask('POST /v1/contacts/{contactId}/archive', { path })
      return { path }
    },
    'POST /v1/contacts/{contactId}/reveal': () => ({ path, body: reveal }),
    'POST /v1/contacts/{contactId}/rotate-key': () => ({ path, body: { purpose: reveal.purpose } }),
  }
}

const noteWrites = async (meter: Meter): Promise<Readonly<Record<string, Prepare>>> => {
  const customerId = await newCustomer(meter)
  const path = { customerId, noteId: await newNote(meter, customerId) }
  const [all, one] = ['/v1/customers/{customerId}/notes', '/v1/customers/{customerId}/notes/{noteId}']
  const after = (verb: string) => async () => {
    await meter.ask(`POST ${one}/${verb}`, { path })
    return { path }
  }
  return {
    [`POST ${all}`]: () => ({ path, body: warning }),
    [`PATCH ${one}`]: () => ({ path, body: { text: `冷链客户 ${1000 + next()}` } }),
    [`POST ${one}/pin`]: after('unpin'),
    [`POST ${one}/unpin`]: after('pin'),
    [`POST ${one}/withdraw`]: async () => ({ path: { customerId, noteId: await newNote(meter, customerId) } }),
  }
}

const relationWrites = async (meter: Meter): Promise<Readonly<Record<string, Prepare>>> => {
  const customerId = await newCustomer(meter)
  const relationId = await newRelation(meter, customerId)
  const related = { type: 'parent', shareBasisPoints: 5100 }
  return {
    'POST /v1/customers/{customerId}/relations': async () => ({
      path: { customerId: await newCustomer(meter) },
      body: { ...related, to: await newCustomer(meter) },
    }),
    'PATCH /v1/relations/{relationId}': () => ({ path: { relationId }, body: { note: `Pays in advance ${1000 + next()}` } }),
    'POST /v1/relations/{relationId}/end': async () => ({ path: { relationId: await newRelation(meter, customerId) }, body: {} }),
  }
}

const listWrites = ({ ask }: Meter): Readonly<Record<string, Prepare>> => {
  const value = (): { code: string; labels: object } => {
    const code = `wine_${1000 + next()}`
    return { code, labels: { 'zh-CN': `酒类 ${n}`, en: `Wine ${n}` } }
  }
  const added = async () => {
    const body = value()
    await ask('POST /v1/lists/{listId}/values', { path: { listId: 'industry' }, body })
    return { listId: 'industry', code: body.code }
  }
  return {
    'POST /v1/lists/{listId}/values': () => ({ path: { listId: 'industry' }, body: value() }),
    'POST /v1/lists/{listId}/values/{code}/retire': async () => ({ path: await added() }),
    'POST /v1/lists/{listId}/values/{code}/revive': async () => {
      const path = await added()
      await ask('POST /v1/lists/{listId}/values/{code}/retire', { path })
      return { path }
    },
  }
}

/** Requests that write, for every operation that does. */
export const writingRequests = async (meter: Meter): Promise<Readonly<Record<string, Prepare>>> => ({
  ...(await customerWrites(meter)),
  ...(await contactWrites(meter)),
  ...(await noteWrites(meter)),
  ...(await relationWrites(meter)),
  ...(await reminderWrites(meter)),
  ...(await careWrites(meter, madeWith(meter))),
  ...(await sortingWrites(meter)),
  ...(await serviceLevelWrites(meter)),
  ...(await ticketWrites(meter, madeWith(meter))),
  ...(await ticketKinWrites(meter)),
  ...(await deskWrites(meter)),
  ...(await surveyWrites(meter, madeWith(meter))),
  ...(await webhookWrites(meter)),
  ...(await doorWrites(meter)),
  ...(await messageWrites(meter)),
  ...(await noticeWrites(meter)),
  ...listWrites(meter),
})
