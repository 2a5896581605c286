import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readEvent } from '../../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../../adapters/dynamo/events/keys.ts'
import { Table } from '../../../../adapters/dynamo/table/table.ts'
import { threadPartition, ticketKey } from '../../../../adapters/dynamo/tickets/keys.ts'
import { ticketStore, ticketsUnopened } from '../../../../adapters/dynamo/tickets/ticket-store.ts'
import { ticketByNumber } from '../../../../adapters/dynamo/tickets/ticket-thread.ts'
import type { Vault } from '../../../../domain/kernel/care/vault.ts'
import { tickets as rules } from '../../../../domain/tickets/decide.ts'
import { moves, ticketStatuses } from '../../../../domain/tickets/moves.ts'
import { numberOf } from '../../../../domain/tickets/number.ts'
import { asClosed, asLive } from '../../../../domain/tickets/status.ts'
import type { Ticket } from '../../../../domain/tickets/ticket.ts'
import { changeTicket } from '../../../../functions/desk/change-ticket.ts'
import { openTicket, type Wanted } from '../../../../functions/desk/open-ticket.ts'
import { receiveMessage } from '../../../../functions/desk/receive-message.ts'
import { deskPorts } from '../../../../functions/desk/wiring.ts'
import { at, given, later, opening, received, ticketId } from '../../../domain/tickets/stories.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable, tableName } from '../../../support/engine.ts'
import { type Engines, startEngines } from '../../vault/engines.ts'

let there: TestTable
let engines: Engines
let vault: Vault
/** What was asked of the table since the test began: a command each, and the items that it writes. */
let asked: { readonly name: string; readonly items: number }[]
let table: Table

beforeAll(async () => {
  there = await startTestTable()
  engines = await startEngines()
  vault = engines.vault()
  there.dynamo.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const { TransactItems = [] } = args.input as { TransactItems?: readonly unknown[] }
        asked.push({ name: commandName, items: TransactItems.length })
        return next(args)
      },
    { step: 'initialize' },
  )
  table = new Table(there.dynamo, tableName)
})
beforeEach(() => {
  asked = []
})
afterAll(async () => {
  await there?.stop()
  await engines?.stop()
})

const requester = { name: '赵敏', address: 'zhao.min@shunda.example' }
const escalation = { type: 'escalate', because: 'repeat_complaint', to: undefined } as const
let n = 0
const wanted = (facts: Partial<Wanted> = {}): Wanted => {
  n += 1
  const { ticketId: _ticket, ...message } = received({ from: requester })
  const id = `tkt_${String(n).padStart(26, '0')}`
  return { id, isNew: true, channel: 'mail', subject: '货物到哪里了', kind: 'tracking', requester, message, ...facts }
}
const writes = () => asked.reduce((sum, { items }) => sum + items, 0)
const standing = async (id: string): Promise<string> => {
  const partitions = [eventPartition(id), threadPartition(id)].map((partition) => table.queryAll({ partition }))
  return JSON.stringify(await Promise.all([table.get(ticketKey(id)), ...partitions]))
}

describe('a ticket in the table', () => {
  it('is opened with its message in one transaction of at most 8 items, and read by one request', async () => {
    const ports = deskPorts(table, vault)
    const order = wanted()
    const done = await openTicket(ports, order, contextOf({ now: at(0) }))
    expect(done).toMatchObject({ ok: true, value: { version: 1, state: { status: 'new', requester } } })
    expect(asked.filter(({ items }) => items > 0)).toHaveLength(1)
    expect(writes()).toBeGreaterThan(3)
    // A mention in the timeline of a customer, and the key of the sender's name in the store of keys, are two more.
    expect(writes()).toBeLessThanOrEqual(6)
    asked = []
    await ports.tickets.read(order.id, ['personal'])
    expect(asked.map(({ name }) => name)).toEqual(['GetItemCommand'])
  })

  it('nobody’s name or address stands there in the clear, and no event has them at all', async () => {
    const ports = deskPorts(table, vault)
    const order = wanted()
    await openTicket(ports, order, contextOf({ now: at(0) }))
    const text = await standing(order.id)
    for (const clear of [requester.name, requester.address]) expect(text).not.toContain(clear)
    const events = await table.queryAll({ partition: eventPartition(order.id) })
    expect(events.map((item) => readEvent(item).type)).toEqual(['ticket.opened'])
    expect(JSON.stringify(events)).not.toContain('requester')
  })

  it('is found by its number; one whose number another has draws the next', async () => {
    const ports = deskPorts(table, vault)
    const [first, second] = [wanted(), wanted()]
    const drawn = numberOf(second.id, { openedAt: at(0), draw: 0 })
    const taken = opening({ id: first.id, number: drawn })
    const { after, decided } = given().when({ type: 'open', opening: taken }, later(0))
    const events = decided.ok ? decided.value : []
    const kept = await ports.tickets.commit({ id: first.id, expected: 0, before: undefined, state: after, events, context: later(0) })
    expect(kept.ok).toBe(true)
    const done = await openTicket(ports, second, contextOf({ now: at(0) }))
    const number = numberOf(second.id, { openedAt: at(0), draw: 1 })
    expect(done).toMatchObject({ ok: true, value: { state: { number } } })
    expect(await ticketByNumber(table)(drawn)).toBe(first.id)
    expect(await ticketByNumber(table)(number)).toBe(second.id)
  })

  it('is changed by who holds no key: what is sealed comes masked, goes back under its seal, and is still to be read by who may', async () => {
    const ports = deskPorts(table, vault)
    const order = wanted()
    await openTicket(ports, order, contextOf({ now: at(0) }))
    const keyless = ticketsUnopened(table)
    const done = await changeTicket({ tickets: keyless }, { id: order.id, command: () => escalation, context: contextOf({ now: at(1) }) })
    expect(done).toMatchObject({ ok: true, value: { version: 2, state: { escalation: 1, requester: { name: '***' } } } })
    const read = await ports.tickets.read(order.id, ['personal'])
    expect(read).toMatchObject({ version: 2, state: { escalation: 1, requester } })
    expect(await standing(order.id)).not.toContain(requester.address)
  })

  it('refuses from who holds no key another name in place of the one under the seal', async () => {
    const order = wanted()
    await openTicket(deskPorts(table, vault), order, contextOf({ now: at(0) }))
    const keyless = ticketsUnopened(table)
    const seen = await keyless.load(order.id)
    if (!seen?.state) throw new Error('not there')
    const change = { id: order.id, expected: seen.version, before: seen.state, events: [], context: later(1) }
    for (const other of [{ ...requester }, undefined])
      await expect(keyless.commit({ ...change, state: { ...seen.state, requester: other } })).rejects.toThrow('sealed')
    // Of a copy nobody knows the seal: it is refused, and the seal stays where it is.
    await expect(keyless.commit({ ...change, before: { ...seen.state }, state: { ...seen.state, escalation: 1 } })).rejects.toThrow(
      'sealed',
    )
    expect(await deskPorts(table, vault).tickets.read(order.id, ['personal'])).toMatchObject({ version: 1, state: { requester } })
  })

  it('stands nowhere after what no move of the table of moves leads to, whoever decided it', async () => {
    const store = ticketStore(table, vault)
    const standingAt = async (status: Ticket['status']) => {
      const id = wanted().id
      const { after } = given().when({ type: 'open', opening: opening({ id, number: `261123-${id.slice(-8)}` }) }, later(0))
      if (!after) throw new Error('not opened')
      const state: Ticket = inStatus(after, status)
      await store.commit({ id, expected: 0, before: undefined, state, events: [], context: later(0) })
      return { id, before: state }
    }
    const inStatus = (ticket: Ticket, status: Ticket['status']): Ticket => {
      if (status === 'closed') return asClosed(ticket, { at: at(1), by: 'usr_li', reason: 'spam' })
      if (status !== 'resolved') return asLive(ticket, status)
      return {
        ...asLive(ticket, 'open'),
        status,
        resolution: { cause: 'delayed', fix: '已催促', customerTold: true, at: at(1), by: 'usr_li' },
      }
    }
    for (const from of ticketStatuses) {
      const to = ticketStatuses.filter((status) => status !== from && !moves.some((move) => move.from.includes(from) && move.to === status))
      for (const status of to) {
        const { id, before } = await standingAt(from)
        const change = { id, expected: 1, before, state: inStatus(before, status), events: [], context: later(1) }
        await expect(store.commit(change), `${from} to ${status}`).rejects.toThrow('cannot come to this')
      }
    }
    const { id, before } = await standingAt('new')
    const state = inStatus(before, 'open')
    expect(await store.commit({ id, expected: 1, before, state, events: [], context: later(1) })).toMatchObject({ ok: true })
  })

  it('a message that is brought again, even behind fifty others, stands in the thread once', async () => {
    const ports = deskPorts(table, vault)
    const order = wanted()
    await openTicket(ports, order, contextOf({ now: at(0) }))
    const again = received({ from: requester })
    const bring = (message: typeof again, days: number) => {
      const { ticketId: _ticket, ...first } = message
      return receiveMessage(ports, { ticketId: order.id, message: first, opening: wanted() }, contextOf({ now: at(days) }))
    }
    for (const message of [again, again, ...Array.from({ length: 51 }, () => received()), again])
      expect(await bring(message, 1)).toMatchObject({ ok: true, value: { as: 'appended' } })
    const thread = await table.queryAll({ partition: threadPartition(order.id) })
    expect(thread).toHaveLength(53)
  })

  const closed = async (ports: ReturnType<typeof deskPorts>) => {
    const order = wanted()
    await openTicket(ports, order, contextOf({ now: at(0) }))
    const spam = { type: 'close', reason: 'spam' } as const
    const found = await ports.tickets.load(order.id)
    const decided = rules.decide(found?.state, spam, contextOf({ now: at(1) }))
    const events = decided.ok ? decided.value : []
    const state = events.reduce(rules.evolve, found?.state)
    await ports.tickets.commit({ id: order.id, expected: 1, before: found?.state, state, events, context: contextOf({ now: at(1) }) })
    const bring = (days: number) => {
      const { ticketId: _ticket, ...message } = received({}, days)
      const { id: _id, isNew: _isNew, message: _message, ...opens } = wanted()
      return receiveMessage(ports, { ticketId: order.id, message, opening: opens }, contextOf({ now: at(days) }))
    }
    return { order, bring }
  }

  it('what comes long after the end opens another ticket, which both name; what comes after that stands there', async () => {
    const ports = deskPorts(table, vault)
    const { order, bring } = await closed(ports)
    asked = []
    const opened = await bring(30)
    expect(asked.filter(({ items }) => items > 0)).toHaveLength(1)
    expect(opened).toMatchObject({ ok: true, value: { as: 'opened', ticket: { state: { continues: order.id, status: 'new' } } } })
    const next = opened.ok ? opened.value.ticket.state.id : ticketId
    expect((await ports.tickets.load(order.id))?.state).toMatchObject({ continuedBy: next, status: 'closed' })
    expect(await bring(31)).toMatchObject({ ok: true, value: { as: 'appended', ticket: { state: { id: next } } } })
  })

  it('what comes long after the end from several at once is on one ticket, that one of them has opened', async () => {
    const ports = deskPorts(table, vault)
    const { order, bring } = await closed(ports)
    const done = await Promise.all([bring(30), bring(30), bring(30)])
    expect(done.map((one) => one.ok && one.value.as).toSorted()).toEqual(['appended', 'appended', 'opened'])
    const [next = '', ...others] = new Set(done.map((one) => (one.ok ? one.value.ticket.state.id : '')))
    expect(others).toEqual([])
    expect((await ports.tickets.load(order.id))?.state).toMatchObject({ continuedBy: next })
    expect(await table.queryAll({ partition: threadPartition(next) })).toHaveLength(3)
  })
})
