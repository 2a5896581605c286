import type { BadCursor, Page, PageRequest } from '../../domain/kernel/page.ts'
import { ok, type Result } from '../../domain/kernel/result.ts'
import type { Cursors } from './cursor.ts'
import { keyAttributes } from './indexes.ts'
import type { Ask, Item, Table } from './table.ts'

/** How often one page may ask before it is given back short, with a cursor to go on from. */
const mostQueries = 5
/** How many items a filtered query looks at, at most: what is not wanted is dropped by the table, and paid for all the same. */
const filteredLimit = 200

/** Where a list goes on behind `item`: the keys of the table and of the index that was asked. */
const positionOf = (item: Item, { index, prefix }: Pick<Ask, 'index' | 'prefix'>, sort: string | undefined): Item => {
  const names = [keyAttributes.partition, keyAttributes.sort, index, sort ?? prefix?.[0]].filter((name) => name !== undefined)
  return Object.fromEntries(names.map((name) => [name, item[name]]))
}

export type Paging = {
  readonly table: Table
  readonly cursors: Cursors
  /** The sort attribute of the index, where an index is asked. */
  readonly sort?: string
}

/** One page of a query, under a cursor that is bound to the query and its reader. */
export const paged = async <T>(
  { table, cursors, sort }: Paging,
  ask: Omit<Ask, 'limit' | 'after'>,
  { page, read }: { readonly page: PageRequest; readonly read: (item: Item) => T },
): Promise<Result<Page<T>, BadCursor>> => {
  const bound = { ...ask, reader: page.reader }
  const position = await cursors.open(page.cursor, bound)
  if (!position.ok) return position
  const items: Item[] = []
  let after = position.value
  for (let asked = 0; asked < mostQueries; asked += 1) {
    const found = await table.query({ ...ask, limit: ask.filter ? filteredLimit : page.limit, after })
    items.push(...found.items)
    after = found.after
    if (!after || items.length >= page.limit) break
  }
  const shown = items.slice(0, page.limit)
  const last = shown.at(-1)
  const goOn = items.length > page.limit && last ? positionOf(last, ask, sort) : after
  return ok({ items: shown.map(read), next: goOn ? await cursors.seal(goOn, bound) : null })
}
