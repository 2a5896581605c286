import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { NoteEvent } from './events.ts'
import type { Note, NoteType } from './note.ts'

export type NoteStore = Store<Note | undefined, NoteEvent>

export type NoteQueries = {
  /** The notes of a customer that were not withdrawn, the newest first. */
  readonly list: (customerId: string, type: NoteType | undefined, page: PageRequest) => Promise<Result<Page<Loaded<Note>>, BadCursor>>
  /** How many warnings of a customer are pinned, counted up to `mostPinned`. */
  readonly pinned: (customerId: string) => Promise<number>
}
