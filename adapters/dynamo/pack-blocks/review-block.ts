import type { PackBlock } from '../../../domain/packs/block.ts'
import { reviewIdOf } from '../../../domain/reviews/review.ts'
import { reviewStore } from '../reviews/review-store.ts'
import type { Table } from '../table/table.ts'

/** How well we know the customer: when their data were reviewed last, by whom and how, and when they are next. */
export const reviewBlock = (table: Table): PackBlock => ({
  name: 'review',
  right: 'reviews:read',
  read: async (customerId, now) => {
    const review = (await reviewStore(table).load(reviewIdOf(customerId)))?.state
    const { status = null, dueOn = null, last } = review ?? {}
    const figures = { status, dueOn, lastOutcome: last?.outcome ?? null, lastAt: last?.at ?? null, lastBy: last?.by ?? null }
    return { source: 'live', asOf: now, figures, rows: [], more: false }
  },
})
