import type { Item } from './table.ts'

type Part<Entry> = { readonly entries: readonly Entry[]; readonly after: Item | undefined }
/** Reads one partition on from behind `after`. */
export type ReadPart<Entry> = (after: Item | undefined) => Promise<Part<Entry>>

type Shard<Entry> = Part<Entry> & { readonly read: ReadPart<Entry> }

const first = async <Entry>(read: ReadPart<Entry>): Promise<Shard<Entry>> => ({ read, ...(await read(undefined)) })

/**
 * Partitions that are each in the order of `place`, as one, page by page: whatever is given comes before all that any of them still
 * holds back.
 */
export async function* merged<Entry>(reads: readonly ReadPart<Entry>[], place: (entry: Entry) => string): AsyncGenerator<readonly Entry[]> {
  let shards = await Promise.all(reads.map(first))
  for (;;) {
    const reached = shards
      .flatMap(({ after, entries }) => {
        const last = entries.at(-1)
        return after ? (last === undefined ? '' : place(last)) : []
      })
      .sort()[0]
    const isNext = (entry: Entry): boolean => reached === undefined || place(entry) <= reached
    const ready = shards.flatMap(({ entries }) => entries.filter(isNext)).sort((a, b) => (place(a) < place(b) ? -1 : 1))
    if (ready.length > 0) yield ready
    if (reached === undefined) return
    shards = await Promise.all(
      shards.map(async (shard) => {
        const entries = shard.entries.filter((entry) => !isNext(entry))
        return entries.length === 0 && shard.after ? { ...shard, ...(await shard.read(shard.after)) } : { ...shard, entries }
      }),
    )
  }
}
