import { NoteEvent } from '../../../domain/notes/events.ts'
import { Note } from '../../../domain/notes/note.ts'
import type { NoteStore } from '../../../domain/notes/ports.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { noteKey, pinKey } from './keys.ts'

/** The notes on one customer, kept in its own partition. */
export const noteStore = (table: Table, customerId: string): NoteStore =>
  recordStore(table, {
    kind: 'note',
    schema: Note,
    events: NoteEvent,
    key: (noteId) => noteKey(customerId, noteId),
    about: (_, note) => [note.customerId],
    links: (note) => (note?.pinned && !note.withdrawn ? [{ ...pinKey(customerId, note.id), entity: 'pin', note }] : []),
  })
