import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'
import { Answers, Scores } from '../questionnaires/answers.ts'
import { AnswerMode, isOut, type Out, type Survey, SurveyPlan, suppressions, undeliverables } from './survey.ts'

const given = { answers: Answers, scores: Scores, mode: AnswerMode, at: Instant, by: UserId.optional() }

/** What can happen to a survey. */
export const SurveyEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('survey.scheduled'), plan: SurveyPlan }),
  z.strictObject({ type: z.literal('survey.postponed'), from: Instant, to: Instant, at: Instant }),
  z.strictObject({ type: z.literal('survey.suppressed'), reason: z.enum(suppressions), at: Instant }),
  z.strictObject({ type: z.literal('survey.cancelled'), at: Instant, by: UserId, reason: line(300).optional() }),
  z.strictObject({ type: z.literal('survey.sent'), at: Instant, remindAt: Instant, expiresAt: Instant }),
  z.strictObject({ type: z.literal('survey.reminded'), at: Instant }),
  z.strictObject({ type: z.literal('survey.expired'), at: Instant }),
  /** The mail that asks reached nobody. */
  z.strictObject({ type: z.literal('survey.undeliverable'), reason: z.enum(undeliverables), at: Instant }),
  /** `expiresAt` is there where nobody had been sent anything: asked by phone. */
  z.strictObject({ type: z.literal('survey.answered'), ...given, expiresAt: Instant.optional() }),
  z.strictObject({ type: z.literal('survey.answer_changed'), ...given }),
])
export type SurveyEvent = z.infer<typeof SurveyEvent>

type Of<Status extends Survey['status']> = Extract<Survey, { status: Status }>

/** What every survey holds, however far it has come. */
const core = (survey: Survey) => {
  const { id, customerId, contactId, asksCustomer, questionnaire, language, cause, around, drivers, waits, caretaker, createdAt } = survey
  const known = { ...(contactId && { contactId }), ...(asksCustomer && { asksCustomer }), ...(language && { language }) }
  return { id, customerId, ...known, questionnaire, cause, around, drivers, waits, caretaker, createdAt }
}

const fromScheduled = (survey: Of<'scheduled'>, event: SurveyEvent): Survey => {
  switch (event.type) {
    case 'survey.postponed':
      return { ...survey, sendAt: event.to }
    case 'survey.suppressed':
      return { ...core(survey), status: 'suppressed', reason: event.reason, at: event.at }
    case 'survey.sent':
      return { ...core(survey), status: 'sent', sentAt: event.at, remindAt: event.remindAt, expiresAt: event.expiresAt }
    default:
      return survey
  }
}

const ended = (survey: Of<'scheduled' | 'sent' | 'reminded' | 'undeliverable'>, event: SurveyEvent): Survey => {
  if (event.type === 'survey.cancelled') {
    const { at, by, reason } = event
    return { ...core(survey), status: 'cancelled', at, by, ...(reason && { reason }), ...(isOut(survey) && { sentAt: survey.sentAt }) }
  }
  if (event.type !== 'survey.answered') return survey
  const { type: _, at, expiresAt, ...answer } = event
  const times = isOut(survey) ? { sentAt: survey.sentAt, expiresAt: survey.expiresAt } : { sentAt: at, expiresAt: expiresAt ?? at }
  return { ...core(survey), status: 'answered', ...times, ...answer, firstAt: at, lastAt: at }
}

const whileOut = (survey: Out, event: SurveyEvent): Survey => {
  const { sentAt, expiresAt } = survey
  if (event.type === 'survey.reminded') return { ...core(survey), status: 'reminded', sentAt, expiresAt, remindedAt: event.at }
  if (event.type === 'survey.expired') return { ...core(survey), status: 'expired', sentAt, expiresAt, expiredAt: event.at }
  if (event.type === 'survey.undeliverable') return { ...core(survey), status: 'undeliverable', sentAt, at: event.at, reason: event.reason }
  return survey
}

const changed = (survey: Of<'answered'>, event: SurveyEvent): Survey => {
  if (event.type !== 'survey.answer_changed') return survey
  const { type: _, at, by, ...answer } = event
  const { by: _before, ...kept } = survey
  return { ...kept, ...answer, lastAt: at, ...(by && { by }) }
}

/** What an event makes of a survey. What cannot happen to one that has come so far leaves it as it is. */
export const evolve = (survey: Survey | undefined, event: SurveyEvent): Survey | undefined => {
  if (event.type === 'survey.scheduled') return { status: 'scheduled', ...event.plan }
  if (!survey) return undefined
  switch (survey.status) {
    case 'scheduled':
      return event.type === 'survey.cancelled' || event.type === 'survey.answered' ? ended(survey, event) : fromScheduled(survey, event)
    case 'sent':
    case 'reminded':
      return event.type === 'survey.cancelled' || event.type === 'survey.answered' ? ended(survey, event) : whileOut(survey, event)
    case 'undeliverable':
      return event.type === 'survey.answered' ? ended(survey, event) : survey
    case 'answered':
      return changed(survey, event)
    case 'suppressed':
    case 'cancelled':
    case 'expired':
      return survey
  }
}
