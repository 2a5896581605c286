import { randomInt } from 'node:crypto'
import * as z from 'zod'
import { type CellChange, cellChanges, cuts, groupOf } from '../../../domain/desk-figures/cells.ts'
import type { Counted } from '../../../domain/desk-figures/counted.ts'
import type { CountedStore } from '../../../domain/desk-figures/ports.ts'
import { anchoredRow } from '../table/anchored.ts'
import { absent } from '../table/conditions.ts'
import type { Item, Table, Write } from '../table/table.ts'
import { counter } from './desk-cells.ts'
import { countedKey, countedListPartition, countedPartition, deskCellKey } from './keys.ts'

/** What no agent's name tells apart would be counted in one item, and workers would wait for one another: each has one of a few places. */
const places = 4
const ownPlace = String(randomInt(places))

const placeOf = ({ cut, facets }: CellChange): string => (cut === 'matters' || facets.agent === undefined ? ownPlace : '')

const countIn = (table: Table, change: CellChange): Write => {
  const { cut, facets, tally } = change
  const words = cuts[cut].map((grouping) => encodeURIComponent(groupOf(facets, grouping)))
  const key = deskCellKey(cut, facets.day, [...words, placeOf(change)].join('#'))
  const counts = Object.fromEntries(Object.entries(tally).map(([name, count]) => [`${counter}${name}`, count]))
  return table.add(key, { entity: 'desk_cell', facets }, counts)
}

const rowOf = (entry: Counted): Item => {
  const { id, ticketId, what, day, at, agent, team, region } = entry
  const partitionOf = (by: string, value: string) => countedListPartition(what, by, value)
  const row = anchoredRow(partitionOf, { anchor: { owner: agent, team, region }, order: `${day}#${at}#${ticketId}#${id}`, summary: entry })
  return { ...countedKey(ticketId, id), entity: 'desk_counted', ...row }
}

const Stored = z.looseObject({ sk: z.string() })

/**
 * What is counted of tickets. An entry and what it adds to its cells are one transaction under the condition that it is not there yet:
 * told twice, by two at once, late or in another order, it is counted once.
 */
export const countedStore = (table: Table): CountedStore => ({
  known: async (ticketId) => {
    const items = await table.queryAll({ partition: countedPartition(ticketId) })
    return new Set(items.map((item) => Stored.parse(item).sk))
  },
  keep: async (entries) => {
    const done = await table.transact([
      ...entries.map((entry) => table.put(rowOf(entry), absent)),
      ...cellChanges(entries).map((change) => countIn(table, change)),
    ])
    return done.ok
  },
})
