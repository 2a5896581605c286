import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { CommitReviewed } from '../../../domain/reviews/ports.ts'
import { customerStore } from '../customers/customer-store.ts'
import { recordWrites } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { keptReview } from './review-store.ts'

/** A customer and the review of its data, committed as one. Whichever of them somebody else was first at, neither is changed. */
export const reviewedCustomers =
  (table: Table, vault: Vault): CommitReviewed =>
  async (customer, review) =>
    customerStore(table, vault, await recordWrites({ table, vault }, keptReview, review)).commit(customer)
