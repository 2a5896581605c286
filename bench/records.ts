import { setTimeout as sleep } from 'node:timers/promises'
import { type Item, type Key, Table, type Write } from '../adapters/dynamo/table/table.ts'
import { concurrently } from '../demo/concurrently.ts'
import { ok } from '../domain/kernel/result.ts'
import { copyInTable, type Original } from './copies.ts'
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

export type Made = { readonly id: string; readonly items: readonly Item[] }
type Recipe = {
  /** The `i`th record as its store makes it. */
  readonly make: (i: number) => Promise<Made>
  /** An id that a copy of this record may have. */
  readonly idLike: (original: Original) => string
}

/**
 * Brings records into the table as `from` to `to`: the first thousand made by the store itself, and beyond that copies of them under
 * other ids, made in the engine's own file, so that a hundred thousand are there within a minute.
 */
export const seed = async (stage: Stage, [from, to]: readonly [number, number], { make, idLike }: Recipe): Promise<void> => {
  const made = await Promise.all(Array.from({ length: Math.min(originals, to - from) }, (_, i) => make(from + i)))
  await putItems(
    stage,
    made.flatMap(({ items }) => items),
  )
  const known = made.map(({ id, items }): Original => ({ id, items: items.map(keyOf) }))
  for (const [start, end] of ranges(from + known.length, to, 20_000)) {
    const countOf = (i: number): number => Math.floor((end - start - i - 1) / known.length) + 1
    copyInTable(
      stage,
      known.map((original, i) => ({ original, ids: Array.from({ length: countOf(i) }, () => idLike(original)) })),
    )
    // Meanwhile this process heard nothing: connections that were closed on it must not be taken for open.
    await sleep(10)
  }
}
