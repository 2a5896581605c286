import * as z from 'zod'
import { type Actor, reaches } from '../kernel/actor.ts'
import { startOf } from '../kernel/calendar.ts'
import { daysAfter } from '../kernel/days-after.ts'
import { CustomerId, ImprovementId, SuggestionId, SurveyId, TicketId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { line, paragraph } from '../kernel/text.ts'
import { Effect } from './effect.ts'
import { Expected } from './expected.ts'
import { Slice } from './slice.ts'

const terms = {
  action: paragraph(1000).meta({ class: 'internal' }),
  owner: UserId,
  /** The last day on which it is in time. */
  dueOn: PlainDate,
  expected: Expected,
  /** Whose answers are to tell. */
  slice: Slice.default({}),
  /** So many whole months before the one in which it is done are held against as many behind it. */
  months: z.int().min(1).max(6).default(1),
}

/** What is to be done, by whom and when, and what is expected of it. */
export const Terms = z.strictObject(terms)
export type Terms = z.infer<typeof Terms>
export const TermsPatch = patchOf(terms)
export type TermsPatch = z.infer<typeof TermsPatch>

/** Where it comes from. */
export const Because = z.strictObject({
  surveyId: SurveyId.optional(),
  suggestionId: SuggestionId.optional(),
  ticketId: TicketId.optional(),
})
export type Because = z.infer<typeof Because>

const doing = { at: Instant, by: UserId }
const planned = {
  id: ImprovementId,
  ...terms,
  slice: Slice,
  months: z.int(),
  because: Because,
  /** The customers of what it comes from. */
  customers: z.array(CustomerId).max(3),
  planned: z.strictObject(doing),
}
/** `measuresAt`: when everybody asked in the months behind it has answered, or has let the survey pass. */
const finished = { ...planned, done: z.strictObject({ ...doing, on: PlainDate }), measuresAt: Instant }

/** Something that is done so that customers are more satisfied, and what came of it. */
export const Improvement = z.discriminatedUnion('status', [
  /** `lateSince` is there once its owner was told that the day has passed. */
  z.strictObject({ status: z.literal('planned'), ...planned, lateSince: Instant.optional() }),
  z.strictObject({ status: z.literal('done'), ...finished }),
  z.strictObject({ status: z.literal('dropped'), ...planned, dropped: z.strictObject({ ...doing, reason: line(500) }) }),
  z.strictObject({ status: z.literal('measured'), ...finished, measuredAt: Instant, effect: Effect }),
])
export type Improvement = z.infer<typeof Improvement>
export type Planned = Extract<Improvement, { status: 'planned' }>

export const ImprovementStatus = z.enum(['planned', 'done', 'measured', 'dropped'])
export type ImprovementStatus = z.infer<typeof ImprovementStatus>

/** "It is late when its day is over." */
const lateFrom = ({ dueOn }: Pick<Terms, 'dueOn'>): Instant => startOf(daysAfter(dueOn, 1))

/** When something must be done about it by itself: its owner told that it is late, or its effect measured. */
export const dueAtOf = (improvement: Improvement): Instant | undefined => {
  switch (improvement.status) {
    case 'planned':
      return improvement.lateSince === undefined ? lateFrom(improvement) : undefined
    case 'done':
      return improvement.measuresAt
    case 'dropped':
    case 'measured':
      return undefined
  }
}

/** "Who is to do it sees it, who planned it, and whoever looks after those whose answers are to tell." */
export const reachesImprovement = (actor: Actor, { owner, planned: { by }, slice }: Improvement): boolean =>
  owner === actor.id || by === actor.id || reaches(actor, slice)

/** "What is expected, of whom, and who is to see to it, says who planned it or looks after those whose answers are to tell": its owner does it, and sees no more than they do. */
export const maySetAim = (actor: Actor, { planned: { by }, slice }: Improvement): boolean => by === actor.id || reaches(actor, slice)
