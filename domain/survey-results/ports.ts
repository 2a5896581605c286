import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Month, SurveyRow } from './row.ts'

export type SurveyRows = {
  /** Keeps a survey's row, unless one of a later version is kept. */
  readonly keep: (row: SurveyRow) => Promise<void>
  /** Every row of these months. */
  readonly of: (months: readonly Month[]) => Promise<readonly SurveyRow[]>
  /** Those that are wanted, page by page, for the records behind a figure. */
  readonly page: (
    months: readonly Month[],
    /** `words` tell one selection from another, to bind the cursor to it. */
    selection: { readonly wanted: (row: SurveyRow) => boolean; readonly words: string },
    page: PageRequest,
  ) => Promise<Result<Page<SurveyRow>, BadCursor>>
}
