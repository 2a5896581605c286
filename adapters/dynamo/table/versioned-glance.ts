import * as z from 'zod'
import type { VersionedGlance } from '../../../domain/reviews/ports.ts'
import { readGlance } from '../customers/customer-glances.ts'
import { customerKey } from '../customers/keys.ts'
import type { Table } from './table.ts'

const Versioned = z.looseObject({ version: z.int() })

/** Reads the profile itself, and opens no seal. */
export const versionedGlance =
  (table: Table): VersionedGlance =>
  async (customerId) => {
    const item = await table.get(customerKey(customerId))
    return item && { customer: readGlance(item), version: Versioned.parse(item).version }
  }
