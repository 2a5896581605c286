import { expect, it } from 'vitest'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { fits, SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { withShipped } from '../../../domain/survey-rules/shipped.ts'
import { TicketEvent } from '../../../domain/tickets/events.ts'
import { customerOf } from '../reviews/stories.ts'
import { at, given, later, opened, resolve, resolved, ticketId } from './stories.ts'

const shipped = withShipped([]).find(({ state }) => state.id === 'after_ticket')?.state
const rules = ['ticket.resolved', 'ticket.closed'].map((eventType) => SurveyRule.parse({ ...shipped, eventType }))

/** Whether anybody is asked about one of these events. */
const isAsked = (events: readonly TicketEvent[]): boolean =>
  events.some((event) => {
    const { type } = event
    const told = EventEnvelope.parse({
      id: 'evt_01KAJ0000000000000000000AA',
      type,
      schema: 1,
      at: at(1),
      actor: { id: 'usr_li', roles: ['agent'] },
      subject: { kind: 'ticket', id: ticketId },
      version: 2,
      about: [customerOf().id],
      traceId: 'trace-test',
      data: TicketEvent.parse(event),
    })
    return rules.some((rule) => fits(rule, told, customerOf()))
  })

const survey = 'svy_01KAJ0000000000000000000AA'
const because = [{}, { survey, channel: 'survey' }] as const

it.each(because)('whoever was helped is asked how it was, and nobody about what was done because of a bad score: %o', (facts) => {
  const isTheirs = !('survey' in facts)
  const ends = given(...opened(facts)).when(resolve, later(1)).decided
  expect(ends.ok && isAsked(ends.value)).toBe(isTheirs)
  const confirmed = given(...resolved(1, facts)).when({ type: 'close', reason: 'confirmed' }, later(2)).decided
  expect(confirmed.ok && isAsked(confirmed.value)).toBe(isTheirs)
})

it('what sees to a bad score names the survey, and came by no door', () => {
  const { state } = given(...opened({ survey, channel: 'survey' }))
  expect(state).toMatchObject({ survey, channel: 'survey' })
})
