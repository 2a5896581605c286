import * as z from 'zod'
import { CustomerListQuery } from '../customers/list-query.ts'
import { Grouping as DeskGrouping } from '../desk-figures/cells.ts'
import { mostDays } from '../desk-figures/period.ts'
import { TicketChannel } from '../inbound/inbound-message.ts'
import { Code } from '../kernel/code.ts'
import { EventId, ReportId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { AskedRecurrence, Recurrence } from '../kernel/recurrence.ts'
import { line } from '../kernel/text.ts'
import { Zone } from '../kernel/zone.ts'
import { Grouping } from '../survey-results/cells.ts'

/** The reviews of customers' data that wait for somebody. */
const ReviewListQuery = z.strictObject({
  state: z.enum(['due', 'escalated']).optional(),
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
})

/** Satisfaction, recommendation and effort of the last months, this one included, by one of their facets. */
const SurveyResultQuery = z.strictObject({
  by: Grouping.default('month'),
  months: z.int().min(1).max(13).default(1),
  team: Code.optional(),
  owner: UserId.optional(),
  region: Code.optional(),
  kind: z.string().max(128).optional(),
  matter: z.string().max(128).optional(),
  tier: Code.optional(),
  questionnaire: Code.optional(),
})

/** The empty word: those without one. */
const none = z.literal('')
const facet = Code.or(none).optional()
/**
 * What happened at the service desk in the days before the one on which it is mailed, and what is open then. Of whom, goes by the reader's
 * rights: their own figures, those of the team that they lead and name, or of all whom they reach.
 */
const DeskFigureQuery = z.strictObject({
  by: DeskGrouping.default('agent'),
  days: z.int().min(1).max(mostDays).default(7),
  team: facet,
  agent: UserId.or(none).optional(),
  kind: facet,
  cause: facet,
  channel: TicketChannel.optional(),
  region: facet,
})

/** A list that is looked up anew each time. */
export const ReportList = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('customers'), narrowed: CustomerListQuery }),
  z.strictObject({ of: z.literal('reviews'), narrowed: ReviewListQuery }),
  z.strictObject({ of: z.literal('survey_results'), narrowed: SurveyResultQuery }),
  z.strictObject({ of: z.literal('desk_figures'), narrowed: DeskFigureQuery }),
])
export type ReportList = z.infer<typeof ReportList>

const terms = {
  title: line(120),
  list: ReportList,
  /** The first time. */
  startsAt: Instant,
  recurrence: Recurrence,
}

/** What somebody asks for. It comes by the clock of the zone that they name, or of the one they have settled. */
export const ReportDraft = z.strictObject({ ...terms, recurrence: AskedRecurrence, zone: Zone.optional() })
export type ReportDraft = z.infer<typeof ReportDraft>

/** What somebody would rather have; what is left out stays as it is. */
export const ReportPatch = ReportDraft.partial()
export type ReportPatch = z.infer<typeof ReportPatch>

/** What a report goes by. */
export const ReportTerms = z.strictObject({ ...terms, zone: Zone })
export type ReportTerms = z.infer<typeof ReportTerms>

/** What became of it the last time: `withheld` from whoever had lost the right to read it, had no confirmed address (`unreachable`), or asked for more than can be read at once (`too_large`). */
export const ReportOutcome = z.enum(['sent', 'withheld', 'unreachable', 'too_large'])
export type ReportOutcome = z.infer<typeof ReportOutcome>

/** A list that is mailed to one person again and again, by what they may read at the time. */
export const Report = z.strictObject({
  id: ReportId,
  owner: UserId,
  ...terms,
  zone: Zone,
  madeAt: Instant,
  /** None when its recurrence has come to an end, or it was dropped. */
  nextAt: Instant.optional(),
  droppedAt: Instant.optional(),
  last: z.strictObject({ cause: EventId, at: Instant, outcome: ReportOutcome, rows: z.int() }).optional(),
})
export type Report = z.infer<typeof Report>
