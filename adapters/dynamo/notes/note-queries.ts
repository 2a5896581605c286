import * as z from 'zod'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { mostPinned, Note, type NoteType } from '../../../domain/notes/note.ts'
import type { NoteQueries } from '../../../domain/notes/ports.ts'
import { customerPartition } from '../customers/keys.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { notePartition, pinKey } from './keys.ts'

const Stored = z.looseObject({ version: z.int(), state: Note })

const readNote = (item: Item): Loaded<Note> => {
  const { state, version } = Stored.parse(item)
  return { state, version }
}

const standing = (type: NoteType | undefined): Ask['filter'] => ({
  expression: `attribute_not_exists(#state.#withdrawn)${type ? ' AND #state.#type = :type' : ''}`,
  names: { '#state': 'state', '#withdrawn': 'withdrawn', ...(type && { '#type': 'type' }) },
  values: type ? { ':type': type } : {},
})

/** Notes that were not taken back. */
export const standingNotes = standing(undefined)

export const noteQueries = (table: Table, cursors: Cursors): NoteQueries => ({
  list: (customerId, type, page) =>
    paged({ table, cursors }, { partition: notePartition(customerId), filter: standing(type), descending: true }, { page, read: readNote }),
  pinned: async (customerId) => {
    const prefix = [keyAttributes.sort, pinKey(customerId, '').sk] as const
    return (await table.query({ partition: customerPartition(customerId), prefix, limit: mostPinned })).items.length
  },
})
