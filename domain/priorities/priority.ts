import * as z from 'zod'
import type { Context } from '../kernel/decider.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { system } from '../kernel/system-actor.ts'

/** How soon somebody must see to it: P1 before everything else. */
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const
export const Priority = z.enum(priorities).meta({ class: 'public' })
export type Priority = z.infer<typeof Priority>

/** How long it can wait (urgency), and how much is at stake (impact): the least first. */
export const levels = ['low', 'medium', 'high'] as const
export const Level = z.enum(levels).meta({ class: 'public' })
export type Level = z.infer<typeof Level>

/** Whether `to` goes before `from`. */
export const isRaise = (from: Priority, to: Priority): boolean => priorities.indexOf(to) < priorities.indexOf(from)

/** "What was found urgent once stays so": of two priorities, the one that goes first. */
export const moreUrgent = (one: Priority, other: Priority): Priority => (isRaise(one, other) ? other : one)

/** The higher of two levels. */
export const higherOf = (one: Level, other: Level): Level => (levels.indexOf(other) > levels.indexOf(one) ? other : one)

/** Somebody would have it wait longer and does not say why, or nobody is there to answer for it. */
export type PriorityRefusal = { readonly code: 'ticket.priority_lowered'; readonly from: Priority; readonly to: Priority }

/**
 * "A priority is raised by whoever sees the need. It is lowered by a person alone, who says why." The reason is the one that the
 * caller gives for the change, so it stands on its event.
 */
export const reprioritized = (from: Priority, to: Priority, { actor, why }: Context): Result<Priority, PriorityRefusal> => {
  const isLowered = isRaise(to, from)
  const isAnsweredFor = actor.id !== system.id && (why ?? '').trim() !== ''
  return isLowered && !isAnsweredFor ? refuse({ code: 'ticket.priority_lowered', from, to }) : ok(to)
}
