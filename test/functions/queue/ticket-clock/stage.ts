import type { Crew } from '../../../../domain/dispatch/ports.ts'
import type { Due } from '../../../../domain/kernel/due.ts'
import type { Instant } from '../../../../domain/kernel/instant.ts'
import { system } from '../../../../domain/kernel/system-actor.ts'
import { deadlinesBy } from '../../../../domain/service-levels/deadlines.ts'
import type { Cause, Move } from '../../../../domain/service-levels/moves.ts'
import type { ServiceBook } from '../../../../domain/service-levels/policy.ts'
import { shippedCalendars, shippedPolicies } from '../../../../domain/service-levels/shipped.ts'
import { shippedKinds } from '../../../../domain/ticket-kinds/shipped.ts'
import { ticketsTimed } from '../../../../domain/tickets/decide.ts'
import type { TicketEvent } from '../../../../domain/tickets/events.ts'
import type { Tickets } from '../../../../domain/tickets/ports.ts'
import type { Ticket } from '../../../../domain/tickets/ticket.ts'
import { contextOf } from '../../../support/context.ts'
import { memoryStore } from '../../../support/memory-store.ts'

export const shippedBook: ServiceBook = {
  policies: shippedPolicies,
  calendars: new Map(shippedCalendars().map((calendar) => [calendar.code, calendar])),
}

const { roles, permissions, sees, reveals, reach, id } = system
/** What the clock does, at a moment. */
export const byTheClock = (now: string) => contextOf({ now, actor: { id, roles, permissions, sees, reveals, reach } })

export const onDuty = (user: string, leads = false) => ({ user, skills: [], languages: [], leads })

/** Everything that the job works with, in memory: who is there, what the book says and which queue it hands to can be set. */
export const stage = () => {
  const store = memoryStore<Ticket | undefined, TicketEvent>()
  const loaded: Tickets['read'] = async (ticketId) => {
    const found = await store.load(ticketId)
    return found?.state && { state: found.state, version: found.version }
  }
  const tickets: Tickets = { ...store, with: () => store, read: loaded }
  const set = {
    crew: { on: [], manager: undefined } as Crew,
    book: shippedBook,
    complaints: [] as readonly { readonly id: string; readonly openedAt: Instant }[],
    kinds: shippedKinds,
  }
  const rung: { readonly percent: number }[] = []
  const handed: { readonly work: Due; readonly seconds: number }[] = []
  const moves: Move[] = []
  const ports = {
    tickets,
    serviceBook: async () => set.book,
    onShift: async () => set.crew,
    kinds: async () => set.kinds.map((state) => ({ state, version: 0 })),
    complaintsOf: async () => set.complaints,
    nobodyThere: (ticket: { readonly percent: number }) => void rung.push(ticket),
    live: async () => ({ ids: [] as readonly string[], after: undefined as string | undefined }),
    recording: (told: readonly Move[]) => ({
      load: store.load,
      commit: async (change: Parameters<typeof store.commit>[0]) => {
        const done = await store.commit(change)
        if (done.ok) moves.push(...told)
        return done
      },
    }),
    causeOf: async (): Promise<Cause> => ({ kind: 'work_calendar', code: 'office', edition: 2 }),
    hand: async (work: readonly Due[], seconds: number) => void handed.push(...work.map((one) => ({ work: one, seconds }))),
  }
  /** Has a ticket gone through this, its deadlines in step. */
  const given = async (events: readonly TicketEvent[]): Promise<Ticket> => {
    const decider = ticketsTimed(deadlinesBy(set.book))
    const state = events.reduce<Ticket | undefined>(decider.evolve, undefined)
    if (!state) throw new Error('nothing was opened')
    const before = await store.load(state.id)
    const context = byTheClock(state.changedAt)
    await store.commit({ id: state.id, expected: before?.version ?? 0, before: before?.state, state, events, context })
    return state
  }
  const ticket = async (ticketId: string): Promise<Ticket> => {
    const found = (await store.load(ticketId))?.state
    if (!found) throw new Error(`there is no ${ticketId}`)
    return found
  }
  const told = (type: TicketEvent['type']) => store.events.filter((event) => event.type === type)
  return { ports, set, rung, handed, moves, given, ticket, told, store }
}
