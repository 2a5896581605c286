import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactQueries } from '../../../../adapters/dynamo/contacts/contact-queries.ts'
import { contactStore } from '../../../../adapters/dynamo/contacts/contact-store.ts'
import { customerQueries } from '../../../../adapters/dynamo/customers/customer-queries.ts'
import { customerStore } from '../../../../adapters/dynamo/customers/customer-store.ts'
import { eventsBetween } from '../../../../adapters/dynamo/events/events-between.ts'
import { cursorsWith } from '../../../../adapters/dynamo/table/cursor.ts'
import { Table } from '../../../../adapters/dynamo/table/table.ts'
import { AffiliatedPerson } from '../../../../domain/contacts/summary.ts'
import { CustomerDraft } from '../../../../domain/customers/customer.ts'
import { customers } from '../../../../domain/customers/decide.ts'
import { type CustomerId, idPrefixes } from '../../../../domain/kernel/ids.ts'
import { shippedLists } from '../../../../domain/lists/shipped.ts'
import { ContactAnswer } from '../../../../functions/http/contact-answer.ts'
import { contactRoutes } from '../../../../functions/http/contacts.routes.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { pageOf } from '../../../../functions/runtime/listing.ts'
import { customerId } from '../../../domain/contacts/stories.ts'
import { contextOf } from '../../../support/context.ts'
import { type Engines, startEngines } from '../../vault/engines.ts'

const shunda = customerId('1')
const hanse = customerId('2')
const mine = contextOf({ actor: { id: 'usr_wang', reach: { kind: 'own' } } })
const theirs = contextOf({ actor: { id: 'usr_mei', reach: { kind: 'own' } } })

let engines: Engines
let portsOf: () => ReturnType<typeof wired>

const wired = (table: Table) => {
  const vault = engines.vault()
  const cursors = cursorsWith(async () => new Uint8Array(32))
  return {
    contacts: contactStore(table, vault),
    queries: contactQueries(table, vault, cursors),
    lists: async () => shippedLists,
    between: eventsBetween(table),
    customers: customerStore(table, vault),
    timelines: customerQueries(table, vault, cursors),
  }
}

const bringIn = (id: CustomerId, owner: string) => {
  const draft = CustomerDraft.parse({ kind: 'company', legalName: id, owner, departments: [{ code: 'ocean', name: '海运部' }] })
  return execute(customers, portsOf().customers, {
    id,
    command: { type: 'register', id, draft, lists: shippedLists },
    context: contextOf(),
  })
}

beforeAll(async () => {
  engines = await startEngines()
  await engines.dynamo.send(
    new CreateTableCommand({
      TableName: 'lading',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  )
  const ports = wired(new Table(engines.dynamo, 'lading'))
  portsOf = () => ports
  await bringIn(shunda, 'usr_wang')
  await bringIn(hanse, 'usr_mei')
})
afterAll(() => engines.stop())

let made = 0
type Asking = { readonly path?: Record<string, string>; readonly query?: unknown; readonly body?: unknown; readonly context?: typeof mine }

/** Calls a route as dispatch does, with ids that count up. */
const call = async (key: string, { path = {}, query = {}, body, context = mine }: Asking = {}) => {
  const newId = async (kind: keyof typeof idPrefixes) => `${idPrefixes[kind]}_01JD3Q6Y8ZK4T9W2M7V5${String(++made).padStart(6, '0')}`
  const route = contactRoutes[key]
  if (!route) throw new Error(`there is no ${key}`)
  return route.handle(portsOf(), { path, query, body, context, ifMatch: undefined, newId, isNew: () => false })
}
const answered = async (key: string, asking?: Asking) => {
  const answer = await call(key, asking)
  if (!answer.ok) throw new Error(`${key}: ${JSON.stringify(answer.error)}`)
  return answer.value
}
const done = async (key: string, asking?: Asking) => ContactAnswer.parse(await answered(key, asking))
const refused = async (key: string, asking?: Asking) => {
  const answer = await call(key, asking)
  return answer.ok ? answer.value : answer.error
}

const register = (name: string, more: Record<string, unknown> = {}, affiliation: Record<string, unknown> = {}) => ({
  path: { customerId: shunda },
  body: { name, ...more, affiliation: { role: 'logistics', ...affiliation } },
})
const eventsAt = async (customer: string) => {
  const timeline = await portsOf().timelines.timeline(customer, { limit: 100, reader: 'usr_mei' })
  return timeline.ok ? timeline.value.items : []
}
const people = async (query = {}) => {
  const page = await answered('GET /v1/customers/{customerId}/contacts', { path: { customerId: shunda }, query })
  return pageOf(AffiliatedPerson).parse(page).items
}

describe('contacts on the table', () => {
  const phone = '+8613912345678'
  const email = 'chen.jie@shunda.example'
  const personal = { gender: 'female', birthDate: '1988-02-29', phones: [{ number: phone }], emails: [{ address: email }] }

  it('are kept sealed, answered masked, and read in the clear by those who may', async () => {
    const made = await done('POST /v1/customers/{customerId}/contacts', register('陈洁', personal, { department: 'ocean' }))
    expect([made.phones[0]?.number, made.birthDate, made.version]).toEqual(['+86***678', '***', 1])
    const read = await done('GET /v1/contacts/{contactId}', { path: { contactId: made.id } })
    expect([read.phones[0]?.number, read.birthDate]).toEqual([phone, '1988-02-29'])
    const bytes = await engines.bytes()
    for (const clear of [phone, email, '1988-02-29']) expect(bytes.includes(clear)).toBe(false)
  })

  it('are found by exactly their phone or address, by those who reach them', async () => {
    const found = await done('POST /v1/contacts/lookup', {
      body: { email: email.toUpperCase().replace('SHUNDA.EXAMPLE', 'shunda.example') },
    })
    expect([found.name, found.emails[0]?.address]).toEqual(['陈洁', 'c***@shunda.example'])
    expect(await refused('POST /v1/contacts/lookup', { body: { phone }, context: theirs })).toEqual({ code: 'contact.not_found' })
  })

  it('hold what is unique, and name the holder only to those who reach it', async () => {
    const twin = { phones: [{ number: phone }] }
    const key = 'POST /v1/customers/{customerId}/contacts'
    expect(await refused(key, register('陈杰', twin))).toMatchObject({ code: 'claim.taken', field: 'phone', heldBy: expect.any(String) })
    const stranger = { ...register('陈杰', twin), path: { customerId: hanse }, context: theirs }
    expect(await refused(key, stranger)).toEqual({ code: 'claim.taken', field: 'phone' })
  })

  it('are listed at each customer, those who left behind the others and only when asked for', async () => {
    const wu = await done('POST /v1/customers/{customerId}/contacts', register('吴强'))
    await done('POST /v1/contacts/{contactId}/affiliations/{customerId}/leave', {
      path: { contactId: wu.id, customerId: shunda },
      body: {},
    })
    expect((await people()).map(({ name }) => name)).toEqual(['陈洁'])
    expect((await people({ left: 'true' })).map(({ name }) => name)).toEqual(['陈洁', '吴强'])
    const join = { path: { contactId: wu.id }, body: { customerId: shunda, role: 'customs' } }
    await done('POST /v1/contacts/{contactId}/affiliations', join)
    expect((await people({ left: 'true', limit: '1' })).length).toBe(1)
    expect((await people()).map(({ name }) => name)).toEqual(['陈洁', '吴强'])
  })

  it('stand in the timeline of every customer that they serve', async () => {
    const [first] = await people()
    const all = contextOf()
    const path = { contactId: first?.contactId ?? '' }
    await done('POST /v1/contacts/{contactId}/affiliations', { path, body: { customerId: hanse, role: 'customs' }, context: all })
    await done('PATCH /v1/contacts/{contactId}', { path, body: { channel: 'email' }, context: all })
    expect((await eventsAt(hanse)).map(({ type }) => type)).toEqual(['contact.changed', 'contact.joined', 'customer.registered'])
    expect((await done('GET /v1/contacts/{contactId}', { path, context: theirs })).name).toBe('陈洁')
  })

  it('tell what they are at one customer in its timeline alone, and name every customer whose people that changes', async () => {
    const all = contextOf()
    const { id } = await done('POST /v1/customers/{customerId}/contacts', register('孙丽', {}, { title: 'known at Shunda' }))
    const at = { path: { contactId: id, customerId: hanse }, context: all }
    await done('POST /v1/contacts/{contactId}/affiliations', {
      ...at,
      body: { customerId: hanse, role: 'customs', title: 'told at Hanse' },
    })
    await done('PATCH /v1/contacts/{contactId}/affiliations/{customerId}', { ...at, body: { title: 'still at Hanse' } })
    await done('POST /v1/contacts/{contactId}/affiliations/{customerId}/leave', { ...at, body: {} })
    await done('POST /v1/contacts/{contactId}/archive', at)
    await done('POST /v1/contacts/{contactId}/restore', at)
    const told = async (customer: string) => (await eventsAt(customer)).filter(({ subject }) => subject.id === id)
    const about = async (customer: string) => (await told(customer)).map((event) => [event.type, event.about])
    const both = [shunda, hanse]
    expect(await about(shunda)).toEqual([
      ['contact.restored', both],
      ['contact.archived', both],
      ['contact.registered', [shunda]],
    ])
    expect(await about(hanse)).toEqual([
      ['contact.restored', both],
      ['contact.archived', both],
      ['contact.left', [hanse]],
      ['contact.moved', [hanse]],
      ['contact.joined', [hanse]],
    ])
    expect(JSON.stringify(await told(shunda))).not.toContain('at Hanse')
    expect(JSON.stringify(await told(hanse))).not.toContain('at Shunda')
  })

  it('give back what they held when archived, and are checked when they come back', async () => {
    const key = 'POST /v1/customers/{customerId}/contacts'
    const number = '+8613712345678'
    const first = await done(key, register('赵一', { phones: [{ number }] }))
    const path = { contactId: first.id }
    await done('POST /v1/contacts/{contactId}/archive', { path })
    const second = await done(key, register('赵二', { phones: [{ number }] }))
    expect(await refused('POST /v1/contacts/{contactId}/restore', { path })).toEqual({
      code: 'claim.taken',
      field: 'phone',
      heldBy: second.id,
    })
  })

  it('never report to one another, even when two people are moved at the same moment', async () => {
    const key = 'POST /v1/customers/{customerId}/contacts'
    const [a, b] = [await done(key, register('甲')), await done(key, register('乙'))]
    const under = (who: typeof a, superior: typeof a) =>
      call('PATCH /v1/contacts/{contactId}/affiliations/{customerId}', {
        path: { contactId: who.id, customerId: shunda },
        body: { reportsTo: superior.id },
      })
    const both = await Promise.all([under(a, b), under(b, a)])
    expect(both.filter((each) => each.ok).length).toBe(1)
    expect(both.find((each) => !each.ok)).toMatchObject({
      error: { code: 'contact.rules_broken', findings: [{ code: 'reports_to.cycle' }] },
    })
  })

  it('report to nobody who is archived or gone', async () => {
    const key = 'POST /v1/customers/{customerId}/contacts'
    const [clerk, archived, gone] = [await done(key, register('丙')), await done(key, register('丁')), await done(key, register('戊'))]
    const at = (contactId: string) => ({ path: { contactId, customerId: shunda }, body: {} })
    await done('POST /v1/contacts/{contactId}/archive', { path: { contactId: archived.id } })
    await done('POST /v1/contacts/{contactId}/affiliations/{customerId}/leave', at(gone.id))
    for (const superior of [archived, gone])
      expect(
        await refused('PATCH /v1/contacts/{contactId}/affiliations/{customerId}', { ...at(clerk.id), body: { reportsTo: superior.id } }),
      ).toMatchObject({ findings: [{ code: 'reports_to.not_here' }] })
  })

  it('are nobody under an id that is none', async () => {
    expect(await refused('GET /v1/contacts/{contactId}', { path: { contactId: 'x'.repeat(4000) } })).toEqual({ code: 'contact.not_found' })
  })
})
