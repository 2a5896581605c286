import type { Ask, Item, Table } from './table.ts'

/** All that stands in some partitions, read beside one another, page after page; undefined as soon as there is too much of it, what a filter passes over included. */
export const upTo = async <T>(
  table: Table,
  asks: readonly Omit<Ask, 'limit' | 'after'>[],
  { most, read }: { readonly most: number; readonly read: (item: Item) => T },
): Promise<readonly T[] | undefined> => {
  const found: T[] = []
  let looked = 0
  const through = async (ask: Omit<Ask, 'limit' | 'after'>): Promise<void> => {
    let after: Item | undefined
    do {
      const page = await table.query({ ...ask, after })
      found.push(...page.items.map(read))
      looked += page.looked
      after = page.after
    } while (after && looked <= most)
  }
  await Promise.all(asks.map(through))
  return looked > most ? undefined : found
}
