import type { Context, Decider } from '../kernel/decider.ts'
import { ReminderId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { system } from '../kernel/system-actor.ts'
import { evolve, type ReminderEvent } from './events.ts'
import { dueAtOf, isOpen, type Maker, type Reminder, type ReminderDraft } from './reminder.ts'

type RuleMade = Extract<Maker, { kind: 'rule' }>
type Draft = ReminderDraft & { readonly owner: string }
/** What a rule asks for comes once. */
type Raised = Omit<Draft, 'recurrence'>

/** What time and the cause of a reminder ask for. */
export type ByItself =
  | { readonly type: 'raise'; readonly id: string; readonly draft: Raised; readonly madeBy: RuleMade }
  | { readonly type: 'fall due' | 'settle' }

export type NoReminder = { readonly code: 'reminder.not_found' }
type State = Reminder | undefined
type Decision = Result<readonly ReminderEvent[], NoReminder>

/** That it was written, by whomever. */
export const written = (id: string, draft: Draft, { madeBy, now }: { madeBy: Maker; now: Instant }): ReminderEvent => {
  const reminder = { ...draft, id: ReminderId.parse(id), madeBy, madeAt: now, startsAt: draft.dueAt, status: 'waiting' as const }
  return { type: 'reminder.written', reminder }
}

/** "It is told of once, when its time has come: not before, and not when it was done or put off meanwhile." */
const fallDue = (reminder: Reminder, { now }: Context): Decision => {
  const at = dueAtOf(reminder)
  return ok(at === undefined || at > now ? [] : [{ type: 'reminder.fell_due', at: now, owner: reminder.owner }])
}

const settle = (reminder: Reminder, { now }: Context): Decision =>
  ok(isOpen(reminder) ? [{ type: 'reminder.done', at: now, by: system.id }] : [])

const decide = (state: State, command: ByItself, context: Context): Decision => {
  if (command.type === 'raise') {
    const { id, draft, madeBy } = command
    // One that is there already: its id stands for the cause, which came again.
    return ok(state ? [] : [written(id, draft, { madeBy, now: context.now })])
  }
  if (!state) return refuse({ code: 'reminder.not_found' })
  return command.type === 'fall due' ? fallDue(state, context) : settle(state, context)
}

/** Reminders as jobs see them. When something comes again is asked by people alone, and so is no part of it. */
export const remindersByThemselves: Decider<State, ByItself, ReminderEvent, NoReminder> = { initial: undefined, decide, evolve }
