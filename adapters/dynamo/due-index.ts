import * as z from 'zod'
import { Due, type DueIndex } from '../../domain/kernel/due.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { dueKey, duePartition, dueShardOf, dueShards } from './keys.ts'
import { dueIndex, dueSort } from './table/indexes.ts'
import { merged } from './table/merged.ts'
import type { Item, Key, Table } from './table/table.ts'

/** The attributes that put a record among what waits for its time, or none. */
export const dueAttributes = (kind: string, id: string, at: Instant | undefined): Item =>
  at === undefined ? {} : { [dueIndex]: duePartition(dueShardOf(id)), [dueSort]: dueKey({ kind, id, at }) }

/** What falls due, where it stands, and the place in the order at which it was seen. */
export type DueEntry = Due & { readonly key: Key; readonly place: string }

const Row = z.looseObject({ pk: z.string(), sk: z.string(), [dueSort]: z.string() })

const entryOf = (item: Item): DueEntry => {
  const { pk, sk, [dueSort]: place } = Row.parse(item)
  const [at, kind, ...id] = place.split('#')
  return { ...Due.parse({ at, kind, id: id.join('#') }), key: { pk, sk }, place }
}

const pageSize = 200
const partitions = Array.from({ length: dueShards }, (_, shard) => duePartition(shard))

const before = (table: Table, horizon: Instant) =>
  merged(
    partitions.map((partition) => async (after: Item | undefined) => {
      const found = await table.query({ index: dueIndex, partition, below: [dueSort, horizon], limit: pageSize, after })
      return { entries: found.items.map(entryOf), after: found.after }
    }),
    ({ place }: DueEntry) => place,
  )

/** What waits for its time, spread over partitions by id. */
export const dueIndexOf = (table: Table): DueIndex<DueEntry> => ({
  before: (horizon) => before(table, horizon),
  setAside: (entries, until) =>
    table.changeEach(
      dueSort,
      entries.map(({ kind, id, key, place }) => ({ key, seen: place, next: dueKey({ kind, id, at: until }) })),
    ),
})
