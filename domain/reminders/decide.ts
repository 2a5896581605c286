import type * as z from 'zod'
import type { CustomerGlance } from '../customers/glance.ts'
import { reaches } from '../kernel/actor.ts'
import { changesBetween } from '../kernel/changes.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import type { Instant } from '../kernel/instant.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { keepsRecurring, type NeverOccurs, nextOccurrence } from '../kernel/next-occurrence.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type ByItself, type NoReminder, remindersByThemselves, written } from './by-itself.ts'
import { evolve, type ReminderEvent } from './events.ts'
import { isFor, isOpen, type Reminder, type ReminderDraft, type ReminderPatch, ReminderTerms } from './reminder.ts'

type Ended = { readonly type: 'finish' | 'drop' }
/** `about` is the customer that it is about, where the caller's right may hang on it. */
export type ByHand = { readonly about?: CustomerGlance | undefined } & (
  | { readonly type: 'change'; readonly patch: ReminderPatch }
  | { readonly type: 'snooze'; readonly until: Instant }
  | { readonly type: 'hand over'; readonly to: string }
  | Ended
)

export type ReminderCommand =
  /** `customer` is whom it is about: `none` where it is about nobody, undefined where there is no such customer. */
  | { readonly type: 'write'; readonly id: string; readonly draft: ReminderDraft; readonly customer: CustomerGlance | 'none' | undefined }
  | ByHand
  | ByItself

export type ReminderRefusal =
  | { readonly code: 'request.invalid'; readonly issues: readonly z.core.$ZodIssue[] }
  | { readonly code: 'customer.not_found' | 'access.out_of_scope' }
  | NoReminder
  | { readonly code: 'reminder.ended' | 'reminder.not_yours' | 'reminder.snoozed_into_past' }
  | { readonly code: 'reminder.settled_by_cause'; readonly cause: { readonly kind: string; readonly id: string } }
  | NeverOccurs

type State = Reminder | undefined
type Decision = Result<readonly ReminderEvent[], ReminderRefusal>

const occurs = ({ recurrence, dueAt, zone }: ReminderTerms): Result<unknown, NeverOccurs> =>
  recurrence === undefined ? ok(undefined) : keepsRecurring({ recurrence, startsAt: dueAt, zone })

/** "A reminder about a customer is for those who look after it." */
const write = ({ id, draft, customer }: Extract<ReminderCommand, { type: 'write' }>, { now, actor }: Context): Decision => {
  if (!customer) return refuse({ code: 'customer.not_found' })
  if (customer !== 'none' && !reaches(actor, customer)) return refuse({ code: 'access.out_of_scope' })
  const possible = occurs(draft)
  if (!possible.ok) return possible
  return ok([written(id, { ...draft, owner: draft.owner ?? actor.id }, { madeBy: { kind: 'person', id: actor.id }, now })])
}

const change = (reminder: Reminder, patch: ReminderPatch, { now, actor }: Context): Decision => {
  const { text, dueAt, zone, recurrence } = reminder
  const from = ReminderTerms.parse({ text, dueAt, zone, recurrence })
  const to = ReminderTerms.safeParse(mergePatch(from, patch))
  if (!to.success) return refuse({ code: 'request.invalid', issues: to.error.issues })
  const possible = occurs(to.data)
  if (!possible.ok) return possible
  const { members } = changesBetween(from, to.data)
  return ok(members.length === 0 ? [] : [{ type: 'reminder.changed', from, to: to.data, at: now, by: actor.id }])
}

/** "Done is done, and what recurs comes again at its next time that is yet to come, however many were missed." */
const finish = (reminder: Reminder, { now, actor }: Context): Decision => {
  const { recurrence, dueAt } = reminder
  const next = recurrence === undefined ? ok(undefined) : nextOccurrence({ ...reminder, recurrence }, dueAt > now ? dueAt : now)
  if (!next.ok) return next
  return ok([{ type: 'reminder.done', at: now, by: actor.id, ...(next.value && { next: next.value }) }])
}

const snooze = ({ snoozedUntil }: Reminder, until: Instant, { now, actor }: Context): Decision => {
  if (until <= now) return refuse({ code: 'reminder.snoozed_into_past' })
  return ok(snoozedUntil === until ? [] : [{ type: 'reminder.snoozed', until, at: now, by: actor.id }])
}

/** "What a rule asks for ends when its cause is dealt with, not by being ticked off." */
const endedByHand = (reminder: Reminder, command: Ended, context: Context): Decision => {
  const { madeBy } = reminder
  if (madeBy.kind === 'rule' && settledByCause.has(madeBy.subject.kind))
    return refuse({ code: 'reminder.settled_by_cause', cause: madeBy.subject })
  return command.type === 'finish' ? finish(reminder, context) : ok([{ type: 'reminder.dropped', at: context.now, by: context.actor.id }])
}

/** The kinds of record that say themselves when what they asked for is done. */
const settledByCause = new Set(['review', 'visit'])

/** "What has ended stays as it is; who ticks it off twice is right both times." */
const byHand = (reminder: Reminder, command: ByHand, context: Context): Decision => {
  const { now, actor } = context
  if (!isFor(reminder, actor, command.about)) return refuse({ code: 'reminder.not_yours' })
  if (!isOpen(reminder)) return command.type === 'finish' && reminder.status === 'done' ? ok([]) : refuse({ code: 'reminder.ended' })
  switch (command.type) {
    case 'change':
      return change(reminder, command.patch, context)
    case 'snooze':
      return snooze(reminder, command.until, context)
    case 'hand over': {
      const { owner: from } = reminder
      return ok(from === command.to ? [] : [{ type: 'reminder.handed_over', from, to: command.to, at: now, by: actor.id }])
    }
    case 'finish':
    case 'drop':
      return endedByHand(reminder, command, context)
  }
}

const isByItself = (command: ReminderCommand): command is ByItself =>
  command.type === 'raise' || command.type === 'fall due' || command.type === 'settle'

const decide = (state: State, command: ReminderCommand, context: Context): Decision => {
  if (isByItself(command)) return remindersByThemselves.decide(state, command, context)
  // One that is there already: its id stands for the request, which came again.
  if (command.type === 'write') return state ? ok([]) : write(command, context)
  return state ? byHand(state, command, context) : refuse({ code: 'reminder.not_found' })
}

export const reminders: Decider<State, ReminderCommand, ReminderEvent, ReminderRefusal> = { initial: undefined, decide, evolve }
