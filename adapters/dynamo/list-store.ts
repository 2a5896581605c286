import * as z from 'zod'
import { ListEvent } from '../../domain/lists/events.ts'
import { CodedList, ListId, type ListId as ListName, listIds } from '../../domain/lists/list.ts'
import type { ListStore, ReadLists } from '../../domain/lists/ports.ts'
import { shippedLists } from '../../domain/lists/shipped.ts'
import type { Kept } from './kept.ts'
import { listKey } from './keys.ts'
import { recordStore } from './record-store.ts'
import type { Table } from './table.ts'

const kept: Kept<typeof CodedList, typeof ListEvent> = {
  kind: 'list',
  schema: CodedList,
  events: ListEvent,
  key: listKey,
  about: () => [],
}

/** The firm's lists. One that was never changed is as it ships, at version 0. */
export const listStore = (table: Table): ListStore => {
  const store = recordStore(table, kept)
  return {
    ...store,
    load: async (id) => {
      const name = ListId.safeParse(id)
      return (await store.load(id)) ?? (name.success ? { state: shippedLists[name.data], version: 0 } : undefined)
    },
  }
}

const Stored = z.looseObject({ state: CodedList })

/** All lists in one request. */
export const allLists =
  (table: Table): ReadLists =>
  async () => {
    const items = await table.getMany(listIds.map(listKey))
    const changed = new Map<ListName, CodedList>(
      items.flatMap((item) => {
        const list = item && Stored.parse(item).state
        return list ? [[list.id, list] as const] : []
      }),
    )
    return { ...shippedLists, ...Object.fromEntries(changed) }
  }
