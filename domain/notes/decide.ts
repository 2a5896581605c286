import type * as z from 'zod'
import type { CustomerGlance } from '../customers/glance.ts'
import { may, reaches } from '../kernel/actor.ts'
import { changesBetween } from '../kernel/changes.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { NoteId } from '../kernel/ids.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type NoteEvent } from './events.ts'
import { mostPinned, type Note, NoteDraft, type NotePatch } from './note.ts'

/** A command without the customer, whom the shell looks up. */
export type NoteCommandBody =
  | { readonly type: 'write'; readonly id: string; readonly draft: NoteDraft }
  | { readonly type: 'rewrite'; readonly patch: NotePatch }
  /** `pinned` of the customer's warnings are pinned already. */
  | { readonly type: 'pin'; readonly pinned: number }
  | { readonly type: 'unpin' | 'withdraw' }

/** `customer` is whom the note is about, as far as there is one. */
export type NoteCommand = NoteCommandBody & { readonly customer: CustomerGlance | undefined }

export type NoteRefusal =
  | { readonly code: 'request.invalid'; readonly issues: readonly z.core.$ZodIssue[] }
  | { readonly code: 'customer.not_found' | 'access.out_of_scope' }
  | { readonly code: 'note.not_found' | 'note.withdrawn' | 'note.not_a_warning' }
  | { readonly code: 'note.not_yours'; readonly writtenBy: string }
  | { readonly code: 'note.too_many_pinned'; readonly most: number }

type State = Note | undefined
type Decision = Result<readonly NoteEvent[], NoteRefusal>

const write = (customer: CustomerGlance, { id, draft }: Extract<NoteCommandBody, { type: 'write' }>, { now, actor }: Context): Decision => {
  const note = { id: NoteId.parse(id), customerId: customer.id, ...draft, pinned: false, writtenBy: actor.id, writtenAt: now }
  return ok([{ type: 'note.written', note }])
}

/** "What somebody wrote is reworded by nobody else." */
const rewrite = (note: Note, patch: NotePatch, { now, actor }: Context): Decision => {
  if (note.writtenBy !== actor.id) return refuse({ code: 'note.not_yours', writtenBy: note.writtenBy })
  const from = NoteDraft.parse({ type: note.type, text: note.text, mentions: note.mentions })
  const to = NoteDraft.safeParse(mergePatch(from, patch))
  if (!to.success) return refuse({ code: 'request.invalid', issues: to.error.issues })
  const { members } = changesBetween(from, to.data)
  return ok(members.length === 0 ? [] : [{ type: 'note.rewritten', from, to: to.data, at: now }])
}

/** "Only a warning stands out on every screen, and where everything stands out nothing does." */
const pin = (note: Note, pinned: number, { now, actor }: Context): Decision => {
  if (note.type !== 'warning') return refuse({ code: 'note.not_a_warning' })
  if (note.pinned) return ok([])
  if (pinned >= mostPinned) return refuse({ code: 'note.too_many_pinned', most: mostPinned })
  return ok([{ type: 'note.pinned', at: now, by: actor.id }])
}

const unpin = (note: Note, { now, actor }: Context): Decision => ok(note.pinned ? [{ type: 'note.unpinned', at: now, by: actor.id }] : [])

/** "A note is taken back by the one who wrote it, or by those who may archive a customer." */
const withdraw = (note: Note, { now, actor }: Context): Decision =>
  note.writtenBy === actor.id || may(actor, 'customers:archive')
    ? ok([{ type: 'note.withdrawn', at: now, by: actor.id }])
    : refuse({ code: 'note.not_yours', writtenBy: note.writtenBy })

const decide = (state: State, command: NoteCommand, context: Context): Decision => {
  if (!command.customer) return refuse({ code: 'customer.not_found' })
  if (!reaches(context.actor, command.customer)) return refuse({ code: 'access.out_of_scope' })
  // A note that is there already: its id stands for the request, which came again.
  if (command.type === 'write') return state ? ok([]) : write(command.customer, command, context)
  if (!state) return refuse({ code: 'note.not_found' })
  if (state.withdrawn) return command.type === 'withdraw' ? ok([]) : refuse({ code: 'note.withdrawn' })
  switch (command.type) {
    case 'rewrite':
      return rewrite(state, command.patch, context)
    case 'pin':
      return pin(state, command.pinned, context)
    case 'unpin':
      return unpin(state, context)
    case 'withdraw':
      return withdraw(state, context)
  }
}

export const notes: Decider<State, NoteCommand, NoteEvent, NoteRefusal> = { initial: undefined, decide, evolve }
