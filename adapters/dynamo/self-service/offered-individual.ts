import * as z from 'zod'
import type { OfferedIndividual } from '../../../domain/self-service/ports.ts'
import { readGlance } from '../customers/customer-glances.ts'
import { customerKey } from '../customers/keys.ts'
import type { Table } from '../table/table.ts'

const Addresses = z.looseObject({ state: z.looseObject({ emails: z.array(z.unknown()) }) })

/** Reads no more of a customer than a glance shows and how many addresses there are: the rules of whole profiles would come along with them. */
export const offeredIndividual =
  (table: Table): OfferedIndividual =>
  async (customerId) => {
    const item = await table.get(customerKey(customerId))
    return item && { customer: readGlance(item), emails: Addresses.parse(item).state.emails.length }
  }
