import { type Effect, effectOf, type Span, spansAround } from '../../domain/improvements/effect.ts'
import type { Terms } from '../../domain/improvements/improvement.ts'
import { cutOf, isOf, isRowOf, type Slice } from '../../domain/improvements/slice.ts'
import type { PlainDate } from '../../domain/kernel/instant.ts'
import type { Cut } from '../../domain/survey-results/cells.ts'
import type { SurveyRows, TallyRows } from '../../domain/survey-results/ports.ts'
import { monthsFrom } from '../../domain/survey-results/row.ts'
import { sumOf, type Tally } from '../../domain/survey-results/tally.ts'

type CountedRows = Pick<SurveyRows, 'cells'>
export type TalliedRows = CountedRows & { readonly tally: TallyRows }

type Measuring = Pick<Terms, 'expected' | 'slice' | 'months'>

const sumOfCells = async (rows: CountedRows, cut: Cut, { slice, from, to }: Span & { readonly slice: Slice }): Promise<Tally> => {
  const cells = await rows.cells(monthsFrom(from, to) ?? [], cut)
  return sumOf(cells.filter(({ facets }) => isOf(slice, facets)).map(({ tally }) => tally))
}

/** What the answers of some months count, row by row. */
const sumOfRows = (rows: TalliedRows, slice: Slice, { from, to, most }: Span & { readonly most: number }): Promise<Tally | undefined> =>
  rows.tally({ months: monthsFrom(from, to) ?? [], team: slice.team }, { wanted: (row) => isRowOf(slice, row), most })

/** The scores on either side, by what is counted beforehand; undefined where no cut tells the slice apart. */
export const effectBySums = async (
  rows: CountedRows,
  { expected, slice, months }: Measuring,
  doneOn: PlainDate,
): Promise<Effect | undefined> => {
  const [spans, cut] = [spansAround(doneOn, months), cutOf(slice)]
  if (!cut) return undefined
  const before = await sumOfCells(rows, cut, { slice, ...spans.before })
  return effectOf(expected, spans, { before, after: await sumOfCells(rows, cut, { slice, ...spans.after }) })
}

/**
 * The scores on either side of the month in which something is done. Undefined where more than `most` rows would have to be read
 * for one side.
 */
export const effectAround = async (
  rows: TalliedRows,
  terms: Measuring,
  { doneOn, most }: { readonly doneOn: PlainDate; readonly most: number },
): Promise<Effect | undefined> => {
  const counted = await effectBySums(rows, terms, doneOn)
  if (counted) return counted
  const { expected, slice, months } = terms
  const spans = spansAround(doneOn, months)
  const [before, after] = [await sumOfRows(rows, slice, { ...spans.before, most }), await sumOfRows(rows, slice, { ...spans.after, most })]
  return before && after && effectOf(expected, spans, { before, after })
}
