import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import type { Finding } from '../kernel/finding.ts'
import type { Instant } from '../kernel/instant.ts'
import { hours, later } from '../kernel/later.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type Answers, answerFindings, scoresOf } from '../questionnaires/answers.ts'
import type { Questionnaire } from '../questionnaires/questionnaire.ts'
import { evolve, type SurveyEvent } from './events.ts'
import {
  type Answered,
  type AnswerMode,
  askedOf,
  changeableFor,
  expireAfter,
  type Later,
  longestWait,
  remindAfter,
  restAfterAsking,
  type Survey,
  type SurveyPlan,
  type Undeliverable,
} from './survey.ts'

/** What is known when a survey falls due. */
export type WhenDue = {
  /** When whoever is asked was last asked, whatever for. */
  readonly lastAsked: Instant | undefined
  readonly later: readonly Later[]
  /** The customer is there and in business with the firm. */
  readonly customerActive: boolean
}

export type SurveyCommand =
  | { readonly type: 'schedule'; readonly plan: SurveyPlan }
  | ({ readonly type: 'fall due' } & WhenDue)
  | { readonly type: 'cancel'; readonly reason?: string | undefined }
  /** The mail that asks reached nobody. */
  | { readonly type: 'come back'; readonly reason: Undeliverable }
  | {
      readonly type: 'answer'
      readonly answers: Answers
      readonly mode: AnswerMode
      /** The edition that was asked. */
      readonly questionnaire: Questionnaire
      readonly lastAsked?: Instant | undefined
    }

export type SurveyRefusal =
  | { readonly code: 'survey.not_found' | 'survey.over' | 'survey.answered' | 'survey.asked_recently' | 'survey.not_sent' }
  | { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = Survey | undefined
type Decision = Result<readonly SurveyEvent[], SurveyRefusal>
type Scheduled = Extract<Survey, { status: 'scheduled' }>

/** "At most one survey per person in thirty days, over all triggers." A clock that was set back does not shorten it. */
const askedRecently = (lastAsked: Instant | undefined, now: Instant): boolean =>
  lastAsked !== undefined && later(lastAsked, restAfterAsking) > now

/** "A survey waits until its subject has been left alone for so long"; each further event begins the time anew. */
const quietFrom = ({ waits }: Scheduled, since: readonly Later[]): Instant | undefined => {
  const last = since
    .map(({ at }) => at)
    .sort()
    .at(-1)
  return last && waits.quietHours > 0 ? later(last, waits.quietHours * hours) : undefined
}

const suppressed = (reason: Extract<SurveyEvent, { type: 'survey.suppressed' }>['reason'], at: Instant): Decision =>
  ok([{ type: 'survey.suppressed', reason, at }])

const send = (survey: Scheduled, { lastAsked, later: since, customerActive }: WhenDue, { now, actor }: Context): Decision => {
  if (since.some(({ type }) => survey.waits.cancelledBy.includes(type))) return ok([{ type: 'survey.cancelled', at: now, by: actor.id }])
  if (!customerActive) return suppressed('customer_archived', now)
  const quiet = quietFrom(survey, since)
  if (quiet !== undefined && quiet > now)
    return quiet > later(survey.cause.at, longestWait)
      ? suppressed('never_quiet', now)
      : ok([{ type: 'survey.postponed', from: survey.sendAt, to: quiet, at: now }])
  if (askedOf(survey) === undefined) return suppressed('nobody_to_ask', now)
  if (askedRecently(lastAsked, now)) return suppressed('asked_recently', now)
  return ok([{ type: 'survey.sent', at: now, remindAt: later(now, remindAfter), expiresAt: later(now, expireAfter) }])
}

const fallDue = (survey: Survey, facts: WhenDue, context: Context): Decision => {
  const { now } = context
  switch (survey.status) {
    case 'scheduled':
      return survey.sendAt > now ? ok([]) : send(survey, facts, context)
    case 'sent':
      if (survey.expiresAt <= now) return ok([{ type: 'survey.expired', at: now }])
      return ok(survey.remindAt > now ? [] : [{ type: 'survey.reminded', at: now }])
    case 'reminded':
      return ok(survey.expiresAt > now ? [] : [{ type: 'survey.expired', at: now }])
    case 'answered':
    case 'expired':
    case 'suppressed':
    case 'cancelled':
    case 'undeliverable':
      return ok([])
  }
}

/** "Whom our mail did not reach was not asked." An answer that is there all the same says that it did. */
const comeBack = ({ status }: Survey, reason: Undeliverable, { now }: Context): Decision =>
  ok(status === 'sent' || status === 'reminded' ? [{ type: 'survey.undeliverable', reason, at: now }] : [])

type Answering = Extract<SurveyCommand, { type: 'answer' }>

const answered = ({ answers, mode, questionnaire }: Answering, { now, actor }: Context) => ({
  answers,
  scores: scoresOf(questionnaire, answers),
  mode,
  at: now,
  ...(mode === 'phone' && { by: actor.id }),
})

/**
 * "An answer is given once, and can be changed for a day." The same answers again are the same answer. What somebody answered
 * themselves, no colleague overwrites by what was heard on the phone.
 */
const change = (survey: Answered, command: Answering, context: Context): Decision => {
  if (isDeepStrictEqual(survey.answers, command.answers)) return ok([])
  if (command.mode === 'phone' && survey.mode !== 'phone') return refuse({ code: 'survey.answered' })
  if (later(survey.firstAt, changeableFor) <= context.now) return refuse({ code: 'survey.answered' })
  return ok([{ type: 'survey.answer_changed', ...answered(command, context) }])
}

/** "Whoever is called before the mail went out, or since it came back, is asked all the same", unless they were asked lately. */
const byPhone = (command: Answering, context: Context): Decision => {
  if (askedRecently(command.lastAsked, context.now)) return refuse({ code: 'survey.asked_recently' })
  return ok([{ type: 'survey.answered', ...answered(command, context), expiresAt: later(context.now, expireAfter) }])
}

const answer = (survey: Survey, command: Answering, context: Context): Decision => {
  const findings = answerFindings(command.questionnaire, command.answers)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  switch (survey.status) {
    case 'scheduled':
      return command.mode === 'phone' ? byPhone(command, context) : refuse({ code: 'survey.not_sent' })
    case 'undeliverable':
      return command.mode === 'phone' ? byPhone(command, context) : refuse({ code: 'survey.over' })
    case 'sent':
    case 'reminded':
      return survey.expiresAt <= context.now
        ? refuse({ code: 'survey.over' })
        : ok([{ type: 'survey.answered', ...answered(command, context) }])
    case 'answered':
      return change(survey, command, context)
    case 'expired':
    case 'suppressed':
    case 'cancelled':
      return refuse({ code: 'survey.over' })
  }
}

/** "What was answered stays; anything else can be called off." */
const cancel = (survey: Survey, reason: string | undefined, { now, actor }: Context): Decision => {
  switch (survey.status) {
    case 'scheduled':
    case 'sent':
    case 'reminded':
      return ok([{ type: 'survey.cancelled', at: now, by: actor.id, ...(reason && { reason }) }])
    case 'cancelled':
      return ok([])
    case 'answered':
      return refuse({ code: 'survey.answered' })
    case 'expired':
    case 'suppressed':
    case 'undeliverable':
      return refuse({ code: 'survey.over' })
  }
}

const decide = (state: State, command: SurveyCommand, context: Context): Decision => {
  // One that is there already: its id stands for the event, which was told again.
  if (command.type === 'schedule') return ok(state ? [] : [{ type: 'survey.scheduled', plan: command.plan }])
  if (!state) return refuse({ code: 'survey.not_found' })
  switch (command.type) {
    case 'fall due':
      return fallDue(state, command, context)
    case 'answer':
      return answer(state, command, context)
    case 'cancel':
      return cancel(state, command.reason, context)
    case 'come back':
      return comeBack(state, command.reason, context)
  }
}

export const surveys: Decider<State, SurveyCommand, SurveyEvent, SurveyRefusal> = { initial: undefined, decide, evolve }
