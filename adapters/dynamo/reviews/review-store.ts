import { ReviewEvent } from '../../../domain/reviews/events.ts'
import type { ReviewStore } from '../../../domain/reviews/ports.ts'
import { dueAtOf, Review } from '../../../domain/reviews/review.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { anchoredRow } from '../table/anchored.ts'
import type { Item, Table } from '../table/table.ts'
import { reviewKey, reviewPartition } from './keys.ts'

/** Only a review that waits for somebody stands in a list. */
const indexed = ({ customerId, customer, status, dueOn, escalatedTo, heard }: Review): Item => {
  if (status !== 'due' && status !== 'escalated') return {}
  const { owner, team, region } = customer
  return anchoredRow((by, value) => reviewPartition(status, by, value), {
    anchor: { owner, team, region },
    order: `${dueOn}#${customerId}`,
    summary: { customerId, status, dueOn, escalatedTo, heardAt: heard?.[0]?.at },
  })
}

/** For those who keep a review in the transaction of something else. */
export const keptReview: Kept<typeof Review, typeof ReviewEvent> = {
  kind: 'review',
  schema: Review,
  events: ReviewEvent,
  key: reviewKey,
  indexed,
  due: dueAtOf,
  // That somebody looked through their own data is told by what came of it.
  about: ({ type }, { customerId }) => (type === 'review.heard' ? [] : [customerId]),
}

/** The reviews of customers' data, each of them told of in its customer's timeline. */
export const reviewStore = (table: Table): ReviewStore => recordStore(table, keptReview)
