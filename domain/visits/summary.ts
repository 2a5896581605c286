import * as z from 'zod'
import { CustomerId, UserId, VisitId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { type Visit, VisitStatus, visitorOf } from './visit.ts'

/** A visit as a row of a list. */
export const VisitSummary = z.strictObject({
  id: VisitId,
  customerId: CustomerId,
  status: VisitStatus,
  dueOn: PlainDate,
  at: Instant.optional(),
  attempt: z.int(),
  visitor: UserId.optional(),
  satisfaction: z.int().optional(),
  changedAt: Instant.optional(),
  endedAt: Instant.optional(),
})
export type VisitSummary = z.infer<typeof VisitSummary>

export const summaryOf = (visit: Visit): VisitSummary => ({
  id: visit.id,
  customerId: visit.customerId,
  status: visit.status,
  dueOn: visit.dueOn,
  at: visit.at,
  attempt: visit.attempt,
  visitor: visitorOf(visit),
  satisfaction: visit.ended?.form?.satisfaction,
  changedAt: visit.changedAt,
  endedAt: visit.ended?.at,
})
