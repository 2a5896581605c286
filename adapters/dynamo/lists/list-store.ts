import { ulid } from 'ulid'
import * as z from 'zod'
import { ListEvent } from '../../../domain/lists/events.ts'
import { CodedList, type CodedLists, ListId, listIds } from '../../../domain/lists/list.ts'
import type { ListStore, ReadLists } from '../../../domain/lists/ports.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { joined } from '../table/joined.ts'
import type { Table } from '../table/table.ts'
import { listKey, listsMarkKey } from './keys.ts'

const kept: Kept<typeof CodedList, typeof ListEvent> = {
  kind: 'list',
  schema: CodedList,
  events: ListEvent,
  key: listKey,
  about: () => [],
}

/** The firm's lists. One that was never changed is as it ships, at version 0. Every change moves the mark that readers compare. */
export const listStore = (table: Table): ListStore => {
  const store = recordStore(table, kept)
  return {
    load: async (id) => {
      const name = ListId.safeParse(id)
      return (await store.load(id)) ?? (name.success ? { state: shippedLists[name.data], version: 0 } : undefined)
    },
    commit: (change) => {
      const moved = table.put({ ...listsMarkKey, entity: 'lists_mark', mark: ulid() })
      return recordStore(table, { ...kept, beside: [moved] }).commit(change)
    },
  }
}

const Stored = z.looseObject({ state: CodedList })
const Mark = z.looseObject({ mark: z.string() })

const readAll = async (table: Table): Promise<CodedLists> => {
  const items = await table.getMany(listIds.map(listKey))
  const changed = items.flatMap((item) => {
    const list = item && Stored.parse(item).state
    return list ? [[list.id, list] as const] : []
  })
  return { ...shippedLists, ...Object.fromEntries(changed) }
}

/**
 * All lists as they are now. A process keeps them, and looks at the mark each time: while it stands, no list has changed.
 * The mark is read first, so lists that change while they are read are read again next time.
 */
export const allLists = (table: Table): ReadLists => {
  let kept: { readonly mark: string | undefined; readonly lists: CodedLists } | undefined
  return joined(async () => {
    const item = await table.get(listsMarkKey)
    const mark = item && Mark.parse(item).mark
    if (!kept || kept.mark !== mark) kept = { mark, lists: await readAll(table) }
    return kept.lists
  })
}
