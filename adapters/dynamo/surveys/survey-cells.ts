import { randomInt } from 'node:crypto'
import * as z from 'zod'
import { type Cell, type CellChange, type Cut, cuts, Facets, groupOf } from '../../../domain/survey-results/cells.ts'
import type { SurveyRows } from '../../../domain/survey-results/ports.ts'
import type { Item, Table, Write } from '../table/table.ts'
import { surveyCellKey, surveyCells } from './keys.ts'

/** What a counter's attribute begins with, so that none is taken for a member of the item. */
const counter = 'n:'
/**
 * Surveys that nobody's name tells apart would all be counted in one item, and workers wait for one another: each has one of a few
 * places. What one worker adds and another takes away is right in their sum, which is all that is read.
 */
const places = 16
const ownPlace = String(randomInt(places))

const placeOf = (cut: Cut, facets: Facets): string => (groupOf(facets, cut === 'agents' ? 'agent' : 'owner') === '' ? ownPlace : '')

/** The write that counts a survey in one of its cells, for the transaction that keeps its row. */
export const countIn = (table: Table, { cut, facets, tally }: CellChange): Write => {
  const words = cuts[cut].filter((grouping) => grouping !== 'matter').map((grouping) => encodeURIComponent(groupOf(facets, grouping)))
  // The matter stands last, and only where it is one of its own: a cell that was there before matters were counted keeps its key.
  const matter = facets.matter === undefined ? [] : [encodeURIComponent(facets.matter)]
  const key = surveyCellKey(facets.month, cut, [...words, placeOf(cut, facets), ...matter].join('#'))
  const counts = Object.fromEntries(Object.entries(tally).map(([name, count]) => [`${counter}${name}`, count]))
  return table.add(key, { entity: 'survey_cell', facets }, counts)
}

const Stored = z.looseObject({ facets: Facets })
const read = (item: Item): Cell => ({
  facets: Stored.parse(item).facets,
  tally: Object.fromEntries(
    Object.entries(item).flatMap(([name, count]) =>
      name.startsWith(counter) && Number(count) !== 0 ? [[name.slice(counter.length), Number(count)]] : [],
    ),
  ),
})

/** The cells of a cut: as many as there are people, tiers and kinds of occasion. */
export const readCells =
  (table: Table): SurveyRows['cells'] =>
  async (months, cut) => {
    const found = await Promise.all(months.map((month) => table.queryAll({ partition: surveyCells(month, cut) })))
    return found.flat().map(read)
  }
