import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { ReviewEvent } from '../../../domain/reviews/events.ts'
import type { CommitReviewed, ReviewStore } from '../../../domain/reviews/ports.ts'
import { dueAtOf, Review } from '../../../domain/reviews/review.ts'
import { customerStore } from '../customers/customer-store.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore, recordWrites } from '../records/record-store.ts'
import { anchoredRow } from '../table/anchored.ts'
import type { Item, Table } from '../table/table.ts'
import { reviewKey, reviewPartition } from './keys.ts'

/** Only a review that waits for somebody stands in a list. */
const indexed = ({ customerId, customer, status, dueOn, escalatedTo }: Review): Item => {
  if (status !== 'due' && status !== 'escalated') return {}
  const { owner, team, region } = customer
  return anchoredRow((by, value) => reviewPartition(status, by, value), {
    anchor: { owner, team, region },
    order: `${dueOn}#${customerId}`,
    summary: { customerId, status, dueOn, escalatedTo },
  })
}

const kept: Kept<typeof Review, typeof ReviewEvent> = {
  kind: 'review',
  schema: Review,
  events: ReviewEvent,
  key: reviewKey,
  indexed,
  due: dueAtOf,
  about: (_, { customerId }) => [customerId],
}

/** The reviews of customers' data, each of them told of in its customer's timeline. */
export const reviewStore = (table: Table): ReviewStore => recordStore(table, kept)

/** A customer and the review of its data, committed as one. Whichever of them somebody else was first at, neither is changed. */
export const reviewedCustomers =
  (table: Table, vault: Vault): CommitReviewed =>
  async (customer, review) =>
    customerStore(table, vault, await recordWrites({ table, vault }, kept, review)).commit(customer)
