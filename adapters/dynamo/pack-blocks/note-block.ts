import * as z from 'zod'
import { Note } from '../../../domain/notes/note.ts'
import type { PackBlock } from '../../../domain/packs/block.ts'
import { notePartition } from '../notes/keys.ts'
import { standingNotes } from '../notes/note-queries.ts'
import type { Table } from '../table/table.ts'

const Stored = z.looseObject({ state: Note })

/** So many of the latest notes are looked at for what stands out. */
const lookedAt = 50

/** What went wrong lately, and what to beware of. */
export const noteBlock = (table: Table): PackBlock => ({
  name: 'notes',
  right: 'notes:read',
  read: async (customerId, now) => {
    const ask = { partition: notePartition(customerId), filter: standingNotes, descending: true, limit: lookedAt }
    const { items, after } = await table.query(ask)
    const told = items.map((item) => Stored.parse(item).state).filter(({ type }) => type !== 'general')
    return {
      source: 'live',
      asOf: now,
      figures: {
        incidents: told.filter(({ type }) => type === 'incident').length,
        warnings: told.filter(({ type }) => type === 'warning').length,
      },
      rows: told.map(({ id, type, text, writtenAt, writtenBy }) => ({ id, type, text, writtenAt, writtenBy })),
      more: after !== undefined,
    }
  },
})
