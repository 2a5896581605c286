import * as fc from 'fast-check'
import type { Happening } from '../../../domain/desk-figures/ledger.ts'
import { TicketId, TicketMessageId } from '../../../domain/kernel/ids.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { shippedTable } from '../../../domain/priorities/table.ts'
import { deadlinesBy, dueSteps, stepName } from '../../../domain/service-levels/deadlines.ts'
import type { ServiceBook } from '../../../domain/service-levels/policy.ts'
import { shippedCalendars, shippedPolicies } from '../../../domain/service-levels/shipped.ts'
import { shippedKinds } from '../../../domain/ticket-kinds/shipped.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { ticketsTimed } from '../../../domain/tickets/decide.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { contextOf } from '../../support/context.ts'
import { opening, received, reply, resolve } from '../tickets/stories.ts'

export const book: ServiceBook = {
  policies: shippedPolicies,
  calendars: new Map(shippedCalendars().map((calendar) => [calendar.code, calendar])),
}
export const decider = ticketsTimed(deadlinesBy(book))
export const ticketIdOf = (n: number) => TicketId.parse(`tkt_${String(n).padStart(26, '0')}`)

/** Something that somebody does with a ticket so many minutes after what was done before. */
export type Deed = { readonly after: number; readonly by: string; readonly do: (ticket: Ticket | undefined, n: number) => TicketCommand }

let messages = 0
const fresh = () => {
  messages += 1
  return { id: TicketMessageId.parse(`tms_${String(messages).padStart(26, '0')}`) }
}
const kinds = ['tracking', 'complaint', 'inquiry'] as const
const channels = ['mail', 'phone', 'web'] as const
const teams = ['customer_service', 'finance', undefined] as const
const people = ['usr_li', 'usr_wang', undefined] as const

const opened = fc
  .record({ kind: fc.constantFrom(...kinds), channel: fc.constantFrom(...channels), region: fc.constantFrom('europe', undefined) })
  .map(({ kind, channel, region }) => (_: Ticket | undefined, n: number): TicketCommand => {
    const base = opening({ id: ticketIdOf(n), number: `261123-${4000 + n}`, channel, region }, kind)
    return { type: 'open', opening: { ...base, message: { ...received(), ...fresh(), ticketId: ticketIdOf(n) } } }
  })

/** The ticket that others go into, for which nothing else happens. */
const other = ((): Ticket | undefined => {
  const base = opening({ id: ticketIdOf(9999), number: '261123-9999' }, 'tracking')
  const message = { ...received(), ...fresh(), ticketId: ticketIdOf(9999) }
  const decided = decider.decide(undefined, { type: 'open', opening: { ...base, message } }, contextOf())
  return decided.ok ? decided.value.reduce(decider.evolve, decider.initial) : undefined
})()

const done: readonly fc.Arbitrary<Deed['do']>[] = [
  fc.boolean().map((automatic) => () => ({ type: 'receive', message: { ...received(), ...fresh(), automatic } })),
  fc.boolean().map((automatic) => () => ({ type: 'reply', message: { ...reply(), ...fresh(), automatic } })),
  fc
    .record({ assignee: fc.constantFrom(...people), team: fc.constantFrom(...teams) })
    .map((whose) => () => ({ type: 'assign', how: 'given', ...whose })),
  fc
    .constantFrom({ kind: 'complaint' }, { priority: 'P1' as const }, { team: null }, { region: 'asia_pacific' })
    .map((patch) => () => ({ type: 'change', patch, kinds: shippedKinds, lists: shippedLists, priorities: shippedTable })),
  fc.constantFrom('pending_customer', 'on_hold', 'open').map((to) => () => ({ type: 'move', to }) as const),
  fc.constant(() => resolve),
  fc.constantFrom('delayed', 'on_its_way', 'other').map((cause) => () => ({ ...resolve, draft: { ...resolve.draft, cause } })),
  fc.constantFrom('confirmed', 'spam').map((reason) => () => ({ type: 'close', reason }) as const),
  fc.constant(() => ({ type: 'reopen' })),
  fc.constant(() => ({ type: 'merge', into: other })),
  fc.constant(() => ({ type: 'unmerge', from: other })),
  fc.constant(() => ({ type: 'fall due' })),
]

const lasting = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 60, max: 4 * 1440 }))
const actor = fc.constantFrom('usr_li', 'usr_wang', 'usr_boss')
const deed = (what: fc.Arbitrary<Deed['do']>): fc.Arbitrary<Deed> => fc.record({ after: lasting, by: actor, do: what })

/** What is done with one ticket, from its opening on. */
export const lives = (most: number): fc.Arbitrary<readonly Deed[]> =>
  fc.tuple(deed(opened), fc.array(deed(fc.oneof(...done)), { maxLength: most })).map(([first, later]) => [first, ...later])

const begin = Date.UTC(2026, 10, 23, 0, 30)
const at = (minutes: number): string => new Date(begin + minutes * 60_000).toISOString()

/** What the clock tells of a ticket by a moment, as its job does every minute. */
const nearing = (ticket: Ticket | undefined, now: string): TicketCommand => {
  const steps = ticket ? dueSteps(ticket, book, Date.parse(now)) : []
  return {
    type: 'near',
    nearings: steps.map(({ clock, share }) => ({ deadline: clock.clock, percent: share, step: stepName(clock, share) })),
  }
}

/** The moments of a life, each with who acts: whatever of them is refused does not happen. The clock tells of most of what is late. */
export const stepsOf = (life: readonly Deed[], n: number) => {
  let minutes = n * 7
  return life.flatMap(({ after, by, do: what }, i) => {
    minutes += after
    const now = at(minutes)
    const looks = (i + n) % 3 > 0
    const clock = {
      context: contextOf({ now, actor: { id: 'system', roles: ['system'] } }),
      command: (ticket?: Ticket) => nearing(ticket, now),
    }
    const person = { context: contextOf({ now, actor: { id: by, roles: ['agent'] } }), command: (ticket?: Ticket) => what(ticket, n) }
    return looks ? [clock, person] : [person]
  })
}

/** What a life leaves behind, as events are kept. */
export const historyOf = (life: readonly Deed[], n = 1): readonly Happening[] => {
  let ticket: Ticket | undefined
  return stepsOf(life, n).flatMap(({ context, command }, step) => {
    const decided = decider.decide(ticket, command(ticket), context)
    if (!decided.ok) return []
    ticket = decided.value.reduce(decider.evolve, ticket)
    return decided.value.map((data, i) => ({ id: `evt_${step}_${i}`, at: context.now, actor: context.actor, data }))
  })
}
