import { firmZone } from '../../../domain/kernel/day.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { CustomerId } from '../../../domain/kernel/ids.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { type ByItself, remindersByThemselves } from '../../../domain/reminders/by-itself.ts'
import type { ReminderStore } from '../../../domain/reminders/ports.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'

export type ReminderPorts = { readonly reminders: ReminderStore }

export type Raise = {
  /** Names what makes it, so that the same cause makes it once, such as `review:cus_…:2026-11-21`. */
  readonly cause: string
  /** The record that asks for it: where people find out more, and what ends it. */
  readonly subject: { readonly kind: string; readonly id: string }
  readonly owner: string
  readonly text: string
  readonly dueAt: Instant
  readonly customerId?: string | undefined
}

const order = async ({ reminders: store }: ReminderPorts, cause: string, work: { command: ByItself; context: Context }) => {
  const done = await execute(remindersByThemselves, store, { id: derivedId('reminder', cause), ...work })
  // A rule asks for nothing that could be refused; other writers that keep coming in between pass.
  if (!done.ok && done.error.code !== 'reminder.not_found') throw new Failure(`the reminder for ${cause} was refused: ${done.error.code}`)
}

/** Makes a reminder because of something: once, however often it is told. */
export const raiseReminder = (ports: ReminderPorts, { cause, subject, customerId, ...terms }: Raise, context: Context): Promise<void> => {
  const draft = { ...terms, zone: firmZone, ...(customerId !== undefined && { customerId: CustomerId.parse(customerId) }) }
  const command = { type: 'raise', id: derivedId('reminder', cause), draft, madeBy: { kind: 'rule', cause, subject } } as const
  return order(ports, cause, { command, context })
}

/** Ends a reminder whose cause is dealt with. Does nothing to one that has ended, or was never made. */
export const settleReminder = (ports: ReminderPorts, cause: string, context: Context): Promise<void> =>
  order(ports, cause, { command: { type: 'settle' }, context })
