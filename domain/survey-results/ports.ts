import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Cell, Cut } from './cells.ts'
import type { Month, SurveyRow } from './row.ts'
import type { Tally } from './tally.ts'

/** Where to look for rows: those of one team stand together. */
export type RowsAt = { readonly months: readonly Month[]; readonly team?: string | undefined }

export type SurveyRows = {
  /**
   * Keeps a survey's row, unless one of a later version is kept, and counts it in its cells: once, however often it is told.
   * `isFirst`: nothing of it should stand there yet, so it is looked for only where it does.
   */
  readonly keep: (row: SurveyRow, isFirst?: boolean) => Promise<void>
  /** How the surveys of these months are counted in one cut. */
  readonly cells: (months: readonly Month[], cut: Cut) => Promise<readonly Cell[]>
  /** Every row that stands there; undefined where there are more than `mostRows`. */
  readonly of: (at: RowsAt) => Promise<readonly SurveyRow[] | undefined>
  /** Those that are wanted, page by page, for the records behind a figure. */
  readonly page: (
    at: RowsAt,
    /** `words` tell one selection from another, to bind the cursor to it. */
    selection: { readonly wanted: (row: SurveyRow) => boolean; readonly words: string },
    page: PageRequest,
  ) => Promise<Result<Page<SurveyRow>, BadCursor>>
}

/** The wanted ones of the rows counted, however many there are, without ever holding more than a page; undefined beyond `most` of them. */
export type TallyRows = (
  at: RowsAt,
  of: { readonly wanted: (row: SurveyRow) => boolean; readonly most: number },
) => Promise<Tally | undefined>

/** A page of the rows counted, those that are wanted of it: `looked` rows were read, and `place` says where the next page begins. */
export type TallyPage = (
  at: { readonly month: Month; readonly team?: string | undefined },
  of: { readonly wanted: (row: SurveyRow) => boolean; readonly place?: string | undefined },
) => Promise<{ readonly tally: Tally; readonly looked: number; readonly place?: string | undefined }>

/** So many rows are read for one question at most: what is not counted beforehand must be narrowed to a team or to fewer months. */
export const mostRows = 50_000
