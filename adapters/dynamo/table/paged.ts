import type { BadCursor, Page, PageRequest } from '../../../domain/kernel/page.ts'
import { ok, type Result } from '../../../domain/kernel/result.ts'
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

export type Query = Omit<Ask, 'limit' | 'after'> & {
  /** What the table cannot tell: items that this is false of are passed over. */
  readonly keep?: (item: Item) => boolean
}
/** Where to go on: in which of the queries, and behind which item of it. */
type Position = { readonly list: number; readonly after: Item | undefined }

const positionIn = (item: Item | undefined): Position => {
  const { list = 0, ...after } = item ?? {}
  return { list: Number(list), after: Object.keys(after).length > 0 ? after : undefined }
}

type Met = Position & { readonly item: Item }

/** Goes through the queries from `start` on until there are enough items, or enough was asked. `rest` is undefined at the end. */
const gather = async (table: Table, queries: readonly Query[], { start, limit }: { readonly start: Position; readonly limit: number }) => {
  const met: Met[] = []
  let { list, after } = start
  for (let asked = 0; asked < mostQueries && met.length < limit; asked += 1) {
    const query = queries[list]
    if (!query) return { met, rest: undefined }
    const found = await table.query({ ...query, limit: query.filter ? filteredLimit : limit - met.length, after })
    met.push(...found.items.filter(query.keep ?? (() => true)).map((item) => ({ item, list, after })))
    after = found.after
    if (!after) list += 1
  }
  return { met, rest: list < queries.length ? { list, after } : undefined }
}

/** One page of one query, or of several one behind the other, under a cursor that is bound to them and to their reader. */
export const paged = async <T>(
  { table, cursors, sort }: Paging,
  queries: Query | readonly Query[],
  { page, read }: { readonly page: PageRequest; readonly read: (item: Item) => T },
): Promise<Result<Page<T>, BadCursor>> => {
  const all = [queries].flat()
  const bound = { queries: all.map(({ keep: _keep, ...query }) => query), reader: page.reader }
  const position = await cursors.open(page.cursor, bound)
  if (!position.ok) return position
  const { met, rest } = await gather(table, all, { start: positionIn(position.value), limit: page.limit })
  const shown = met.slice(0, page.limit)
  const last = shown.at(-1)
  const query = last && all[last.list]
  const cut = met.length > page.limit && query ? { list: last.list, after: positionOf(last.item, query, sort) } : rest
  return ok({ items: shown.map(({ item }) => read(item)), next: cut ? await cursors.seal({ list: cut.list, ...cut.after }, bound) : null })
}
