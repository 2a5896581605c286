import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { type Cut, cutFor, Facets, groupings, groupOf } from '../survey-results/cells.ts'
import type { SurveyRow } from '../survey-results/row.ts'

/** Which answers are looked at: those about one team, kind of occasion or the like, or of one lane. Empty: those of everybody. */
export const Slice = Facets.omit({ month: true })
  .partial()
  .extend({
    kind: z.string().max(64).optional(),
    /** A kind of ticket, or else the type of the event. */
    matter: z.string().max(64).optional(),
    /** What an event said, such as the `lane`: of which code. */
    drivers: z.record(Code, z.string().max(64)).optional(),
    owner: UserId.optional(),
  })
  .strict()
export type Slice = z.infer<typeof Slice>

const named = (slice: Slice) => groupings.flatMap((name) => (name === 'month' || slice[name] === undefined ? [] : [name]))

/** The cut in which all that the slice names is counted beforehand; undefined where only the rows themselves tell it. */
export const cutOf = (slice: Slice): Cut | undefined => (slice.drivers === undefined ? cutFor(named(slice)) : undefined)

/** Whether what counts under these is of the slice, as far as facets tell. */
export const isOf = (slice: Slice, facets: Facets): boolean => named(slice).every((name) => groupOf(facets, name) === slice[name])

/** Whether a survey is of the slice. */
export const isRowOf = (slice: Slice, row: SurveyRow): boolean =>
  named(slice).every((name) => groupOf(row, name) === slice[name]) &&
  Object.entries(slice.drivers ?? {}).every(([name, value]) => row.drivers[name] === value)
