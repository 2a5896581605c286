import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { Code } from '../../../domain/kernel/code.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import type { Scores } from '../../../domain/questionnaires/answers.ts'
import { shippedQuestionnaire } from '../../../domain/questionnaires/shipped.ts'
import type { Grouping } from '../../../domain/survey-results/cells.ts'
import { rowOf, type SurveyRow } from '../../../domain/survey-results/row.ts'
import { type SurveyCommand, surveys } from '../../../domain/surveys/decide.ts'
import type { SurveyEvent } from '../../../domain/surveys/events.ts'
import type { Survey } from '../../../domain/surveys/survey.ts'
import { planOf } from '../../domain/surveys/survey.ts'
import { contextOf } from '../../support/context.ts'

/** What is known of a survey that went out when nothing but its events is read. */
export type Said = Readonly<Partial<Record<Grouping, string | undefined>>> & { readonly cancelled: boolean; readonly scores?: Scores }
type Lived = { readonly rows: readonly SurveyRow[]; readonly said: Said | undefined }
/** A survey of a year, with every row that stood for it. */
export type Life = (year: number) => Lived

const asked = { service: 'overall', relationship: 'recommend', effort: 'effort' } as const
type Asked = keyof typeof asked

/** Counted from the events alone. The firm is at Shanghai, eight hours ahead. */
const saidIn = (events: readonly SurveyEvent[]): Said | undefined => {
  const plan = events.flatMap((event) => (event.type === 'survey.scheduled' ? [event.plan] : []))[0]
  const sentAt = events.flatMap((event) => (event.type === 'survey.sent' || event.type === 'survey.answered' ? [event.at] : []))[0]
  if (!plan || sentAt === undefined) return undefined
  const scores = events
    .flatMap((event) => (event.type === 'survey.answered' || event.type === 'survey.answer_changed' ? [event.scores] : []))
    .at(-1)
  return {
    month: new Date(Date.parse(sentAt) + 8 * 3_600_000).toISOString().slice(0, 7),
    ...plan.around,
    questionnaire: plan.questionnaire.id,
    kind: plan.cause.type,
    matter: plan.cause.matter ?? plan.cause.type,
    ...(plan.cause.agent && { agent: plan.cause.agent }),
    cancelled: events.some(({ type }) => type === 'survey.cancelled'),
    ...(scores && { scores }),
  }
}

type Step = { readonly at: Instant; readonly command: SurveyCommand }
const live = (steps: readonly Step[]): Lived => {
  let state: Survey | undefined
  let version = 0
  const [events, rows]: [SurveyEvent[], SurveyRow[]] = [[], []]
  for (const { at, command } of steps) {
    const context: Context = { ...contextOf(), now: at }
    const decided = surveys.decide(state, command, context)
    if (!decided.ok || decided.value.length === 0) continue
    events.push(...decided.value)
    state = decided.value.reduce(surveys.evolve, state)
    version += 1
    rows.push(...(state ? [rowOf({ state, version })].filter((row) => row !== undefined) : []))
  }
  return { rows, said: saidIn(events) }
}

const falls = { type: 'fall due', lastAsked: undefined, later: [], customerActive: true } as const
const scale = { service: [1, 5], relationship: [0, 10], effort: [1, 7] } as const

const stepsOf = (questionnaire: Asked, { start, ends, first, second }: Readonly<Record<'first' | 'second', number>> & Ending): Step[] => {
  const edition = shippedQuestionnaire(questionnaire)
  if (!edition) throw new Error(`${questionnaire} ships`)
  const [lowest, highest] = scale[questionnaire]
  const score = (drawn: number) => ({ [asked[questionnaire]]: lowest + (drawn % (highest - lowest + 1)) })
  const answer = (after: number, drawn: number, mode: 'online' | 'phone' = 'online'): Step => ({
    at: later(start, after * days),
    command: { type: 'answer', mode, answers: score(drawn), questionnaire: edition },
  })
  const sent = { at: later(start, days), command: falls }
  const reminded = { at: later(start, 4.5 * days), command: falls }
  const cancelled = (after: number) => ({ at: later(start, after * days), command: { type: 'cancel' } as const })
  switch (ends) {
    case 'silence':
      return [sent, reminded, { at: later(start, 16 * days), command: falls }]
    case 'answer':
      return [sent, answer(2, first)]
    case 'late answer':
      return [sent, reminded, answer(6, first), answer(6.5, second)]
    case 'changed answer':
      return [sent, answer(2, first), answer(2.5, second), answer(2.7, first)]
    case 'ahead by phone':
      return [answer(0.5, first, 'phone')]
    case 'called off':
      return [sent, cancelled(2)]
    case 'never sent':
      return [cancelled(0.5)]
  }
}
const endings = ['silence', 'answer', 'answer', 'late answer', 'changed answer', 'ahead by phone', 'called off', 'never sent'] as const
type Ending = { readonly start: Instant; readonly ends: (typeof endings)[number] }

const perhaps = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const around = fc.record({
  tier: fc.constantFrom('vip', 'regular'),
  owner: perhaps('usr_wang', 'usr_zhao'),
  team: perhaps('east', 'south'),
  region: perhaps('north', 'coast'),
})
const given = <T extends object>(members: T): T => JSON.parse(JSON.stringify(members)) as T

/** Surveys that went whichever way, of a small firm, so that many are alike. */
export const lives: fc.Arbitrary<Life> = fc
  .record({
    around,
    agent: perhaps('usr_li', 'usr_sun'),
    questionnaire: fc.constantFrom<Asked>('service', 'service', 'relationship', 'effort'),
    kind: fc.constantFrom('visit.held', 'manual', 'ticket.resolved'),
    matter: fc.constantFrom('complaint', 'claim'),
    day: fc.nat(60),
    ends: fc.constantFrom(...endings),
    first: fc.nat(100),
    second: fc.nat(100),
  })
  .map(({ around: whose, agent, questionnaire, kind, matter, day, ends, first, second }) => (year) => {
    const start = later(Instant.parse(`${year}-01-02T08:30:00.000Z`), day * days)
    const { agent: _agent, ...cause } = planOf().cause
    const plan = planOf({
      id: `svy_${ulid()}` as Survey['id'],
      around: given(whose) as Survey['around'],
      questionnaire: { id: questionnaire, edition: 1 } as Survey['questionnaire'],
      cause: {
        ...cause,
        type: kind,
        at: start,
        ...(kind === 'ticket.resolved' && { matter: Code.parse(matter) }),
        ...(agent && { agent: agent as Survey['caretaker'] }),
      },
      createdAt: start,
      sendAt: later(start, days),
    })
    return live([{ at: start, command: { type: 'schedule', plan } }, ...stepsOf(questionnaire, { start, ends, first, second })])
  })
