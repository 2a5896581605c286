import type { Actor } from '../../domain/kernel/actor.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { type Cell, cellOf, cutFor, type Facets, type Grouping, groupings, groupOf } from '../../domain/survey-results/cells.ts'
import { mostRows, type SurveyRows } from '../../domain/survey-results/ports.ts'
import { grouped } from '../../domain/survey-results/results.ts'
import { type Month, monthsFrom, type SurveyRow } from '../../domain/survey-results/row.ts'
import type { Line } from '../../domain/survey-results/suppression.ts'
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

const isOf = (wanted: Wanted) => {
  const isWanted = wantedBy(wanted)
  return ({ facets }: Cell): boolean => isWanted(facets)
}

const readAt = async (rows: SurveyRows, months: readonly Month[], team?: string): Promise<Result<readonly SurveyRow[], Refused>> => {
  const read = await rows.of({ months, team })
  return read ? ok(read) : refuse({ code: 'results.too_many', most: mostRows })
}

/** Rows of surveys that count as wanted. What is wanted of one team is looked for there. */
export const rowsFor = async (rows: SurveyRows, actor: Actor, query: Period): Promise<Result<readonly SurveyRow[], Refused>> => {
  const found = askedFor(actor, query)
  if (!found) return refuse({ code: 'survey.period_invalid' })
  const { months, narrowed } = found
  if (!narrowed) return ok([])
  const read = await readAt(rows, months, narrowed.team)
  return read.ok ? ok(read.value.filter(wantedBy(narrowed))) : read
}

/** Cells of what is asked for, and the tables of which that is a row. */
type Found = { readonly cells: readonly Cell[]; readonly lines: readonly Line[] }

/** For each of the reader's own narrowings the groups beside the wanted one, as far as they are within reach and were read. */
const linesIn = (all: readonly Cell[], actor: Actor, wanted: Wanted): readonly Line[] =>
  groupings.flatMap((by) => {
    const value = wanted[by]
    const beside = value === undefined ? undefined : within({ ...wanted, [by]: undefined }, actor)
    return value === undefined || !beside ? [] : [{ value, groups: grouped(all.filter(isOf(beside)), by) }]
  })

/** Counted beforehand where a cut tells apart what is asked about, and from the rows themselves elsewhere. */
export const cellsFor = async (
  rows: SurveyRows,
  actor: Actor,
  { by, ...query }: Period & { readonly by: Grouping },
): Promise<Result<Found, Refused>> => {
  const found = askedFor(actor, query)
  if (!found) return refuse({ code: 'survey.period_invalid' })
  const { months, narrowed } = found
  if (!narrowed) return ok({ cells: [], lines: [] })
  const cut = cutFor([by, ...groupings.filter((grouping) => narrowed[grouping] !== undefined)])
  const read = cut ? ok(await rows.cells(months, cut)) : await readAt(rows, months, narrowed.team)
  if (!read.ok) return read
  const all = read.value.map((one) => ('facets' in one ? one : cellOf(one)))
  const { from: _from, to: _to, ...wanted } = query
  return ok({ cells: all.filter(isOf(narrowed)), lines: linesIn(all, actor, wanted) })
}
