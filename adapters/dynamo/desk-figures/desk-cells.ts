import * as z from 'zod'
import { type Cell, CellFacets } from '../../../domain/desk-figures/cells.ts'
import type { Item } from '../table/table.ts'

/** What a counter's attribute begins with, so that none is taken for a member of the item. */
export const counter = 'n:'

const Stored = z.looseObject({ facets: CellFacets })

/** A cell as it stands in the table. */
export const readCell = (item: Item): Cell => ({
  facets: Stored.parse(item).facets,
  tally: Object.fromEntries(
    Object.entries(item).flatMap(([name, count]) =>
      name.startsWith(counter) && Number(count) !== 0 ? [[name.slice(counter.length), Number(count)]] : [],
    ),
  ),
})
