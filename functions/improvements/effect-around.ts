import { type Effect, effectOf, type Span, spansAround } from '../../domain/improvements/effect.ts'
import type { Terms } from '../../domain/improvements/improvement.ts'
import { cutOf, isOf, isRowOf, type Slice } from '../../domain/improvements/slice.ts'
import type { PlainDate } from '../../domain/kernel/instant.ts'
import type { SurveyRows, TallyRows } from '../../domain/survey-results/ports.ts'
import { monthsFrom } from '../../domain/survey-results/row.ts'
import { sumOf, type Tally } from '../../domain/survey-results/tally.ts'

export type CountedRows = Pick<SurveyRows, 'cells'> & { readonly tally: TallyRows }

/** What the answers of some months count: beforehand where a cut tells the slice apart, and row by row elsewhere. */
const countIn = async (
  rows: CountedRows,
  slice: Slice,
  { from, to, most }: Span & { readonly most: number },
): Promise<Tally | undefined> => {
  const months = monthsFrom(from, to) ?? []
  const cut = cutOf(slice)
  if (!cut) return rows.tally({ months, team: slice.team }, { wanted: (row) => isRowOf(slice, row), most })
  const cells = await rows.cells(months, cut)
  return sumOf(cells.filter(({ facets }) => isOf(slice, facets)).map(({ tally }) => tally))
}

/**
 * The scores on either side of the month in which something is done. Undefined where more than `most` rows would have to be read
 * for one side.
 */
export const effectAround = async (
  rows: CountedRows,
  { expected, slice, months }: Pick<Terms, 'expected' | 'slice' | 'months'>,
  { doneOn, most }: { readonly doneOn: PlainDate; readonly most: number },
): Promise<Effect | undefined> => {
  const spans = spansAround(doneOn, months)
  const [before, after] = [await countIn(rows, slice, { ...spans.before, most }), await countIn(rows, slice, { ...spans.after, most })]
  return before && after && effectOf(expected, spans, { before, after })
}
