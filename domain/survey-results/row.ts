import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { dayOf } from '../kernel/day.ts'
import { CustomerId, SurveyId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import type { Loaded } from '../kernel/store.ts'
import { Scores } from '../questionnaires/answers.ts'
import { Drivers, type Survey } from '../surveys/survey.ts'

/** A month where the firm is, such as `2026-11`. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
export type Month = z.infer<typeof Month>

/** The month of a moment, where the firm is. */
export const monthOf = (at: Instant): Month => dayOf(at).slice(0, 7)

/**
 * What results need of one survey that went out. Everybody who was asked counts, in the month in which they were asked: an answer
 * that comes in the next one belongs to the question, so that a response rate never exceeds one.
 */
export const SurveyRow = z.strictObject({
  surveyId: SurveyId,
  version: z.int(),
  customerId: CustomerId,
  month: Month,
  sentAt: Instant,
  /** The questionnaire, whichever edition. */
  questionnaire: Code,
  /** The type of the event that it was about. */
  kind: z.string(),
  /** Of a survey about a ticket: the kind of that ticket. What was counted before this was known has none. */
  matter: Code.optional(),
  tier: Code,
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  agent: UserId.optional(),
  drivers: Drivers,
  /** Called off after it went out, or come back: counts neither as asked nor as answered. */
  cancelled: z.boolean(),
  scores: Scores.optional(),
})
export type SurveyRow = z.infer<typeof SurveyRow>

/** Surveys that were planned before their cause said it have it as a driver of the rule that ships. */
const ticketKindOf = ({ cause, drivers }: Survey) =>
  cause.matter ?? (cause.subject?.kind === 'ticket' ? Code.safeParse(drivers['ticket_kind']).data : undefined)

/** A survey as results count it; undefined for one that never went out. */
export const rowOf = ({ state: survey, version }: Loaded<Survey>): SurveyRow | undefined => {
  const sentAt = 'sentAt' in survey ? survey.sentAt : undefined
  if (sentAt === undefined) return undefined
  const { id, customerId, around, cause, drivers, questionnaire, status } = survey
  const matter = ticketKindOf(survey)
  return {
    surveyId: id,
    version,
    customerId,
    month: monthOf(sentAt),
    sentAt,
    questionnaire: questionnaire.id,
    kind: cause.type,
    ...(matter && { matter }),
    ...around,
    ...(cause.agent && { agent: cause.agent }),
    drivers,
    cancelled: status === 'cancelled' || status === 'undeliverable',
    ...(status === 'answered' && { scores: survey.scores }),
  }
}

/** Results are read month by month, so that a question about everything is many questions. */
const mostMonths = 13

const ordinal = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
const monthAt = (at: number): Month => `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`

/** The month so many months behind another, or before it where `months` is negative. */
export const monthAfter = (month: Month, months: number): Month => monthAt(ordinal(month) + months)

/** Every month from one to another, both included; undefined where there is none, or more than can be asked for at once. */
export const monthsFrom = (from: Month, to: Month): readonly Month[] | undefined => {
  const count = ordinal(to) - ordinal(from) + 1
  return count < 1 || count > mostMonths ? undefined : Array.from({ length: count }, (_, i) => monthAfter(from, i))
}
