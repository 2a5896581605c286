import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import { type ColumnName, columnOf } from './columns.ts'

/** A row of the file, numbered as a spreadsheet does: the headings are row 1. What is empty is not there. */
export type Row = { readonly number: number; readonly get: (column: ColumnName) => string | undefined }

const Table = z.array(z.array(z.string()))

/** Commas, semicolons or tabs, whichever the headings have the most of. */
const delimiterOf = (text: string): string => {
  const headings = text.split(/[\r\n]/, 1)[0] ?? ''
  const times = (sign: string): number => headings.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (times(sign) > times(best) ? sign : best))
}

const known = (heading: string): ColumnName => {
  const column = columnOf(heading)
  if (!column) throw new Error(`The column "${heading}" is not one of those in docs/demo-file.md`)
  return column
}

/** Reads comma-separated text with quoted fields and line breaks within them. Throws a sentence when it is none, or a heading is unknown. */
export const rowsOf = (text: string): readonly Row[] => {
  const [headings, ...rows] = Table.parse(
    parse(text, { delimiter: delimiterOf(text), relax_column_count_less: true, skip_empty_lines: false }),
  )
  if (!headings) throw new Error('The file is empty')
  const places = new Map(headings.map((heading, i) => [known(heading), i]))
  if (!places.has('customer_no')) throw new Error('The file lacks the column customer_no (客户编号)')
  return rows
    .map((cells, i) => ({
      number: i + 2,
      get: (column: ColumnName) => cells[places.get(column) ?? -1]?.trim() || undefined,
      isEmpty: cells.every((cell) => cell.trim() === ''),
    }))
    .filter(({ isEmpty }) => !isEmpty)
}
