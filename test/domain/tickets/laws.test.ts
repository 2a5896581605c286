import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../../domain/kernel/day.ts'
import { TicketId, TicketMessageId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { shippedTable } from '../../../domain/priorities/table.ts'
import { shippedKinds } from '../../../domain/ticket-kinds/shipped.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { tickets } from '../../../domain/tickets/decide.ts'
import { dueAtOf } from '../../../domain/tickets/due.ts'
import { canMove, isLive, moves, statusesBefore, ticketStatuses } from '../../../domain/tickets/moves.ts'
import { mostDraws, numberOf } from '../../../domain/tickets/number.ts'
import { Ticket } from '../../../domain/tickets/ticket.ts'
import { contextOf } from '../../support/context.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { at, given, named, note, opening, otherTicket, received, reply, resolve } from './stories.ts'

const sorted = { kind: 'tracking', urgency: 'high', impact: 'high', priority: 'P1', tags: ['legal'], why: [] } as const
const messages = {
  in: [received(), received({ automatic: true }, 2), received({}, 40)],
  out: [reply(), reply({ automatic: true })],
  notes: [note()],
}
const patches = [
  { priority: 'P1' },
  { priority: 'P4' },
  { tags: ['cold_chain'] },
  { tags: ['nobody_listed_this'] },
  { team: null },
  { kind: 'claim', claim: { insurer: '平安' } },
]

const commands: fc.Arbitrary<TicketCommand> = fc.oneof(
  fc.constant<TicketCommand>({ type: 'open', opening: opening() }),
  fc.constantFrom(...messages.in).map((message): TicketCommand => ({ type: 'receive', message })),
  fc
    .constantFrom(...messages.in)
    .map((message): TicketCommand => ({ type: 'receive', message, sorted: { ...sorted, tags: ['legal'], why: [] } })),
  fc.constantFrom(...messages.out).map((message): TicketCommand => ({ type: 'reply', message })),
  fc.constantFrom(...messages.notes).map((message): TicketCommand => ({ type: 'note', message })),
  fc
    .constantFrom('given', 'taken', 'dispatched')
    .chain((how) => fc.constantFrom('usr_test', 'usr_li', undefined).map((assignee): TicketCommand => ({ type: 'assign', how, assignee }))),
  fc.boolean().map((watches): TicketCommand => ({ type: 'watch', user: 'usr_zhao', watches })),
  fc.constant<TicketCommand>({ type: 'match', customer: named(), priorities: shippedTable }),
  fc
    .constantFrom(...patches)
    .map((patch): TicketCommand => ({ type: 'change', patch, kinds: shippedKinds, lists: shippedLists, priorities: shippedTable })),
  fc.constantFrom('open', 'pending_customer', 'pending_carrier', 'on_hold').map((to): TicketCommand => ({ type: 'move', to })),
  fc.constant<TicketCommand>({ type: 'escalate', because: 'person', to: 'usr_chen' }),
  fc.constant<TicketCommand>(resolve),
  fc.constantFrom('confirmed', 'spam').map((reason): TicketCommand => ({ type: 'close', reason })),
  fc.constantFrom<TicketCommand>(
    { type: 'reopen' },
    { type: 'fall due' },
    { type: 'reschedule' },
    { type: 'reveal', purpose: 'A law', classes: ['internal'] },
    { type: 'continue in', ticket: otherTicket },
  ),
)
const contexts = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(undefined, '客户已收到货'))
  .map(([days, why]) => contextOf({ now: at(days), ...(why && { why }) }))

keepsTheLaws('tickets', {
  decider: tickets,
  from: given(...[]).when({ type: 'open', opening: opening() }, contextOf({ now: at(0) })).after,
  commands,
  contexts,
  events: [
    'ticket.message_received',
    'ticket.replied',
    'ticket.noted',
    'ticket.sorted',
    'ticket.raised',
    'ticket.changed',
    'ticket.assigned',
    'ticket.watched',
    'ticket.matched',
    'ticket.moved',
    'ticket.resolved',
    'ticket.closed',
    'ticket.reopened',
    'ticket.escalated',
    'ticket.rescheduled',
    'ticket.linked',
    'ticket.revealed',
  ],
  // The deadlines beside a ticket are another ones then, which a decider of its own keeps in step.
  recordOnly: ['ticket.rescheduled', 'ticket.revealed'],
})

const lived = fc.array(fc.tuple(commands, contexts), { maxLength: 20 }).map(
  (steps) =>
    steps.reduce(
      ({ state, seen }, [command, context]) => {
        const decided = tickets.decide(state, command, context)
        const next = decided.ok ? decided.value.reduce(tickets.evolve, state) : state
        return { state: next, seen: [...seen, { before: state, after: next }] }
      },
      { state: tickets.initial, seen: [] as { before: Ticket | undefined; after: Ticket | undefined }[] },
    ).seen,
)

describe('the ways of a ticket', () => {
  it('whatever is done with it, it goes from one status to another by a move of the table and by no other', () => {
    fc.assert(
      fc.property(lived, (steps) => {
        for (const { before, after } of steps)
          if (before && after && before.status !== after.status) expect(canMove(before.status, after.status)).toBe(true)
      }),
    )
  })

  it('whatever is done with it, it stays a ticket of its schema', () => {
    fc.assert(
      fc.property(lived, (steps) => {
        for (const { after } of steps) expect(Ticket.optional().parse(after)).toEqual(after)
      }),
    )
  })

  const [id, message] = [
    (n: number) => TicketId.parse(`tkt_${String(n).padStart(26, '0')}`),
    (n: number) => TicketMessageId.parse(`tms_${String(n).padStart(26, '0')}`),
  ]
  const another = (n: number): Ticket => {
    const { after } = given().when({ type: 'open', opening: opening({ id: id(n) }) }, contextOf({ now: at(0) }))
    if (!after) throw new Error('not opened')
    return after
  }
  const task = { department: 'customs', what: '报关单号', isRequired: false } as const
  const fillings: readonly (readonly [string, (n: number) => TicketCommand, string | undefined])[] = [
    ['is split from it', (n) => ({ type: 'split', into: id(n), messages: [message(n)], here: [message(n)] }), 'ticket.full'],
    ['goes into it', (n) => ({ type: 'absorb', other: another(n) }), 'ticket.full'],
    ['hangs below it', (n) => ({ type: 'adopt', child: another(n) }), 'ticket.full'],
    ['is asked for it', (n) => ({ type: 'ask task', id: `task_${n}`, task }), 'ticket.full'],
    ['watches it', (n) => ({ type: 'watch', user: `usr_${n}`, watches: true }), 'ticket.watchers_full'],
    ['is mentioned in it', (n) => ({ type: 'note', message: note({ mentions: [`usr_${n}`] }) }), undefined],
    ['is said in it', () => ({ type: 'receive', message: received() }), undefined],
    ['is told of how late it is', (n) => ({ type: 'near', nearings: [{ deadline: 'first', percent: 50, step: `first/${n}` }] }), undefined],
  ]

  it.each(fillings)('however much %s, it is never more than it can be read with', (_, commandOf, code) => {
    let state = another(0)
    const refusals = new Set<string>()
    for (let n = 1; n <= 510; n += 1) {
      const decided = tickets.decide(state, commandOf(n), contextOf({ now: at(1) }))
      if (!decided.ok) refusals.add(decided.error.code)
      else state = decided.value.reduce<Ticket | undefined>(tickets.evolve, state) ?? state
    }
    expect([...refusals]).toEqual(code === undefined ? [] : [code])
    expect(Ticket.parse(state)).toEqual(state)
  })

  it('what its deadlines go by is only added to, in the order of time', () => {
    fc.assert(
      fc.property(lived, (steps) => {
        for (const { before, after } of steps)
          expect(after?.facts.slice(0, before?.facts.length ?? 0)).toEqual(before?.facts ?? (after ? [] : undefined))
      }),
    )
  })

  it('what falls due is due no more once it did', () => {
    fc.assert(
      fc.property(lived, (steps) => {
        const state = steps.at(-1)?.after
        const due = state && dueAtOf(state)
        if (!state || due === undefined) return
        const decided = tickets.decide(state, { type: 'fall due' }, contextOf({ now: due }))
        const next = decided.ok ? decided.value.reduce(tickets.evolve, state) : state
        expect(next && dueAtOf(next)).not.toBe(due)
      }),
    )
  })

  it('every status is come to by some move, and is left again by another', () => {
    const reached = new Set(moves.map(({ to }) => to))
    expect(ticketStatuses.filter((status) => !reached.has(status))).toEqual([])
    expect(ticketStatuses.filter((status) => !moves.some(({ from }) => from.includes(status)))).toEqual([])
    expect(statusesBefore('closed').filter(isLive).length).toBe(6)
  })
})

describe('the number of a ticket', () => {
  const id = fc.stringMatching(/^tkt_[0-9A-HJKMNP-TV-Z]{26}$/)
  const when = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
    .map((date) => Instant.parse(date.toISOString()))

  it('names the day on which it was opened where the firm is, and is drawn the same each time', () => {
    fc.assert(
      fc.property(id, when, fc.integer({ min: 0, max: mostDraws - 1 }), (ticket, openedAt, draw) => {
        const number = numberOf(ticket, { openedAt, draw })
        expect(number).toBe(numberOf(ticket, { openedAt, draw }))
        expect(`20${number.slice(0, 2)}-${number.slice(2, 4)}-${number.slice(4, 6)}`).toBe(dayOf(openedAt))
        expect(number).toMatch(/^\d{6}-\d{4,8}$/)
      }),
    )
  })

  it('is spread: of 2,000 tickets of a day no more draw a taken one than chance has it, and all have one after a few draws', () => {
    const taken = new Set<string>()
    const draws = Array.from({ length: 2000 }, (_, i) => {
      const ticket = `tkt_01KAJ${String(i).padStart(21, '0')}`
      for (let draw = 0; ; draw += 1) {
        const number = numberOf(ticket, { openedAt: at(0), draw })
        if (!taken.has(number)) {
          taken.add(number)
          return draw
        }
      }
    })
    // Of 2,000 into 10,000 places some 187 meet a taken one at the first draw (n - N(1 - e^(-n/N))); five standard deviations more are 250.
    expect(draws.filter((draw) => draw > 0).length).toBeLessThan(250)
    expect(Math.max(...draws)).toBeLessThan(5)
  })
})
