import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ticketThread } from '../../../adapters/dynamo/tickets/ticket-thread.ts'
import { fieldClasses } from '../../../domain/kernel/care/field-class.ts'
import { CustomerId, TicketMessageId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import type { Thread } from '../../../domain/tickets/ports.ts'
import type { ReceivedMessage, ReplyMessage } from '../../../domain/tickets/thread.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { answerApart } from '../../../functions/desk/answer-apart.ts'
import { changeBoth } from '../../../functions/desk/change-both.ts'
import { changeTicket } from '../../../functions/desk/change-ticket.ts'
import type { ReceivingPorts } from '../../../functions/desk/desk-ports.ts'
import { openTicket } from '../../../functions/desk/open-ticket.ts'
import { receiveMessage } from '../../../functions/desk/receive-message.ts'
import { deskPorts } from '../../../functions/desk/wiring.ts'
import { startEngines } from '../../adapters/vault/engines.ts'
import { customerOf } from '../../domain/reviews/stories.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let there: TestTable
let engines: Awaited<ReturnType<typeof startEngines>>
let ports: ReceivingPorts
let thread: Thread
beforeAll(async () => {
  there = await startTestTable()
  engines = await startEngines()
  const vault = engines.vault()
  const glances = async (ids: readonly string[]) => ids.map((id) => ({ ...customerOf(), id: CustomerId.parse(id) }))
  ports = { ...deskPorts(there.table, vault), glances }
  thread = ticketThread(there.table, there.cursors, vault)
})
afterAll(async () => {
  await there?.stop()
  await engines?.stop()
})

let minutes = 0
let days = 0
const now = () => {
  minutes += 1
  return Instant.parse(new Date(Date.UTC(2026, 10, 23, 1, minutes) + days * 86_400_000).toISOString())
}
const context = () => contextOf({ now: now(), actor: { id: 'usr_li' } })
const shared = (text: string) => ({
  id: TicketMessageId.parse(`tms_${ulid()}`),
  at: now(),
  text,
  channel: 'mail' as const,
  attachments: [],
})
type Wrote = Omit<ReceivedMessage, 'ticketId'>
const wrote = (who: string, text: string): Wrote => ({
  kind: 'received',
  ...shared(text),
  from: { address: `${who}@${who}.example` },
  externalId: `<${ulid()}@${who}.example>`,
})

const open = async (who: string): Promise<string> => {
  const message = wrote(who, `${who} asks`)
  const known = { customerId: `cus_${ulid()}`, requester: message.from }
  const opening = { id: `tkt_${ulid()}`, channel: 'mail', subject: `of ${who}`, kind: 'inquiry', message, ...known } as const
  const done = await openTicket(ports, opening, context())
  if (!done.ok) throw new Error(done.error.code)
  return done.value.state.id
}
const bring = async (ticketId: string, message: Wrote) => {
  const opening = { channel: 'mail', subject: message.text, requester: message.from } as const
  const done = await receiveMessage(ports, { ticketId, message, opening }, context())
  if (!done.ok) throw new Error(done.error.code)
  return done.value
}
const ticket = async (id: string): Promise<Ticket> => {
  const found = await ports.tickets.load(id)
  if (!found?.state) throw new Error(`no ${id}`)
  return found.state
}
const merge = (id: string, into: string) =>
  changeBoth(ports, {
    id,
    other: into,
    command: (other) => ({ type: 'merge', into: other, otherCustomer: true }),
    otherwise: (other) => ({ type: 'absorb', other }),
    context: context(),
  })
const both = async (): Promise<readonly [apart: string, into: string]> => {
  const [apart, into] = [await open('alder'), await open('birch')]
  expect((await merge(apart, into)).ok).toBe(true)
  return [apart, into]
}
const doing = async (id: string, command: TicketCommand) =>
  expect((await changeTicket(ports, { id, command: () => command, context: context() })).ok).toBe(true)
const answer = async (id: string, text: string) => {
  const message: ReplyMessage = { kind: 'reply', ...shared(text), ticketId: (await ticket(id)).id, author: 'usr_li' }
  return answerApart(ports, { ticket: await ticket(id), message, context: context() })
}
const wordsOn = async (...ids: readonly string[]) => {
  const page = await thread.list(ids, { limit: 100, cursor: undefined, reader: 'usr_li', sees: fieldClasses })
  if (!page.ok) throw new Error('no page')
  return page.value.items.map(({ text }) => text)
}
const shown = async (id: string) => wordsOn(id, ...(await ticket(id)).absorbed)

describe('what comes in for a ticket that went into one of somebody else', () => {
  it('stands in its own thread, is read in the other, and is told there once however often it is brought', async () => {
    const [apart, into] = await both()
    await doing(into, { type: 'move', to: 'pending_customer' })
    const message = wrote('alder', 'alder again')
    const [first, second] = await Promise.all([bring(apart, message), bring(apart, message)])
    expect([first, second].map(({ ticket: on }) => on.state.id)).toEqual([apart, apart])
    expect(await wordsOn(apart)).toEqual(['alder again', 'alder asks'])
    expect(await wordsOn(into)).toEqual(['birch asks'])
    expect((await shown(into)).toSorted()).toEqual(['alder again', 'alder asks', 'birch asks'])
    const stands = await ticket(into)
    expect(stands).toMatchObject({ status: 'open', others: [{ ticket: apart, lastInAt: expect.any(String) }] })
    expect(stands.said.filter((id) => id === message.id)).toHaveLength(1)
  })

  it('goes on in a ticket of its own once all is over for long, and so does what comes for the other', async () => {
    const [apart, into] = await both()
    await doing(into, { type: 'close', reason: 'spam' })
    days += 15
    const [one, other] = [await bring(apart, wrote('alder', 'alder later')), await bring(into, wrote('birch', 'birch later'))]
    expect([one.as, other.as]).toEqual(['opened', 'opened'])
    expect(one.ticket.state).toMatchObject({ continues: apart, customerId: (await ticket(apart)).customerId })
    expect(other.ticket.state).toMatchObject({ continues: into, customerId: (await ticket(into)).customerId })
    const next = await bring(apart, wrote('alder', 'alder once more'))
    expect([next.as, next.ticket.state.id]).toEqual(['appended', one.ticket.state.id])
    expect((await wordsOn(other.ticket.state.id)).join()).not.toContain('alder')
  })
})

describe('an answer to whoever wrote a ticket that went into one of somebody else', () => {
  it('stands in their thread, and the other knows that they wait no more', async () => {
    const [apart, into] = await both()
    await bring(apart, wrote('alder', 'alder again'))
    expect((await answer(apart, 'we answer alder')).ok).toBe(true)
    expect(await wordsOn(apart)).toEqual(['we answer alder', 'alder again', 'alder asks'])
    expect(await wordsOn(into)).toEqual(['birch asks'])
    const { lastOutAt, lastInAt } = await ticket(apart)
    expect((await ticket(into)).others).toEqual([{ ticket: apart, number: (await ticket(apart)).number, lastInAt, lastOutAt }])
    expect((await ticket(into)).status).toBe('open')
  })

  it('is not said where the other is closed', async () => {
    const [apart, into] = await both()
    await doing(into, { type: 'close', reason: 'spam' })
    expect(await answer(apart, 'too late')).toMatchObject({ error: { code: 'ticket.closed' } })
    expect(await wordsOn(apart)).toEqual(['alder asks'])
  })

  it('goes on being possible where the other went into a third', async () => {
    const [apart, into] = await both()
    const third = await open('cedar')
    expect((await merge(into, third)).ok).toBe(true)
    await bring(apart, wrote('alder', 'alder again'))
    expect((await answer(apart, 'we answer alder')).ok).toBe(true)
    expect((await answer(into, 'we answer birch')).ok).toBe(true)
    expect((await ticket(third)).others?.map(({ ticket: id }) => id).toSorted()).toEqual([apart, into].toSorted())
    expect(await wordsOn(third)).toEqual(['cedar asks'])
    expect(await shown(third)).toEqual(expect.arrayContaining(['we answer alder', 'we answer birch', 'cedar asks', 'birch asks']))
  })
})
