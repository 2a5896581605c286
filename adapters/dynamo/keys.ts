import type { Due } from '../../domain/kernel/due.ts'
import type { Key } from './table/table.ts'

/** Remember the first answer to a request that may be repeated. */
export const idempotencyPartition = (subject: string): string => `IDEMPOTENCY#${subject}`

/** Read which schema version the table holds. */
export const schemaKey: Key = { pk: 'SYSTEM#schema', sk: 'STATE' }

/** Find what falls due, in the order of time. Spread over so many partitions that none is hot when much falls due at once. */
export const duePartition = (shard: number): string => `DUE/${shard}`
export const dueShards = 8

/** In which of them an id falls. */
export const dueShardOf = (id: string): number => Buffer.from(id).reduce((sum, byte) => sum + byte, 0) % dueShards

/** Put it in order: the moment, then what it is, by which the item is told without being read. */
export const dueKey = ({ at, kind, id }: Due): string => `${at}#${kind}#${id}`
