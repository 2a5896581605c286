import * as z from 'zod'
import { CustomerGlance } from '../../../domain/customers/glance.ts'
import type { CustomerGlances } from '../../../domain/customers/ports.ts'
import type { Item, Table } from '../table/table.ts'
import { customerKey } from './keys.ts'

const Profile = z.looseObject({ summary: z.looseObject({}), state: z.looseObject({ country: z.string() }) })

/** A customer at a glance, off its profile as it stands in the table. */
export const readGlance = (item: Item): CustomerGlance => {
  const { summary, state } = Profile.parse(item)
  return CustomerGlance.strip().parse({ ...summary, country: state.country })
}

/** Reads the profiles themselves, one batch for up to a hundred, and opens no seal: for functions that have no vault. */
export const customerGlances =
  (table: Table): CustomerGlances =>
  async (ids) => {
    const asked = [...new Set(ids)]
    const items = await table.getMany(asked.map(customerKey))
    const found = new Map(items.map((item, i) => [asked[i], item && readGlance(item)]))
    return ids.map((id) => found.get(id))
  }
