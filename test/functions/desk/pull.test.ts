import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Desk } from '../../../domain/dispatch/desk.ts'
import { takeNext } from '../../../functions/desk/take-next.ts'
import { startEngines } from '../../adapters/vault/engines.ts'
import { at, everyDay, on } from '../../domain/dispatch/stories.ts'
import { dispatchOn, heldBy, putTickets, setDesk, ticketOf } from '../../support/dispatch-stage.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let there: TestTable
let engines: Awaited<ReturnType<typeof startEngines>>
let ports: ReturnType<typeof dispatchOn>
beforeAll(async () => {
  there = await startTestTable()
  engines = await startEngines()
  ports = dispatchOn(there.table)
})
afterAll(async () => {
  await there?.stop()
  await engines?.stop()
})

const allDay = everyDay('00:00-24:00')
const morning = (user: string) => on('2026-11-23T10:00', { actor: { id: user, reach: { kind: 'own' } } })
const desk = (user: string, patch: Readonly<Record<string, unknown>>): Promise<Desk> =>
  setDesk(ports, user, { patch: { shifts: allDay, ...patch }, context: on('2026-11-23T09:00') })
const pull = (whose: Desk) => takeNext(ports, { desk: whose, how: 'taken' }, morning(whose.user))

/** Pulls until nothing is left for them, or their hands are full; what they got, in the order in which they did. */
const pullAll = async (whose: Desk): Promise<readonly string[]> => {
  const got: string[] = []
  for (;;) {
    const next = await pull(whose)
    if (next?.got) got.push(next.got.state.id)
    else if (next?.because !== 'contended') return got
  }
}

// With PULLS=100 they empty the queue, which takes minutes.
it('fifty who pull at once from five thousand tickets take each once, nobody more than they can, and none is lost', async () => {
  const [tickets, limit] = [Array.from({ length: 5000 }, () => ticketOf()), Number(process.env['PULLS'] ?? 10)]
  await putTickets(there.table, tickets)
  const crew = await Promise.all(Array.from({ length: 50 }, (_, i) => desk(`usr_${String(i).padStart(2, '0')}`, { limit })))
  const got = await Promise.all(crew.map(pullAll))
  expect(got.map((each) => each.length)).toEqual(crew.map(() => limit))
  const waiting = (await Array.fromAsync(ports.waiting(['customer_service']))).flat().map(({ ticketId }) => ticketId)
  expect([...got.flat(), ...waiting].toSorted()).toEqual(tickets.map(({ id }) => id).toSorted())
  const held = await Promise.all(crew.map(({ user }) => heldBy(there.table, user)))
  expect(held.map((each) => each.toSorted())).toEqual(got.map((each) => each.toSorted()))
  const owners = await Promise.all(got.map(async ([first = '']) => (await ports.tickets.load(first))?.state?.assignee))
  expect(owners).toEqual(crew.map(({ user }) => user))
}, 900_000)

it('one who pulls twenty times at once gets as many as they can take, and the rest wait on', async () => {
  const tickets = Array.from({ length: 30 }, () => ticketOf({ team: 'operations' }))
  await putTickets(there.table, tickets)
  const eager = await desk('usr_eager', { teams: ['operations'], limit: 7 })
  const pulled = await Promise.all(Array.from({ length: 20 }, () => pull(eager)))
  expect(pulled.filter((each) => each?.got).length).toBeLessThanOrEqual(7)
  await pullAll(eager)
  expect(await heldBy(there.table, 'usr_eager')).toHaveLength(7)
  const waiting = await Array.fromAsync(ports.waiting(['operations']))
  expect(waiting.flat()).toHaveLength(23)
})

it('who comes alone takes the most urgent, then the oldest, and passes over what they cannot do', async () => {
  const [old, urgent, claim, teamless] = [
    ticketOf({ team: 'finance' }),
    ticketOf({ team: 'finance', priority: 'P1' }),
    ticketOf({ team: 'finance', priority: 'P1', kind: 'claim' }),
    ticketOf({ team: undefined, openedAt: at('2026-11-01T08:00') }),
  ]
  await putTickets(there.table, [old, urgent, claim, teamless])
  const clerk = await desk('usr_clerk', { teams: ['finance'], skills: ['inquiry'], limit: 10 })
  expect(await pullAll(clerk)).toEqual([urgent.id, teamless.id, old.id])
  expect(await pull(clerk)).toBeUndefined()
})
