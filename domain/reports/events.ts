import * as z from 'zod'
import { EventId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Report, ReportOutcome, ReportTerms } from './report.ts'

/** What can happen to a report. */
export const ReportEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('report.scheduled'), report: Report }),
  /** By what it goes from now on. `nextAt` is when it next goes out, unless it has ended. */
  z.strictObject({ type: z.literal('report.changed'), to: ReportTerms, nextAt: Instant.optional(), at: Instant }),
  /** It goes out now. `nextAt` is when the one after it does, unless there is none. */
  z.strictObject({ type: z.literal('report.fell_due'), nextAt: Instant.optional(), at: Instant }),
  /** What became of the time that `cause` is the event of. */
  z.strictObject({ type: z.literal('report.made'), cause: EventId, outcome: ReportOutcome, rows: z.int(), at: Instant }),
  z.strictObject({ type: z.literal('report.dropped'), at: Instant }),
])
export type ReportEvent = z.infer<typeof ReportEvent>

/** What an event makes of a report. */
export const evolve = (report: Report | undefined, event: ReportEvent): Report | undefined => {
  if (event.type === 'report.scheduled') return event.report
  if (!report) return undefined
  switch (event.type) {
    case 'report.changed':
      return { ...report, ...event.to, nextAt: event.nextAt }
    case 'report.fell_due':
      return { ...report, nextAt: event.nextAt }
    case 'report.made':
      return { ...report, last: { cause: event.cause, at: event.at, outcome: event.outcome, rows: event.rows } }
    case 'report.dropped':
      return { ...report, nextAt: undefined, droppedAt: event.at }
  }
}
