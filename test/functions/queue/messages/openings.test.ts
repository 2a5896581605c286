import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contactStore, keptContact } from '../../../../adapters/dynamo/contacts/contact-store.ts'
import { contactKey } from '../../../../adapters/dynamo/contacts/keys.ts'
import { keptCustomer } from '../../../../adapters/dynamo/customers/customer-store.ts'
import { messageStore } from '../../../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../../../adapters/dynamo/messages/suppression-store.ts'
import { templateStore } from '../../../../adapters/dynamo/messages/template-store.ts'
import { closedRecords } from '../../../../adapters/dynamo/records/closed-records.ts'
import { keptStaff } from '../../../../adapters/dynamo/staff/staff-store.ts'
import { keptTicket, ticketStore, ticketsUnopened } from '../../../../adapters/dynamo/tickets/ticket-store.ts'
import type { Contact } from '../../../../domain/contacts/contact.ts'
import type { SealedAt, Vault, Why } from '../../../../domain/kernel/care/vault.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import type { Carried, Parcel } from '../../../../domain/messages/ports.ts'
import { suppressions } from '../../../../domain/suppressions/decide.ts'
import type { Ticket } from '../../../../domain/tickets/ticket.ts'
import { addresseeOf } from '../../../../functions/queue/messages/addressee.ts'
import { queueMessage } from '../../../../functions/queue/messages/queue-message.ts'
import { messageDue, type SendPorts, sendMessage } from '../../../../functions/queue/messages/send-message.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { suppressionId } from '../../../../functions/runtime/suppression-id.ts'
import { type Engines, startEngines } from '../../../adapters/vault/engines.ts'
import { given as contactGiven, registered } from '../../../domain/contacts/stories.ts'
import { given as ticketGiven, opened as ticketOpened } from '../../../domain/tickets/stories.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable, tableName } from '../../../support/engine.ts'

let engines: Engines
let there: TestTable
let writing: Vault
beforeAll(async () => {
  ;[engines, there] = await Promise.all([startEngines(), startTestTable()])
  writing = engines.vault()
})
afterAll(() => Promise.all([engines.stop(), there.stop()]))

/** Half past four in the afternoon in Shanghai. */
const now = '2026-11-21T08:30:00.000Z'
const minutes = (count: number) => contextOf({ now: new Date(Date.parse(now) + count * 60_000).toISOString() })

let openings: (SealedAt & Why)[]
let carried: Parcel[]
let outcome: Carried
let ports: SendPorts
/** A job that has just started: it holds no key yet, so whoever's it opens it has to ask for. */
beforeEach(() => {
  openings = []
  carried = []
  outcome = { kind: 'taken', providerId: 'ses-1' }
  const { table } = there
  const vault = engines.vault(undefined, (opened) => openings.push(opened))
  const people = {
    contacts: closedRecords(table, keptContact, vault),
    customers: closedRecords(table, keptCustomer, vault),
    staff: closedRecords(table, keptStaff, vault),
    tickets: closedRecords(table, keptTicket, vault),
    codeFor: async () => '04711815',
  }
  ports = {
    messages: messageStore(table),
    templates: templateStore(table),
    suppressions: suppressionStore(table),
    addressee: (to, why) => addresseeOf(people, to, why),
    conversation: async () => undefined,
    withFiles: async (_, work) => work([]),
    remember: async () => {},
    carried: async () => {},
    carriers: {
      email: async (parcel) => {
        carried.push(parcel)
        return outcome
      },
    },
    links: async () => ({ page: () => 'https://firm.example/p', unsubscribe: () => 'https://firm.example/u' }),
    now: () => Instant.parse(now),
    newAttempt: () => crypto.randomUUID(),
    spread: () => 0,
    unknown: () => {},
  }
})

let people = 0
const contactWith = async (facts: Partial<Contact> = {}): Promise<{ readonly id: string; readonly address: string }> => {
  people += 1
  const [id, address] = [`con_${ulid()}`, `li.na-${people}@shunda.example`]
  const known = { ...(contactGiven(registered()).state as Contact), phones: [], emails: [{ address }] }
  const state = { ...known, ...facts, id } as Contact
  await contactStore(there.table, writing).commit({ id, expected: 0, before: undefined, state, events: [], context: minutes(0) })
  return { id, address }
}
const letter = { template: 'letter', fields: { title: 'Closed', body: 'Over the holiday' } } as const
const newsletter = { template: 'newsletter', fields: { title: 'New lane', body: 'Weekly' } } as const
const queued = (id: string, wanted: object = letter, kind: 'contact' | 'ticket' = 'contact') =>
  queueMessage(ports, { cause: `test:${ulid()}`, to: { kind, id }, ...letter, ...wanted }, minutes(0))
const stateOf = async (id: string) => (await messageStore(there.table).load(id))?.state
const suppress = async (address: string, scope: 'all' | 'marketing') => {
  const id = suppressionId('email', await writing.blindIndex('email', address))
  const command = { type: 'suppress', id, channel: 'email', scope, reason: 'bounced', recipient: undefined, customerId: undefined } as const
  await execute(suppressions, suppressionStore(there.table), { id, command, context: minutes(0) })
}
/** How often the key service was asked for a key while a message was dealt with. */
const keysAskedFor = async (work: () => Promise<void>): Promise<number> => {
  const calls = () => engines.kms.calls()['Decrypt'] ?? 0
  const before = calls()
  await work()
  return calls() - before
}

describe('no address is opened for a message', () => {
  it('that nobody asked for and that falls into the night, until the morning comes', async () => {
    const { id: person, address } = await contactWith()
    const [id, own] = [await queued(person, newsletter), await queued(person)]
    const sender = { ...ports, quietHours: { from: '21:00', until: '08:00' } }
    const night = contextOf({ now: '2026-11-21T15:00:00.000Z' })
    await sendMessage(sender, id, night)
    expect(await stateOf(id)).toMatchObject({ state: 'queued', sendAt: '2026-11-22T00:00:00.000Z' })
    expect(openings).toEqual([])
    await sendMessage(sender, own, night)
    await messageDue(sender, id, contextOf({ now: '2026-11-22T00:00:00.000Z' }))
    expect(carried).toMatchObject([{ messageId: own }, { messageId: id, to: address }])
  })

  const quiet = { quietHours: { from: '12:00', until: '18:00' } }
  it.each([
    ['that waits for somebody to wake', { person: quiet, becomes: { state: 'queued', sendAt: '2026-11-21T10:00:00.000Z' } }],
    ['to an address that is suppressed', { stopped: 'all', becomes: { refused: { reason: 'suppressed' } } }],
    [
      'of a kind that somebody unsubscribed from',
      { stopped: 'marketing', wanted: newsletter, becomes: { refused: { reason: 'suppressed' } } },
    ],
    [
      'that lacks a value',
      { wanted: { fields: { title: 'Closed' } }, becomes: { refused: { reason: 'missing_field', fields: ['body'] } } },
    ],
    ['by a template that nobody has written', { wanted: { template: 'unwritten' }, becomes: { refused: { reason: 'template_unknown' } } }],
    ['to somebody without an address', { person: { emails: [] }, becomes: { refused: { reason: 'no_address' } } }],
    [
      'to somebody who is archived',
      { person: { archived: { at: now, by: 'usr_test' } }, becomes: { refused: { reason: 'recipient_gone' } } },
    ],
  ] as const)('%s', async (_, told: { person?: object; stopped?: 'all' | 'marketing'; wanted?: object; becomes: object }) => {
    const { id: person, address } = await contactWith(told.person)
    if (told.stopped) await suppress(address, told.stopped)
    const id = await queued(person, told.wanted)
    expect(await keysAskedFor(() => sendMessage(ports, id, minutes(0)))).toBe(0)
    expect(await stateOf(id)).toMatchObject(told.becomes)
    expect(openings).toEqual([])
    expect(carried).toEqual([])
  })

  it('that was put off, until its time has come', async () => {
    const { id: person, address } = await contactWith()
    const id = await queued(person, { sendAt: Instant.parse('2026-11-21T08:40:00.000Z') })
    for (const count of [0, 5]) await messageDue(ports, id, minutes(count))
    expect(openings).toEqual([])
    await messageDue(ports, id, minutes(10))
    expect(carried).toMatchObject([{ messageId: id, to: address }])
  })
})

describe('a message that goes', () => {
  it.each([
    ['letter', letter, 'send_transactional'],
    ['newsletter', newsletter, 'send_marketing'],
  ] as const)('as a %s has one seal opened, once, for that', async (_, wanted, purpose) => {
    const { id: person, address } = await contactWith({ birthDate: '1990-01-01' } as Partial<Contact>)
    const id = await queued(person, wanted)
    expect(await keysAskedFor(() => sendMessage(ports, id, minutes(0)))).toBe(1)
    await sendMessage(ports, id, minutes(1))
    expect(openings).toEqual([{ subject: person, item: 'STATE', purpose, cause: id }])
    expect(carried).toMatchObject([{ messageId: id, to: address }])
  })

  it('has it opened again for each further try', async () => {
    const { id: person } = await contactWith()
    const id = await queued(person)
    outcome = { kind: 'busy' }
    await sendMessage(ports, id, minutes(0))
    outcome = { kind: 'taken', providerId: 'ses-2' }
    await messageDue(ports, id, minutes(1))
    expect(openings.map(({ cause }) => cause)).toEqual([id, id])
    expect(carried).toHaveLength(2)
  })

  it('to somebody whose key is destroyed goes nowhere: there is nobody any more', async () => {
    const { id: person } = await contactWith()
    const id = await queued(person)
    await writing.forget(person)
    await sendMessage(ports, id, minutes(0))
    expect(await stateOf(id)).toMatchObject({ state: 'refused', refused: { reason: 'recipient_gone' } })
    expect(openings).toEqual([])
  })

  it('to a record that no index stands beside yet, as all were written before, finds its way by opening it', async () => {
    const { id: person, address } = await contactWith()
    await there.dynamo.send(
      new UpdateCommand({
        TableName: tableName,
        Key: contactKey(person),
        UpdateExpression: 'REMOVE #i',
        ExpressionAttributeNames: { '#i': 'indexes' },
      }),
    )
    const id = await queued(person)
    await sendMessage(ports, id, minutes(0))
    expect(carried).toMatchObject([{ messageId: id, to: address }])
    await suppress(address, 'all')
    const next = await queued(person)
    await sendMessage(ports, next, minutes(0))
    expect(await stateOf(next)).toMatchObject({ refused: { reason: 'suppressed' } })
    expect(new Set(openings.map(({ purpose }) => purpose))).toEqual(new Set(['send_transactional']))
  })
})

describe('whoever asks in a ticket', () => {
  let tickets = 0
  const ticketWith = async (facts: Partial<Ticket>) => {
    tickets += 1
    const id = `tkt_${ulid()}`
    const { customerId: _, ...known } = ticketGiven(...ticketOpened()).state as Ticket & { customerId?: string }
    const state = { ...known, number: `261121-${4711 + tickets}`, ...facts, id } as Ticket
    await ticketStore(there.table, writing).commit({ id, expected: 0, before: undefined, state, events: [], context: minutes(0) })
    return { id, state }
  }
  const asked = { channel: 'mail', requester: { name: '李娜', address: 'Li.Na@shunda.example' } } as Partial<Ticket>

  it('is found, and passed over where that is suppressed, with nothing opened; and opened once to be written to', async () => {
    const { id: ticket } = await ticketWith(asked)
    const id = await queued(ticket, letter, 'ticket')
    await sendMessage(ports, id, minutes(0))
    expect(openings).toEqual([{ subject: ticket, item: 'STATE', purpose: 'send_transactional', cause: id }])
    expect(carried).toMatchObject([{ to: 'Li.Na@shunda.example' }])
    await suppress('li.na@shunda.example', 'all')
    const next = await queued(ticket, letter, 'ticket')
    await sendMessage(ports, next, minutes(0))
    expect(await stateOf(next)).toMatchObject({ refused: { reason: 'suppressed' } })
    expect(openings).toHaveLength(1)
  })

  it.each([
    [
      'can make no index',
      () => ticketStore(there.table, { ...writing, indexes: false, blindIndex: () => Promise.reject(new Error('no key')) }),
    ],
    ['opens nothing of it', () => ticketsUnopened(there.table)],
  ])('is still found without being opened when somebody has changed the ticket who %s', async (_, storeOf) => {
    const address = `kept-${ulid().toLowerCase()}@shunda.example`
    const [{ id: ticket }, store] = [await ticketWith({ ...asked, requester: { address } }), storeOf()]
    const loaded = await store.load(ticket)
    const state = { ...(loaded?.state as Ticket), subject: '改派' }
    const done = await store.commit({ id: ticket, expected: 1, before: loaded?.state, state, events: [], context: minutes(0) })
    expect(done.ok).toBe(true)
    await suppress(address, 'all')
    const id = await queued(ticket, letter, 'ticket')
    await sendMessage(ports, id, minutes(0))
    expect(await stateOf(id)).toMatchObject({ refused: { reason: 'suppressed' } })
    expect(openings).toEqual([])
  })
})
