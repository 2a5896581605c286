import { closeSync, fsyncSync, openSync } from 'node:fs'
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
    .map(({ name: column, type }) => (type === 'TEXT' ? `replace(t."${textOf(column)}", o.id, c.id)` : `t."${textOf(column)}"`))

/** The engine writes the type of a key before it. */
const written = (part: string): string => `S:${part}`

/** Notes what is to be copied, and says how many items will come of it. */
const fill = (database: DatabaseSync, copies: readonly Copies[]): number => {
  database.exec(
    `CREATE TEMP TABLE originals (id TEXT NOT NULL, pk TEXT NOT NULL, sk TEXT NOT NULL);
     CREATE TEMP TABLE copies (original TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (original, id)) WITHOUT ROWID`,
  )
  const item = database.prepare('INSERT INTO temp.originals VALUES (?, ?, ?)')
  const copy = database.prepare('INSERT INTO temp.copies VALUES (?, ?)')
  for (const { original, ids } of copies) {
    for (const { pk, sk } of original.items) item.run(original.id, written(pk), written(sk))
    for (const id of ids) copy.run(original.id, id)
  }
  return copies.reduce((sum, { original, ids }) => sum + original.items.length * ids.length, 0)
}

/** Nothing of it is worth a wait for the disk: whoever pulls the plug measures again. A gigabyte holds every page that is written twice. */
const pragmas = 'PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY'

/**
 * Copies records and their index entries in the file of the engine, dynoxide, wherever an id is named naming the new one:
 * through the engine each would take milliseconds. The stream hears nothing of it. Throws when an item to copy is not there.
 */
export const copyInTable = ({ tableFile, tableName }: Stage, copies: readonly Copies[]): void => {
  const database = new DatabaseSync(tableFile, { timeout: 60_000 })
  try {
    database.exec(`${pragmas}; BEGIN IMMEDIATE`)
    const wanted = fill(database, copies)
    for (const { name, of } of tablesOf(database, tableName)) {
      const each = `temp.originals AS o CROSS JOIN main."${name}" AS t ON t."${of[0]}" = o.pk AND t."${of[1]}" = o.sk CROSS JOIN temp.copies AS c ON c.original = o.id`
      const { changes } = database.prepare(`INSERT INTO main."${name}" SELECT ${columnsOf(database, name).join(', ')} FROM ${each}`).run()
      if (name === tableName && Number(changes) !== wanted) throw new Error(`${changes} of ${wanted} items were there to be copied`)
    }
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

/** Brings all of it to the disk, so that what is measured next does not wait for what was copied before. */
export const settleTable = ({ tableFile }: Stage): void => {
  const database = new DatabaseSync(tableFile, { timeout: 60_000 })
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  const file = openSync(tableFile, 'r')
  fsyncSync(file)
  closeSync(file)
}
