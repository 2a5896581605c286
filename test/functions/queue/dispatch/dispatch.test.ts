import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEvent } from '../../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../../adapters/dynamo/events/keys.ts'
import { desks } from '../../../../domain/dispatch/decide.ts'
import type { Context } from '../../../../domain/kernel/decider.ts'
import type { EventEnvelope } from '../../../../domain/kernel/event-envelope.ts'
import type { TicketCommand } from '../../../../domain/tickets/commands.ts'
import { tickets as rules } from '../../../../domain/tickets/decide.ts'
import type { Ticket } from '../../../../domain/tickets/ticket.ts'
import { queueDue } from '../../../../functions/queue/dispatch/attend-queue.ts'
import type { DispatchPorts } from '../../../../functions/queue/dispatch/dispatch-ports.ts'
import { deskDue, deskTurned } from '../../../../functions/queue/dispatch/fill-desk.ts'
import { followTicket } from '../../../../functions/queue/dispatch/follow-ticket.ts'
import { derivedId } from '../../../../functions/runtime/derived-id.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { startEngines } from '../../../adapters/vault/engines.ts'
import { everyDay, on } from '../../../domain/dispatch/stories.ts'
import { dispatchOn, heldBy, putTickets, setDesk, ticketOf } from '../../../support/dispatch-stage.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let engines: Awaited<ReturnType<typeof startEngines>>
beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines?.stop())

const early = { shifts: everyDay('08:00-16:00') }
const late = { shifts: everyDay('16:00-24:00') }
const system = (time: string) => on(`2026-11-23T${time}`, { actor: { id: 'system' } })

type Stage = { readonly there: TestTable; readonly ports: ReturnType<typeof dispatchOn> }
/** Each story has a desk of its own, with nothing in its queues. */
const story = (name: string, tell: (stage: Stage) => Promise<void>) =>
  it(name, async () => {
    const there = await startTestTable()
    try {
      await tell({ there, ports: dispatchOn(there.table) })
    } finally {
      await there.stop()
    }
  })

const desk = (ports: DispatchPorts, user: string, patch: Readonly<Record<string, unknown>> = early, time = '07:00') =>
  setDesk(ports, user, { patch, context: system(time) })

/** The latest event of a kind that a ticket left, as the job hears of it. */
const noticeOf = async ({ there }: Stage, ticketId: string, type: string): Promise<EventEnvelope> => {
  const items = await there.table.queryAll({ partition: eventPartition(ticketId) })
  const event = items.map(readEvent).findLast((one) => one.type === type)
  if (!event) throw new Error(`${ticketId} left no ${type}`)
  return event
}
/** One that was put there without an event of its own. */
const openedNotice = ({ id, openedAt }: Ticket): EventEnvelope => ({
  id: `evt_${ulid()}` as EventEnvelope['id'],
  type: 'ticket.opened',
  schema: 1,
  at: openedAt,
  actor: { id: 'system', roles: [] },
  subject: { kind: 'ticket', id },
  version: 1,
  about: [],
  traceId: 'trace-test',
  data: { type: 'ticket.opened' },
})

const come = async (stage: Stage, ticket: Ticket, time: string) => {
  await putTickets(stage.there.table, [ticket])
  await followTicket(stage.ports)(openedNotice(ticket), system(time))
  return owner(stage, ticket)
}
const owner = async ({ ports }: Stage, { id }: Ticket) => (await ports.tickets.load(id))?.state?.assignee

/** Does something to a ticket and has the job hear of it. */
const does = async (
  stage: Stage,
  { id }: Ticket,
  command: TicketCommand,
  { type, time }: { readonly type: string; readonly time: string },
) => {
  const context: Context = system(time)
  const done = await execute(rules, stage.ports.tickets, { id, command, context })
  expect(done.ok, JSON.stringify(done)).toBe(true)
  await followTicket(stage.ports)(await noticeOf(stage, id, type), context)
}
const resolve = { type: 'close', reason: 'spam' } as const

describe('a ticket that comes', () => {
  story('goes to who has the least in hand, and around when all have as much', async (stage) => {
    for (const user of ['usr_a', 'usr_b', 'usr_c']) await desk(stage.ports, user)
    const owners: (string | undefined)[] = []
    for (const minute of ['00', '01', '02', '03']) owners.push(await come(stage, ticketOf(), `09:${minute}`))
    expect(owners).toEqual(['usr_a', 'usr_b', 'usr_c', 'usr_a'])
  })

  story('goes to nobody who is off shift, away, cannot do it or takes for themselves', async (stage) => {
    await desk(stage.ports, 'usr_late', late)
    await desk(stage.ports, 'usr_claims', { ...early, skills: ['claim'] })
    await desk(stage.ports, 'usr_puller', { ...early, taking: 'pulled' })
    const gone = await desk(stage.ports, 'usr_gone')
    await execute(desks, stage.ports.desks, { id: gone.id, command: { type: 'leave' }, context: system('08:30') })
    expect(await come(stage, ticketOf(), '09:00')).toBeUndefined()
    await desk(stage.ports, 'usr_there')
    expect(await come(stage, ticketOf(), '09:01')).toBe('usr_there')
  })

  story('goes to whom its customer knows while that one is there, and to another when they are not', async (stage) => {
    const customerId = 'cus_01KAJ0000000000000000000AA'
    for (const user of ['usr_a', 'usr_b']) await desk(stage.ports, user)
    await desk(stage.ports, 'usr_c', late)
    await putTickets(stage.there.table, [ticketOf({ customerId, assignee: 'usr_b' })])
    expect(await come(stage, ticketOf({ customerId }), '09:00')).toBe('usr_b')
    expect(await come(stage, ticketOf({ customerId }), '17:00')).toBe('usr_c')
  })

  story('is handed out once, however often it is told of, and whoever dies over it', async (stage) => {
    await desk(stage.ports, 'usr_a', { ...early, limit: 3 })
    await desk(stage.ports, 'usr_b', { ...early, limit: 3 })
    const ticket = ticketOf()
    await putTickets(stage.there.table, [ticket])
    const dying: DispatchPorts = {
      ...stage.ports,
      takingTurn: (turn, at) => {
        const store = stage.ports.takingTurn(turn, at)
        const commit: typeof store.commit = async (change) => {
          await store.commit(change)
          throw new Error('killed before it could say so')
        }
        return { ...store, commit }
      },
    }
    await expect(followTicket(dying)(openedNotice(ticket), system('09:00'))).rejects.toThrow('killed')
    const first = await owner(stage, ticket)
    expect(first).toBe('usr_a')
    await Promise.all(Array.from({ length: 10 }, () => followTicket(stage.ports)(openedNotice(ticket), system('09:01'))))
    expect(await owner(stage, ticket)).toBe(first)
    expect([await heldBy(stage.there.table, 'usr_a'), await heldBy(stage.there.table, 'usr_b')]).toEqual([[ticket.id], []])
  })

  story('many at once, told of at once, are all handed out and nobody has more than they can take', async (stage) => {
    for (const user of ['usr_a', 'usr_b', 'usr_c']) await desk(stage.ports, user, { ...early, limit: 5 })
    const all = Array.from({ length: 20 }, () => ticketOf())
    await putTickets(stage.there.table, all)
    await Promise.all(all.map((ticket) => followTicket(stage.ports)(openedNotice(ticket), system('09:00'))))
    for (const ticket of all) await followTicket(stage.ports)(openedNotice(ticket), system('09:01'))
    const held = await Promise.all(['usr_a', 'usr_b', 'usr_c'].map((user) => heldBy(stage.there.table, user)))
    expect(held.map((each) => each.length)).toEqual([5, 5, 5])
    expect(new Set(held.flat()).size).toBe(15)
  })
})

describe('who frees up', () => {
  story('is given what waited longest, the most urgent before it', async (stage) => {
    await desk(stage.ports, 'usr_a', { ...early, limit: 1 })
    const [inHand, second, third, urgent] = [ticketOf(), ticketOf(), ticketOf(), ticketOf({ priority: 'P1' })]
    for (const ticket of [inHand, second, third, urgent]) await come(stage, ticket, '09:00')
    expect(await heldBy(stage.there.table, 'usr_a')).toEqual([inHand.id])
    await does(stage, inHand, resolve, { type: 'ticket.closed', time: '09:10' })
    expect(await heldBy(stage.there.table, 'usr_a')).toEqual([urgent.id])
    await does(stage, urgent, { type: 'move', to: 'pending_customer' }, { type: 'ticket.moved', time: '09:20' })
    expect(await heldBy(stage.there.table, 'usr_a')).toEqual([second.id])
    await does(stage, second, { type: 'assign', how: 'given', assignee: 'usr_boss' }, { type: 'ticket.assigned', time: '09:30' })
    expect(await heldBy(stage.there.table, 'usr_a')).toEqual([third.id])
  })

  story('comes on shift with the clock and is given what waited, up to what they can take', async (stage) => {
    const sleeper = await desk(stage.ports, 'usr_a', { ...early, limit: 2 })
    const all = [ticketOf(), ticketOf(), ticketOf()]
    for (const ticket of all) expect(await come(stage, ticket, '07:30')).toBeUndefined()
    await deskDue(stage.ports)(sleeper.id, system('08:00'))
    await deskTurned(stage.ports)(sleeper.id, system('08:00'))
    expect(await heldBy(stage.there.table, 'usr_a')).toEqual(all.slice(0, 2).map(({ id }) => id))
    await deskTurned(stage.ports)(sleeper.id, system('08:01'))
    expect(await heldBy(stage.there.table, 'usr_a')).toHaveLength(2)
  })
})

describe('a customer who comes back', () => {
  const back = async (stage: Stage, time: string) => {
    const ticket = ticketOf({ assignee: 'usr_a', status: 'closed', closed: { at: system('09:00').now, by: 'usr_a', reason: 'quiet' } })
    await putTickets(stage.there.table, [ticket])
    await does(stage, ticket, { type: 'reopen' }, { type: 'ticket.reopened', time })
    return owner(stage, ticket)
  }

  story('finds whom they know if that one is there, and somebody else if not', async (stage) => {
    await desk(stage.ports, 'usr_a')
    await desk(stage.ports, 'usr_b', late)
    expect(await back(stage, '10:00')).toBe('usr_a')
    expect(await back(stage, '18:00')).toBe('usr_b')
  })

  story('waits in the queue of the team where nobody is there, and stays with whoever has no desk', async (stage) => {
    expect(await back(stage, '10:00')).toBe('usr_a')
    await desk(stage.ports, 'usr_a')
    expect(await back(stage, '03:00')).toBeUndefined()
  })
})

describe('a queue that nobody takes from', () => {
  const id = derivedId('teamQueue', 'customer_service')
  const unattended = async ({ ports }: Stage) => (await ports.queues.load(id))?.state?.unattended

  story('is told of once to whoever answers for it, and rings until somebody comes', async (stage) => {
    const lead = await desk(stage.ports, 'usr_lead', { ...early, leads: ['customer_service'] })
    for (const minute of ['00', '01']) await come(stage, ticketOf(), `22:${minute}`)
    expect((await noticeOf(stage, id, 'queue.unattended')).data).toMatchObject({ lack: 'on_shift', tell: ['usr_lead'] })
    expect(stage.ports.rung).toEqual(Array(2).fill({ team: 'customer_service', lack: 'on_shift' }))
    await queueDue(stage.ports)(id, system('22:15'))
    expect(stage.ports.rung).toHaveLength(3)
    expect(await unattended(stage)).toMatchObject({ since: system('22:00').now, lookAt: system('22:30').now })
    await setDesk(stage.ports, 'usr_lead', { patch: { shifts: everyDay('00:00-24:00') }, context: system('22:20') })
    await deskTurned(stage.ports)(lead.id, system('22:20'))
    expect(await unattended(stage)).toBeUndefined()
    expect(await heldBy(stage.there.table, 'usr_lead')).toHaveLength(2)
  })

  story('is told of as well when those who are there cannot do what waits, or the last one leaves', async (stage) => {
    const clerk = await desk(stage.ports, 'usr_clerk', { ...early, skills: ['claim'], limit: 1 })
    await come(stage, ticketOf(), '09:00')
    expect(await unattended(stage)).toMatchObject({ lack: 'fitting' })
    await execute(desks, stage.ports.desks, { id: clerk.id, command: { type: 'leave' }, context: system('09:10') })
    await deskTurned(stage.ports)(clerk.id, system('09:10'))
    expect(await unattended(stage)).toMatchObject({ lack: 'on_shift' })
  })

  story('is no news where all have their hands full, and where a firm has no desks at all', async (stage) => {
    await come(stage, ticketOf(), '09:00')
    expect(stage.ports.rung).toEqual([])
    await desk(stage.ports, 'usr_a', { ...early, limit: 1 })
    for (const minute of ['01', '02']) await come(stage, ticketOf(), `09:${minute}`)
    expect(stage.ports.rung).toEqual([])
    expect(await unattended(stage)).toBeUndefined()
  })
})
