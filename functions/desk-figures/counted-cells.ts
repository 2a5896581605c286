import { type Cell, cellOf, cutFor, type Grouping, groupings, groupOf } from '../../domain/desk-figures/cells.ts'
import type { Period } from '../../domain/desk-figures/period.ts'
import { type DeskFigures, mostCounted, type Wanted } from '../../domain/desk-figures/ports.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Refused } from '../runtime/problem.ts'

/** What of a question its facets narrow. */
const narrowing = groupings.filter((grouping) => grouping !== 'day')

const wantedBy =
  (wanted: Wanted) =>
  ({ facets }: Cell): boolean =>
    narrowing.every((grouping) => wanted[grouping] === undefined || groupOf(facets, grouping) === wanted[grouping])

/** Counted beforehand where a cut tells apart what is asked about, and from the entries themselves elsewhere. */
export const cellsFor = async (
  figures: DeskFigures,
  { by, wanted, period }: { readonly by: Grouping; readonly wanted: Wanted; readonly period: Period },
): Promise<Result<readonly Cell[], Refused>> => {
  const cut = cutFor([by, ...narrowing.filter((grouping) => wanted[grouping] !== undefined)])
  const entries = async () => (await figures.entries(period, wanted))?.map(cellOf)
  // The cells are those of the whole firm, and may be too many where the entries of one person or team are not.
  const cells = (wanted.agent || !cut ? undefined : await figures.cells(period, cut)) ?? (await entries())
  return cells ? ok(cells.filter(wantedBy(wanted))) : refuse({ code: 'results.too_many', most: mostCounted })
}
