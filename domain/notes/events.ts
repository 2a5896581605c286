import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Note, NoteDraft } from './note.ts'

const doing = { at: Instant, by: UserId }

/** What can happen to a note. */
export const NoteEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('note.written'), note: Note }),
  z.strictObject({ type: z.literal('note.rewritten'), from: NoteDraft, to: NoteDraft, at: Instant }),
  z.strictObject({ type: z.literal('note.pinned'), ...doing }),
  z.strictObject({ type: z.literal('note.unpinned'), ...doing }),
  z.strictObject({ type: z.literal('note.withdrawn'), ...doing }),
])
export type NoteEvent = z.infer<typeof NoteEvent>

/** What an event makes of a note. "What is no longer a warning is no longer pinned." */
export const evolve = (note: Note | undefined, event: NoteEvent): Note | undefined => {
  if (event.type === 'note.written') return event.note
  if (!note) return undefined
  switch (event.type) {
    case 'note.rewritten':
      return { ...note, ...event.to, mentions: event.to.mentions, pinned: note.pinned && event.to.type === 'warning', changedAt: event.at }
    case 'note.pinned':
      return { ...note, pinned: true }
    case 'note.unpinned':
      return { ...note, pinned: false }
    case 'note.withdrawn':
      return { ...note, pinned: false, withdrawn: { at: event.at, by: event.by } }
  }
}
