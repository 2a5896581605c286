import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEvent } from '../../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../../adapters/dynamo/events/keys.ts'
import { messageStore } from '../../../../adapters/dynamo/messages/message-store.ts'
import { replyOnItsWay } from '../../../../adapters/dynamo/tickets/reply-on-its-way.ts'
import { ticketThread } from '../../../../adapters/dynamo/tickets/ticket-thread.ts'
import { fieldClasses } from '../../../../domain/kernel/care/field-class.ts'
import { TicketMessageId } from '../../../../domain/kernel/ids.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { shippedLists } from '../../../../domain/lists/shipped.ts'
import type { Message } from '../../../../domain/messages/message.ts'
import { tellingsOf } from '../../../../domain/notifications/tellings.ts'
import { changeTicket } from '../../../../functions/desk/change-ticket.ts'
import { openTicket } from '../../../../functions/desk/open-ticket.ts'
import { deskPorts } from '../../../../functions/desk/wiring.ts'
import { noteOutcome } from '../../../../functions/queue/ticket-mail/note-outcome.ts'
import { startEngines } from '../../../adapters/vault/engines.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
let engines: Awaited<ReturnType<typeof startEngines>>
beforeAll(async () => {
  there = await startTestTable()
  engines = await startEngines()
})
afterAll(async () => {
  await there?.stop()
  await engines?.stop()
})

const at = Instant.parse('2026-11-23T02:00:00.000Z')
const later = '2026-11-23T02:10:00.000Z'
const team = shippedLists.team.values[0]?.code ?? ''
const teams = { ...shippedLists.team, values: shippedLists.team.values.map((value) => ({ ...value, manager: 'usr_boss' })) }
const lists = async () => ({ ...shippedLists, team: teams }) as never

/** A ticket that was answered, and the message that brings the answer as it stands by now. */
const answered = async (facts: { readonly assignee?: string }) => {
  const desk = deskPorts(there.table, engines.vault())
  const context = contextOf({ now: at, actor: { id: 'usr_li' } })
  const id = `tkt_${ulid()}`
  const message = {
    kind: 'received' as const,
    id: TicketMessageId.parse(`tms_${ulid()}`),
    at,
    channel: 'mail' as const,
    text: '货呢',
    attachments: [],
  }
  const from = { name: '李娜', address: 'li.na@shunda.example' }
  const opened = await openTicket(
    desk,
    { id, channel: 'mail', subject: '货', kind: 'inquiry', team, requester: from, message: { ...message, from } },
    context,
  )
  if (!opened.ok) throw new Error(opened.error.code)
  if (facts.assignee) {
    const given = { type: 'assign', how: 'given', assignee: facts.assignee, team } as const
    const done = await changeTicket(desk, { id, command: () => given, context })
    if (!done.ok) throw new Error(done.error.code)
  }
  const reply = {
    kind: 'reply' as const,
    id: TicketMessageId.parse(`tms_${ulid()}`),
    ticketId: opened.value.state.id,
    at,
    channel: 'mail' as const,
    text: '明天到',
    attachments: [],
    author: 'usr_li',
  }
  const said = await changeTicket(desk, {
    id,
    command: () => ({ type: 'reply', message: reply }),
    context,
    store: desk.tickets.with([reply]),
  })
  if (!said.ok) throw new Error(said.error.code)
  return { id, reply }
}
const bringing = (ticketId: string, reply: { readonly id: string; readonly at: string }, facts: Partial<Message>): Message => ({
  id: `msg_${ulid()}` as Message['id'],
  to: { kind: 'ticket', id: ticketId },
  template: 'desk.reply',
  fields: { message: reply.id, saidAt: reply.at },
  cause: 'ticket',
  state: 'sent',
  queuedAt: at,
  sendAt: at,
  tries: 1,
  ...facts,
})
const hear = (message: Message) => {
  const vault = engines.vault()
  const messages = { ...messageStore(there.table), load: async () => ({ state: message, version: 3 }) }
  const ports = { tickets: deskPorts(there.table, vault).tickets, messages, reply: replyOnItsWay(there.table, vault), lists }
  return noteOutcome(ports, message.id, contextOf({ now: later, actor: { id: 'system' } }))
}
const threadOf = async (id: string) => {
  const page = await ticketThread(there.table, there.cursors, engines.vault()).list([id], {
    limit: 100,
    cursor: undefined,
    reader: 'usr_li',
    sees: fieldClasses,
  })
  if (!page.ok) throw new Error(page.error.code)
  return page.value.items
}
const notesOf = async (id: string) => (await threadOf(id)).filter(({ kind }) => kind === 'note')
const deliveryOf = async (id: string) => (await threadOf(id)).flatMap((one) => (one.kind === 'reply' ? [one.delivery] : []))[0]
/** Whom the events of a ticket have told of notes, one entry a telling. */
const calledBy = async (id: string) =>
  (await there.table.queryAll({ partition: eventPartition(id) }))
    .map(readEvent)
    .flatMap(({ type, data }) => (type === 'ticket.noted' ? tellingsOf('ticket.noted').flatMap(({ who }) => [...who(data as never)]) : []))

describe('an answer of which nobody knows whether it went out', () => {
  it('is shown as such beside the answer and in a note, and its agent is called, once however often it is told', async () => {
    const { id, reply } = await answered({ assignee: 'usr_li' })
    const message = bringing(id, reply, { state: 'unknown' })
    await Promise.all([hear(message), hear(message)]).catch(() => hear(message))
    await hear(message)
    expect(await deliveryOf(id)).toEqual({ state: 'unknown', message: message.id, at: later })
    expect(await notesOf(id)).toMatchObject([{ mentions: ['usr_li'], text: expect.stringContaining('Nobody knows') }])
    expect(await calledBy(id)).toEqual(['usr_li'])
  })

  it('calls whoever leads the team where nobody works on it', async () => {
    const { id, reply } = await answered({})
    await hear(bringing(id, reply, { state: 'unknown' }))
    expect(await calledBy(id)).toEqual(['usr_boss'])
  })

  it.each(['sent', 'delivered'] as const)('and was %s after all is no trouble any more, of which nobody is called', async (state) => {
    const { id, reply } = await answered({ assignee: 'usr_li' })
    const message = bringing(id, reply, { state: 'unknown' })
    await hear(message)
    await hear({ ...message, state })
    await hear({ ...message, state })
    expect(await deliveryOf(id)).toMatchObject({ state })
    expect((await notesOf(id)).map((note) => (note.kind === 'note' ? note.mentions.length : 2)).toSorted()).toEqual([0, 1])
  })

  it('and was sent once more and lost again is told of again', async () => {
    const { id, reply } = await answered({ assignee: 'usr_li' })
    const message = bringing(id, reply, { state: 'unknown' })
    await hear(message)
    await hear({ ...message, state: 'queued' })
    expect(await deliveryOf(id)).toMatchObject({ state: 'again' })
    await hear({ ...message, state: 'unknown', tries: 2 })
    expect(await deliveryOf(id)).toMatchObject({ state: 'unknown' })
    expect(await calledBy(id)).toEqual(['usr_li', 'usr_li'])
  })
})

describe('an answer that did not reach the customer', () => {
  it.each([
    ['bounced', { bounced: { at, kind: 'permanent' } }, 'permanent'],
    ['refused', { refused: { at, reason: 'suppressed' } }, 'suppressed'],
    ['complained', {}, undefined],
  ] as const)('is shown as %s beside it, with the reason', async (state, facts, reason) => {
    const { id, reply } = await answered({ assignee: 'usr_li' })
    await hear(bringing(id, reply, { state, ...facts }))
    expect(await deliveryOf(id)).toMatchObject({ state, ...(reason && { reason }) })
    expect(await calledBy(id)).toEqual(['usr_li'])
  })

  it('seemingly, since somebody who is away answered before the delivery was told, is told to have arrived', async () => {
    const { id, reply } = await answered({ assignee: 'usr_li' })
    const message = bringing(id, reply, { state: 'bounced', bounced: { at, kind: 'transient' } })
    await hear(message)
    await hear({ ...message, state: 'delivered', deliveredAt: at, bounced: undefined })
    expect(await deliveryOf(id)).toEqual({ state: 'delivered', message: message.id, at: later })
    expect(await calledBy(id)).toEqual(['usr_li'])
  })

  it('leaves what the customer reads as it is, and opens no seal', async () => {
    const { id, reply } = await answered({ assignee: 'usr_li' })
    await hear(bringing(id, reply, { state: 'bounced', bounced: { at, kind: 'permanent' } }))
    expect(await threadOf(id)).toContainEqual(expect.objectContaining({ kind: 'reply', id: reply.id, text: '明天到', author: 'usr_li' }))
  })
})

it('an answer that went as it should is told of to nobody, and what the program says by itself only where it did not arrive', async () => {
  const { id, reply } = await answered({ assignee: 'usr_li' })
  for (const state of ['queued', 'sending', 'sent', 'delivered'] as const) await hear(bringing(id, reply, { state }))
  await hear(bringing(id, reply, { state: 'unknown', template: 'desk.acknowledged' }))
  expect(await notesOf(id)).toEqual([])
  expect(await deliveryOf(id)).toBeUndefined()
  await hear(bringing(id, reply, { state: 'bounced', bounced: { at, kind: 'permanent' }, template: 'desk.acknowledged' }))
  expect(await notesOf(id)).toHaveLength(1)
  expect(await deliveryOf(id)).toBeUndefined()
})
