import * as z from 'zod'
import { type Actor, type Anchor, may, reaches } from '../kernel/actor.ts'
import { CustomerId, ReminderId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { AskedRecurrence, Recurrence } from '../kernel/recurrence.ts'
import { line } from '../kernel/text.ts'
import { Zone, ZoneOrFirms } from '../kernel/zone.ts'

const changeable = {
  text: line(300).meta({ class: 'internal' }),
  dueAt: Instant,
  /** On whose clock it recurs: every Monday at nine stays at nine when clocks change. */
  zone: ZoneOrFirms,
  recurrence: Recurrence.optional(),
}

/** What a person may still change: all but whom it is for, which is handed over, and whom it is about. */
export const ReminderTerms = z.strictObject(changeable)
export type ReminderTerms = z.infer<typeof ReminderTerms>
export const ReminderPatch = patchOf({ ...changeable, recurrence: AskedRecurrence.optional() })
export type ReminderPatch = z.infer<typeof ReminderPatch>

/** What a person writes. Without an owner it is for themselves. */
export const ReminderDraft = z.strictObject({
  ...changeable,
  recurrence: AskedRecurrence.optional(),
  owner: UserId.optional(),
  customerId: CustomerId.optional(),
})
export type ReminderDraft = z.infer<typeof ReminderDraft>

/** Who or what made it: a person, or a rule because of something, named so that the same cause makes it once. */
const Maker = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id: UserId }),
  z.strictObject({ kind: z.literal('rule'), cause: z.string().max(200), subject: z.strictObject({ kind: z.string(), id: z.string() }) }),
])
export type Maker = z.infer<typeof Maker>

const ReminderStatus = z.enum(['waiting', 'due', 'done', 'dropped'])

/**
 * Something to do at its time. It waits, falls due, and is done or dropped; a recurring one waits again when it is done, so
 * that nobody has two of the same before them.
 */
export const Reminder = z.strictObject({
  id: ReminderId,
  ...changeable,
  zone: Zone,
  owner: UserId,
  customerId: CustomerId.optional(),
  madeBy: Maker,
  madeAt: Instant,
  /** From when on it recurs: the first moment that it was given. */
  startsAt: Instant,
  status: ReminderStatus,
  snoozedUntil: Instant.optional(),
  fellDueAt: Instant.optional(),
  /** When anything about it last changed. Those of old do not know. */
  changedAt: Instant.optional(),
  ended: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type Reminder = z.infer<typeof Reminder>

/** When it is next to be told of, if it waits. */
export const dueAtOf = ({ status, snoozedUntil, dueAt }: Reminder): Instant | undefined =>
  status === 'waiting' ? (snoozedUntil ?? dueAt) : undefined

/** By when something about it last changed, as far as is known. */
export const changedAtOf = ({ changedAt, fellDueAt, madeAt }: Reminder): Instant => changedAt ?? fellDueAt ?? madeAt

export const isOpen = ({ status }: Reminder): boolean => status === 'waiting' || status === 'due'

/** "Your reminders are yours, those that you wrote for others too; a manager sees to those about the customers that they reach." */
export const isFor = ({ owner, madeBy }: Reminder, actor: Actor, about?: Anchor | undefined): boolean =>
  owner === actor.id || (madeBy.kind === 'person' && madeBy.id === actor.id) || (may(actor, 'reminders:manage') && manages(actor, about))

const manages = (actor: Actor, about: Anchor | undefined): boolean =>
  actor.reach.kind === 'all' || (about !== undefined && reaches(actor, about))
