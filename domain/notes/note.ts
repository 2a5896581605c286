import * as z from 'zod'
import { CustomerId, NoteId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { paragraph } from '../kernel/text.ts'

const noteTypes = ['general', 'incident', 'warning'] as const
export const NoteType = z.enum(noteTypes).meta({ class: 'public' })
export type NoteType = z.infer<typeof NoteType>

const Text = paragraph(4000).meta({ class: 'internal' })

/**
 * So many warnings of one customer are pinned: every screen reads them whole. They are counted ahead of the decision, so that
 * colleagues who pin at the same moment may come to a few more.
 */
export const mostPinned = 20

/** Colleagues who are told of it. By id, beside the text: a name within it would be guessed at, and would not follow whoever is renamed. */
const Mentions = z.array(UserId).min(1).max(20).optional()

const written = { type: NoteType.default('general'), text: Text, mentions: Mentions }

/** What a caller writes. */
export const NoteDraft = z.strictObject(written)
export type NoteDraft = z.infer<typeof NoteDraft>

export const NotePatch = patchOf(written)
export type NotePatch = z.infer<typeof NotePatch>

/** A note on a customer as it is kept. A withdrawn one is told by `withdrawn`: it stays in the timeline and leaves every list. */
export const Note = z.strictObject({
  id: NoteId,
  customerId: CustomerId,
  type: NoteType,
  text: Text,
  mentions: Mentions,
  /** Shown on every screen of the customer. Only a warning is. */
  pinned: z.boolean(),
  writtenBy: UserId,
  writtenAt: Instant,
  changedAt: Instant.optional(),
  withdrawn: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type Note = z.infer<typeof Note>
