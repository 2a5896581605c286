import type { Ask, Item, Table } from './table.ts'

/** All that stands in some partitions, read beside one another, page after page; undefined as soon as there is too much of it. */
export const upTo = async <T>(
  table: Table,
  asks: readonly Omit<Ask, 'limit' | 'after'>[],
  { most, read }: { readonly most: number; readonly read: (item: Item) => T },
): Promise<readonly T[] | undefined> => {
  const found: T[] = []
  const through = async (ask: Omit<Ask, 'limit' | 'after'>): Promise<void> => {
    let after: Item | undefined
    do {
      const page = await table.query({ ...ask, after })
      found.push(...page.items.map(read))
      after = page.after
    } while (after && found.length <= most)
  }
  await Promise.all(asks.map(through))
  return found.length > most ? undefined : found
}
