import type { Permission } from './roles.ts'

/**
 * What it takes to read a record by itself, and so to be told what its events say of it, by the kind of the record: in a
 * customer's timeline, and by a webhook. A kind that is not listed is told to nobody.
 */
export const eventRights: ReadonlyMap<string, Permission> = new Map([
  ['customer', 'customers:read'],
  ['contact', 'contacts:read'],
  ['relation', 'relations:read'],
  ['note', 'notes:read'],
  ['attachment', 'tickets:read'],
  ['reminder', 'reminders:read'],
  ['self_service', 'contacts:read'],
  ['review', 'reviews:read'],
  ['visit', 'visits:read'],
  ['ticket', 'tickets:read'],
  ['ticket_kind', 'tickets:read'],
  ['message', 'messages:read'],
  ['template', 'templates:read'],
  ['suppression', 'suppressions:read'],
  ['survey', 'surveys:read'],
  ['suggestion', 'surveys:read'],
  ['improvement', 'surveys:read'],
  ['questionnaire', 'surveys:read'],
  ['survey_rule', 'surveys:read'],
  ['work_calendar', 'tickets:read'],
  ['service_policy', 'tickets:read'],
  ['list', 'lists:read'],
  ['sorting_rule', 'desk:manage'],
  ['priority_table', 'desk:manage'],
  ['auto_answers', 'desk:manage'],
  ['macro', 'tickets:read'],
])
