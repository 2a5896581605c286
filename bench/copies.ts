import { DatabaseSync } from 'node:sqlite'
import { customerKey } from '../adapters/dynamo/keys.ts'
import type { Stage } from './stage.ts'

/** A record that is there, and the id under which it is to be there once more. */
type Copy = { readonly id: string; readonly copy: string }

const textOf = (value: unknown): string => String(value)

/** The table itself and one for each of its indexes; `key` is the column that holds the record's partition. */
const tablesOf = (database: DatabaseSync, tableName: string) =>
  database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND (name = ?1 OR name LIKE ?1 || '::gsi::%')")
    .all(tableName)
    .map(({ name }) => ({ name: textOf(name), key: name === tableName ? 'pk' : 'table_pk' }))

const columnsOf = (database: DatabaseSync, name: string): readonly string[] =>
  database
    .prepare('SELECT name, type FROM pragma_table_info(?)')
    .all(name)
    .map(({ name: column, type }) => (type === 'TEXT' ? `replace("${textOf(column)}", id, copy)` : `"${textOf(column)}"`))

/**
 * Copies records and their index entries in the file of the engine, dynoxide, wherever an id is named naming the new one:
 * through the engine each would take milliseconds. The stream hears nothing of it.
 */
export const copyInTable = ({ tableFile, tableName }: Stage, copies: readonly Copy[]): void => {
  const database = new DatabaseSync(tableFile, { timeout: 10_000 })
  try {
    database.exec('BEGIN IMMEDIATE; CREATE TEMP TABLE copies (id TEXT NOT NULL, copy TEXT NOT NULL, partition TEXT NOT NULL)')
    const note = database.prepare('INSERT INTO temp.copies VALUES (?, ?, ?)')
    for (const { id, copy } of copies) note.run(id, copy, customerKey(id).pk)
    for (const { name, key } of tablesOf(database, tableName))
      database.exec(
        `INSERT INTO main."${name}" SELECT ${columnsOf(database, name).join(', ')} FROM temp.copies CROSS JOIN main."${name}" ON "${key}" = partition`,
      )
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}
