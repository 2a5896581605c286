import type { Link } from '../../../domain/templates/fields.ts'

/** What stands in the columns of a row, and where a figure leads. */
export type Row = Record<string, string | Link>
/** The rows of a list that is mailed; `total`: everything together, where that is told. */
export type Rows = { readonly rows: readonly Row[]; readonly total?: Row; readonly more: boolean }
