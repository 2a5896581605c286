import type { IsAt } from '../../../domain/reviews/ports.ts'
import type { Table } from '../table/table.ts'
import { affiliationKey } from './keys.ts'

/** Read off the row in the partition of the customer: nothing of the contact is opened. */
export const isAtIn =
  (table: Table): IsAt =>
  async (contactId, customerId) =>
    (await table.get(affiliationKey(customerId, contactId, true))) !== undefined
