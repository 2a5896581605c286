import * as z from 'zod'
import { Customer } from '../../../domain/customers/customer.ts'
import { masked } from '../../../domain/kernel/care/marks.ts'

/** A customer's profile as it stands in the table, for those who never look behind the masks. */
export const StoredCustomer = z.looseObject({
  version: z.int(),
  get state() {
    return masked(Customer)
  },
})
