import { DatabaseSync } from 'node:sqlite'
import type { Key } from '../adapters/dynamo/table/table.ts'
import type { Stage } from './stage.ts'

/** A record that is there, the items that it consists of, and the ids under which it is to be there as well. */
export type Original = { readonly id: string; readonly items: readonly Key[] }
export type Copies = { readonly original: Original; readonly ids: readonly string[] }

const textOf = (value: unknown): string => String(value)

/** The table itself and one for each of its indexes, with the columns that say which item a row is of. */
const tablesOf = (database: DatabaseSync, tableName: string) =>
  database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND (name = ?1 OR name LIKE ?1 || '::gsi::%')")
    .all(tableName)
    .map(({ name }) => ({ name: textOf(name), of: name === tableName ? ['pk', 'sk'] : ['table_pk', 'table_sk'] }))

const columnsOf = (database: DatabaseSync, name: string): readonly string[] =>
  database
    .prepare('SELECT name, type FROM pragma_table_info(?)')
    .all(name)
    .map(({ name: column, type }) => (type === 'TEXT' ? `replace("${textOf(column)}", id, copy)` : `"${textOf(column)}"`))

/** The engine writes the type of a key before it. */
const written = (part: string): string => `S:${part}`

const fill = (database: DatabaseSync, copies: readonly Copies[]): number => {
  const note = database.prepare('INSERT INTO temp.copies VALUES (?, ?, ?, ?)')
  let rows = 0
  for (const { original, ids } of copies)
    for (const { pk, sk } of original.items)
      for (const copy of ids) {
        note.run(original.id, copy, written(pk), written(sk))
        rows += 1
      }
  return rows
}

/**
 * Copies records and their index entries in the file of the engine, dynoxide, wherever an id is named naming the new one:
 * through the engine each would take milliseconds. The stream hears nothing of it. Throws when an item to copy is not there.
 */
export const copyInTable = ({ tableFile, tableName }: Stage, copies: readonly Copies[]): void => {
  const database = new DatabaseSync(tableFile, { timeout: 60_000 })
  try {
    database.exec('BEGIN IMMEDIATE; CREATE TEMP TABLE copies (id TEXT NOT NULL, copy TEXT NOT NULL, pk TEXT NOT NULL, sk TEXT NOT NULL)')
    const wanted = fill(database, copies)
    for (const { name, of } of tablesOf(database, tableName)) {
      const columns = columnsOf(database, name).join(', ')
      const each = `temp.copies AS c CROSS JOIN main."${name}" AS t ON t."${of[0]}" = c.pk AND t."${of[1]}" = c.sk`
      const { changes } = database
        .prepare(`INSERT INTO main."${name}" SELECT ${columns.replaceAll('"pk"', 't."pk"').replaceAll('"sk"', 't."sk"')} FROM ${each}`)
        .run()
      if (name === tableName && Number(changes) !== wanted) throw new Error(`${changes} of ${wanted} items were there to be copied`)
    }
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}
