import { expect, it } from 'vitest'
import { driversIn } from '../../../domain/survey-rules/rule.ts'
import { withShipped } from '../../../domain/survey-rules/shipped.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { tickets } from '../../../domain/tickets/decide.ts'
import type { TicketEvent } from '../../../domain/tickets/events.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { later, opening, reply, resolve } from './stories.ts'

type Step = readonly [TicketCommand, number]

/** The last resolution of a ticket that lives through these steps, each so many days after it was opened. */
const resolution = (form: Ticket['form'], ...steps: readonly Step[]) => {
  let state: Ticket | undefined
  const told: TicketEvent[] = []
  for (const [command, days] of [[{ type: 'open', opening: opening({ form }) }, 0] as const, ...steps]) {
    const decided = tickets.decide(state, command, later(days))
    if (!decided.ok) throw new Error(decided.error.code)
    told.push(...decided.value)
    state = decided.value.reduce(tickets.evolve, state)
  }
  return told.findLast((event) => event.type === 'ticket.resolved')
}
const answer = (days: number, facts: object = {}): Step => [{ type: 'reply', message: reply(facts, days) }, days]

it('what is resolved tells from where to where it was about, and how long the customer waited for the first answer of a person', () => {
  const lane = { waybills: ['SF1'], origin: 'CNSHA', destination: 'DEHAM' }
  const machine = answer(0.1, { automatic: true })
  expect(resolution(lane, machine, answer(0.25), answer(1), [resolve, 2])).toMatchObject({
    firstResponseMinutes: 360,
    lane: 'CNSHA-DEHAM',
  })
  expect(resolution({ waybills: ['SF1'], origin: 'CNSHA' }, [resolve, 2])).toMatchObject({ lane: 'CNSHA-*' })
})

it('what nobody knows of it is left out', () => {
  const told = resolution({ waybills: ['SF1'] }, answer(0.1, { automatic: true }), [resolve, 2])
  expect(told).not.toHaveProperty('lane')
  expect(told).not.toHaveProperty('firstResponseMinutes')
})

it('the rule that ships holds all of this against the score, and that the ticket came back', () => {
  const lane = { waybills: ['SF1'], origin: 'CNSHA', destination: 'DEHAM' }
  const resolved = resolution(lane, answer(0.25), [resolve, 1], [{ type: 'reopen' }, 2], answer(3), [resolve, 4])
  const drivers = withShipped([]).find(({ state }) => state.id === 'after_ticket')?.state.drivers ?? []
  expect(resolved).toMatchObject({ priority: expect.stringMatching(/^P[1-4]$/) })
  expect(driversIn({ drivers }, { data: resolved ?? { type: 'nothing' } })).toEqual({
    ticket_kind: 'tracking',
    priority: resolved?.type === 'ticket.resolved' && resolved.priority,
    reopened: 1,
    first_response: 360,
    lane: 'CNSHA-DEHAM',
  })
})
