import { eventRights } from './event-rights.ts'

/**
 * What happens to the records that somebody may be told of or ask about, by their kind. It stands here in words of its own: the schemas
 * of all nouns would come along into every function that must know a type from a slip of the pen. A test holds it against them.
 */
const happenings: Readonly<Record<string, string>> = {
  customer: 'registered changed confirmed archived restored revealed key_rotated',
  contact: 'registered changed confirmed joined moved left archived restored revealed key_rotated',
  relation: 'related changed ended',
  note: 'written rewritten pinned unpinned withdrawn',
  attachment: 'asked kept brought received placed link_given',
  reminder: 'written changed fell_due snoozed done dropped handed_over',
  self_service: 'offered used revoked',
  review: 'scheduled reassigned fell_due escalated heard confirmed changed suspended',
  visit: 'planned moved realigned fell_due held unreachable refused cancelled',
  ticket: [
    'opened matched moved resolved closed reopened message_received replied noted sorted raised changed assigned watched revealed',
    'answered_apart deadline_neared escalated rescheduled merged absorbed unmerged released split rejoined linked fix_offered task_asked task_done task_overdue notice_near',
  ].join(' '),
  ticket_kind: 'written',
  message: 'queued postponed sending sent delivered bounced complained unknown cleared refused requeued',
  template: 'written',
  suppression: 'added lifted',
  survey: 'scheduled postponed suppressed cancelled sent reminded expired undeliverable answered answer_changed',
  suggestion: 'received reworded withdrawn accepted declined done told sorted',
  improvement: 'planned changed fell_late done dropped measured',
  questionnaire: 'edition_written',
  survey_rule: 'put',
  work_calendar: 'edition_written',
  service_policy: 'edition_written',
  list: 'value_put value_retired value_revived',
  sorting_rule: 'put',
  priority_table: 'put',
  auto_answers: 'put',
  macro: 'put',
}

/** Every type of event that a webhook or a rule may name, such as `visit.held`. */
export const eventTypes: ReadonlySet<string> = new Set(
  [...eventRights.keys()].flatMap((kind) => (happenings[kind] ?? '').split(' ').map((happening) => `${kind}.${happening}`)),
)
