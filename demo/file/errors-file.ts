import { writeFileSync } from 'node:fs'
import type { Refusal } from '../outcome.ts'

const quoted = (value: string | number): string => `"${String(value).replaceAll('"', '""')}"`

/** Writes what was refused beside the file, in UTF-8 with a BOM, since spreadsheets take it for something else without. Returns the path. */
export const writeErrors = (file: string, refusals: readonly Refusal[]): string => {
  const path = `${file}.errors.csv`
  const rows = refusals.map(({ row, member, code, message }) => [row, member, code, message].map(quoted).join(','))
  writeFileSync(path, `\uFEFF${['row,member,code,message', ...rows].join('\r\n')}\r\n`)
  return path
}
