import type { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'

/** Where a record stands: a larger sequence number is a later record of its shard. */
export type StreamPlace = { readonly shard: string; readonly sequence: number }
type Forgettable = {
  readonly table: string
  /** Seconds since 1970, outside: what is younger stays. */
  readonly before: number
  readonly isRead: (place: StreamPlace) => boolean
}
/** Forgets a page of the oldest records of a table's stream. Answers how many: less than a page when no more can be forgotten now. */
export type ForgetRecords = (forgettable: Forgettable) => number

export const forgottenAtOnce = 200

const Rows = z.array(z.object({ id: z.number(), shard: z.string(), sequence: z.number() }))

/**
 * The last record of a table stays whatever its age: dynoxide counts on from its number. How old they are is asked of a page alone, and
 * not until one is found: the oldest come first, and a look at a stream that is all young would go through all of it.
 */
const oldest = `
  SELECT id, shard, sequence FROM (
    SELECT id, shard_id AS shard, CAST(sequence_number AS INTEGER) AS sequence, created_at FROM _stream_records
    WHERE table_name = :table
      AND CAST(sequence_number AS INTEGER) < (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)
    ORDER BY CAST(sequence_number AS INTEGER) LIMIT ${forgottenAtOnce})
  WHERE created_at < :before`

/** In dynoxide's own file: it keeps what it told of changes for ever, where DynamoDB forgets it after a day. Its writes wait for a page. */
export const forgetIn =
  (database: DatabaseSync): ForgetRecords =>
  ({ table, before, isRead }) => {
    const read = Rows.parse(database.prepare(oldest).all({ table, before })).filter(isRead)
    const ids = JSON.stringify(read.map(({ id }) => id))
    if (read.length > 0) database.prepare('DELETE FROM _stream_records WHERE id IN (SELECT value FROM json_each(?))').run(ids)
    return read.length
  }
