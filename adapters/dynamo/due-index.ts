import * as z from 'zod'
import { Due, type DueIndex } from '../../domain/kernel/due.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { dueKey, duePartition, dueShardOf, dueShards } from './keys.ts'
import { dueIndex, dueSort } from './table/indexes.ts'
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

type Shard = { readonly partition: string; readonly entries: readonly DueEntry[]; readonly after: Item | undefined }

const read = async (table: Table, { partition, after }: Omit<Shard, 'entries'>, horizon: Instant): Promise<Shard> => {
  const found = await table.query({ index: dueIndex, partition, below: [dueSort, horizon], limit: pageSize, after })
  return { partition, entries: found.items.map(entryOf), after: found.after }
}

const pageSize = 200
const partitions = Array.from({ length: dueShards }, (_, shard) => duePartition(shard))
const byPlace = (a: DueEntry, b: DueEntry): number => (a.place < b.place ? -1 : 1)

/** Merges the partitions: whatever is given comes before all that any of them still holds back. */
async function* before(table: Table, horizon: Instant) {
  let shards = await Promise.all(partitions.map((partition) => read(table, { partition, after: undefined }, horizon)))
  for (;;) {
    const reached = shards.flatMap(({ after, entries }) => (after ? (entries.at(-1)?.place ?? '') : [])).sort()[0]
    const isNext = ({ place }: DueEntry): boolean => reached === undefined || place <= reached
    const ready = shards.flatMap(({ entries }) => entries.filter(isNext)).sort(byPlace)
    if (ready.length > 0) yield ready
    if (reached === undefined) return
    shards = await Promise.all(
      shards.map((shard) => {
        const entries = shard.entries.filter((entry) => !isNext(entry))
        return entries.length === 0 && shard.after ? read(table, shard, horizon) : { ...shard, entries }
      }),
    )
  }
}

/** What waits for its time, spread over partitions by id. */
export const dueIndexOf = (table: Table): DueIndex<DueEntry> => ({
  before: (horizon) => before(table, horizon),
  setAside: (entries, until) =>
    table.changeEach(
      dueSort,
      entries.map(({ kind, id, key, place }) => ({ key, seen: place, next: dueKey({ kind, id, at: until }) })),
    ),
})
