import { setTimeout as sleep } from 'node:timers/promises'
import { type Item, type Key, Table, type Write } from '../adapters/dynamo/table/table.ts'
import { concurrently } from '../demo/concurrently.ts'
import { ok } from '../domain/kernel/result.ts'
import { copyInTable, type Original, settleTable } from './copies.ts'
import type { Stage } from './stage.ts'

/** Keeps what a commit would write instead of writing it. */
class Recorder extends Table {
  readonly items: Item[] = []
  override async transact(writes: readonly Write[]) {
    this.items.push(...writes.flatMap(({ Put }) => (Put?.Item ? [Put.Item] : [])))
    return ok(undefined)
  }
}

/** The items of one record, as its store would write them. */
export const recorded = async (stage: Stage, commit: (table: Table) => Promise<unknown>): Promise<readonly Item[]> => {
  const recorder = new Recorder(stage.dynamo, stage.tableName)
  await commit(recorder)
  return recorder.items
}

const ranges = (from: number, to: number, step: number) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => [from + i * step, Math.min(to, from + (i + 1) * step)] as const)

export const keyOf = (item: Item): Key => ({ pk: String(item['pk']), sk: String(item['sk']) })

/** Puts items into the table past the API, a hundred in one transaction. */
const putItems = async (stage: Stage, items: readonly Item[]): Promise<void> => {
  const table = new Table(stage.dynamo, stage.tableName)
  await concurrently(ranges(0, items.length, 100), 4, async ([start, end]) => {
    const written = await table.transact(items.slice(start, end).map((item) => table.put(item, { expression: 'attribute_not_exists(pk)' })))
    if (!written.ok) throw new Error('A seeded record was there already')
  })
}

/** As many as are written one by one, to be copied from then on. */
const originals = 1000
/** So many copies are made in one transaction, which takes a second or two. */
const atOnce = 20_000

export type Made = { readonly id: string; readonly items: readonly Item[] }
type IdLike = (original: Original) => string
type Recipe = {
  /** The `i`th record as its store makes it. */
  readonly make: (i: number) => Promise<Made>
  /** An id that a copy of this record may have. */
  readonly idLike: IdLike
}

/** Brings the first records of a kind into the table, as their store makes them. */
export const putOriginals = async (
  stage: Stage,
  [from, to]: readonly [number, number],
  make: Recipe['make'],
): Promise<readonly Original[]> => {
  const made = await Promise.all(Array.from({ length: Math.min(originals, to - from) }, (_, i) => make(from + i)))
  await putItems(
    stage,
    made.flatMap(({ items }) => items),
  )
  return made.map(({ id, items }) => ({ id, items: items.map(keyOf) }))
}

/** Copies records under other ids in the engine’s own file, `count` in all, of each as many. */
export const copyRecords = async (
  stage: Stage,
  known: readonly Original[],
  { count, idLike }: { readonly count: number; readonly idLike: IdLike },
) => {
  const countOf = (i: number): number => Math.floor((count - i - 1) / known.length) + 1
  // Copies of one record stand next to each other, so that they go the same way through every index.
  const each = Math.max(1, Math.floor((atOnce * known.length) / count))
  for (const [start, end] of ranges(0, known.length, each)) {
    const copies = known
      .slice(start, end)
      .map((original, i) => ({ original, ids: Array.from({ length: countOf(start + i) }, () => idLike(original)) }))
    copyInTable(stage, copies)
    // Meanwhile this process heard nothing: connections that were closed on it must not be taken for open.
    await sleep(10)
  }
  settleTable(stage)
}

/**
 * Brings records into the table as `from` to `to`: the first thousand made by the store itself, and beyond that copies of them under
 * other ids, so that a hundred thousand are there within a minute.
 */
export const seed = async (stage: Stage, [from, to]: readonly [number, number], { make, idLike }: Recipe): Promise<void> => {
  const known = await putOriginals(stage, [from, to], make)
  await copyRecords(stage, known, { count: to - from - known.length, idLike })
}
