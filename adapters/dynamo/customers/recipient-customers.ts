import * as z from 'zod'
import { CustomerId } from '../../../domain/kernel/ids.ts'
import type { CustomersOf } from '../../../domain/messages/ports.ts'
import { contactKey } from '../contacts/keys.ts'
import type { Table } from '../table/table.ts'

/** The part of a contact that is never sealed. */
const Places = z.looseObject({ state: z.looseObject({ affiliations: z.array(z.looseObject({ customerId: CustomerId })) }) })

/** Reads no more of a contact than where they are or were, and opens no seal. */
export const recipientCustomers =
  (table: Table): CustomersOf =>
  async ({ kind, id }) => {
    if (kind === 'customer') return [id]
    if (kind === 'user') return []
    const item = await table.get(contactKey(id))
    return item && [...new Set(Places.parse(item).state.affiliations.map(({ customerId }) => customerId))]
  }
