import type { Loaded } from '../kernel/store.ts'
import { SurveyRule } from './rule.ts'

/** Behind all that a firm puts itself, unless it says otherwise. */
const last = 9000

/** Whom every installation asks from its first day on. A firm puts its own under these codes, or switches them off. */
const shippedRules: readonly SurveyRule[] = [
  {
    id: 'after_visit',
    name: '回访后满意度调查 / After a visit',
    rank: last,
    eventType: 'visit.held',
    questionnaire: 'service',
    delayHours: 24,
  },
  {
    id: 'after_ticket',
    name: '工单解决后满意度调查 / After a ticket is resolved',
    rank: last,
    eventType: 'ticket.resolved',
    questionnaire: 'service',
    quietHours: 24,
    drivers: [
      { name: 'ticket_kind', pointer: '/kind' },
      { name: 'priority', pointer: '/priority' },
      { name: 'reopened', pointer: '/reopened' },
      { name: 'first_response', pointer: '/firstResponseMinutes' },
      { name: 'lane', pointer: '/lane' },
    ],
  },
].map((rule) => SurveyRule.parse(rule))

/**
 * "A firm that has a rule of its own about an event has said whom it asks about it": a rule that ships holds, at version 0, as long
 * as the firm has put none under its code and none about its event. One that was put and switched off counts as well.
 */
export const withShipped = (put: readonly Loaded<SurveyRule>[]): readonly Loaded<SurveyRule>[] => {
  const isTaken = ({ id, eventType }: SurveyRule): boolean => put.some(({ state }) => state.id === id || state.eventType === eventType)
  const untouched = shippedRules.filter((rule) => !isTaken(rule)).map((state) => ({ state, version: 0 }))
  return [...put, ...untouched].sort((a, b) => (a.state.id < b.state.id ? -1 : 1))
}
