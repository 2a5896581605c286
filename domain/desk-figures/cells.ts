import * as z from 'zod'
import { type Counted, Facets } from './counted.ts'
import { sumOf, type Tally, tallyOf } from './tally.ts'

/** By what figures are told apart. */
export const groupings = ['team', 'agent', 'kind', 'cause', 'channel', 'region', 'day'] as const
export const Grouping = z.enum(groupings)
export type Grouping = z.infer<typeof Grouping>

/** What a cell says of those that are counted in it: of their facets those of its cut. */
export const CellFacets = Facets.partial({ kind: true, channel: true })
export type CellFacets = z.infer<typeof CellFacets>

/** All that was counted on one day and agrees in these facets. */
export type Cell = { readonly facets: CellFacets; readonly tally: Tally }

/** Those that have none, such as tickets that nobody has, count under the empty word. */
export const groupOf = (facets: CellFacets, grouping: Grouping): string => facets[grouping] ?? ''

/** The ways in which it is kept counted: by who, and by what it was about. A cell for each pair of the two would be nearly one for each ticket. */
export const cuts = {
  people: ['team', 'region', 'agent'],
  matters: ['team', 'region', 'kind', 'channel', 'cause'],
} as const satisfies Readonly<Record<string, readonly Grouping[]>>
export type Cut = keyof typeof cuts
const cutNames = ['people', 'matters'] as const

/** The cut that tells apart all that is asked about; undefined where none does. */
export const cutFor = (asked: readonly Grouping[]): Cut | undefined =>
  cutNames.find((cut) => asked.every((grouping) => grouping === 'day' || cuts[cut].some((one) => one === grouping)))

const facetsIn = (counted: Counted, cut: Cut): CellFacets =>
  CellFacets.parse(
    Object.fromEntries(['day' as const, ...cuts[cut]].flatMap((name) => (counted[name] === undefined ? [] : [[name, counted[name]]]))),
  )

export type CellChange = Cell & { readonly cut: Cut }

/** What entries add to the cells that they are counted in, one change for each cell. */
export const cellChanges = (entries: readonly Counted[]): readonly CellChange[] =>
  cutNames.flatMap((cut) => {
    const placed = entries.map((entry) => ({ facets: facetsIn(entry, cut), tally: tallyOf(entry) }))
    return [...Map.groupBy(placed, ({ facets }) => JSON.stringify(facets)).values()].flatMap(([first, ...rest]) =>
      first ? [{ cut, facets: first.facets, tally: sumOf([first.tally, ...rest.map(({ tally }) => tally)]) }] : [],
    )
  })

/** An entry as a cell of its own. */
export const cellOf = (counted: Counted): Cell => ({ facets: CellFacets.strip().parse(counted), tally: tallyOf(counted) })

/** Cells added up by what tells them apart, in the order of its values. */
export const grouped = (cells: readonly Cell[], grouping: Grouping): ReadonlyMap<string, Tally> =>
  new Map(
    [...Map.groupBy(cells, ({ facets }) => groupOf(facets, grouping))]
      .map(([value, members]) => [value, sumOf(members.map(({ tally }) => tally))] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
