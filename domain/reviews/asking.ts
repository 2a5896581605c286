import { atFirmTime, workBegins } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import { isOpen, keeperOf, type Review } from './review.ts'

/** Somebody who is asked to see to a review, and what names that this was asked of them because of it. */
export type Asked = { readonly who: string; readonly cause: string; readonly dueAt: Instant }

/** Who is to see to it now, and the causes for which others, or nobody any more, need to. */
export const asking = (review: Review): { readonly now: readonly Asked[]; readonly past: readonly string[] } => {
  const { customerId, customer, fellDueOn, asked, escalatedTo } = review
  if (fellDueOn === undefined) return { now: [], past: [] }
  const causeFor = (who: string): string => `review:${customerId}:${fellDueOn}:${who}`
  const wanted = isOpen(review) ? [...new Set([keeperOf(customer), escalatedTo].flatMap((who) => who ?? []))] : []
  const dueAt = atFirmTime(fellDueOn, workBegins)
  return {
    now: wanted.map((who) => ({ who, cause: causeFor(who), dueAt })),
    past: asked.filter((who) => !wanted.includes(who)).map(causeFor),
  }
}
