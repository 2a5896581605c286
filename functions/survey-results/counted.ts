import type { Actor } from '../../domain/kernel/actor.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { type Cell, cellOf, cutFor, type Facets, type Grouping, groupings, groupOf } from '../../domain/survey-results/cells.ts'
import { mostRows, type SurveyRows } from '../../domain/survey-results/ports.ts'
import { type Month, monthsFrom, type SurveyRow } from '../../domain/survey-results/row.ts'
import { within } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'

/** The months in which people were asked, and what of it is wanted. */
export type Period = Readonly<Record<'from' | 'to', Month>> & Readonly<Partial<Record<Grouping, string | undefined>>>

type Wanted = Omit<Period, 'from' | 'to'>
/** Whether something counts under all that is wanted. */
export const wantedBy =
  (wanted: Wanted) =>
  (facets: Facets): boolean =>
    groupings.every((grouping) => wanted[grouping] === undefined || groupOf(facets, grouping) === wanted[grouping])

/** What is asked for, as far as it lies within reach: `narrowed` is undefined where nothing does. */
export const askedFor = (actor: Actor, { from, to, ...wanted }: Period) => {
  const months = monthsFrom(from, to)
  return months && { months, narrowed: within(wanted, actor) }
}

/** Rows of surveys that count as wanted. What is wanted of one team is looked for there. */
export const rowsFor = async (rows: SurveyRows, actor: Actor, query: Period): Promise<Result<readonly SurveyRow[], Refused>> => {
  const found = askedFor(actor, query)
  if (!found) return refuse({ code: 'survey.period_invalid' })
  const { months, narrowed } = found
  if (!narrowed) return ok([])
  const read = await rows.of({ months, team: narrowed.team })
  return read ? ok(read.filter(wantedBy(narrowed))) : refuse({ code: 'results.too_many', most: mostRows })
}

/** Counted beforehand where a cut tells apart what is asked about, and from the rows themselves elsewhere. */
export const cellsFor = async (
  rows: SurveyRows,
  actor: Actor,
  { by, ...query }: Period & { readonly by: Grouping },
): Promise<Result<readonly Cell[], Refused>> => {
  const found = askedFor(actor, query)
  if (!found) return refuse({ code: 'survey.period_invalid' })
  const { months, narrowed } = found
  if (!narrowed) return ok([])
  const cut = cutFor([by, ...groupings.filter((grouping) => narrowed[grouping] !== undefined)])
  if (cut) return ok((await rows.cells(months, cut)).filter(({ facets }) => wantedBy(narrowed)(facets)))
  const read = await rowsFor(rows, actor, query)
  return read.ok ? ok(read.value.map(cellOf)) : read
}
