import * as z from 'zod'
import type { Context, Decider } from '../kernel/decider.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { ok } from '../kernel/result.ts'

/**
 * What a person is to do and when, as a calendar that other programs read by a secret link. A link is good for one `series`: a new one
 * ends the last, and revoking ends them all.
 */
export const Calendar = z.strictObject({ id: UserId, series: z.int(), open: z.boolean() })
export type Calendar = z.infer<typeof Calendar>

export const CalendarEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('calendar.opened'), id: UserId, series: z.int(), at: Instant }),
  z.strictObject({ type: z.literal('calendar.revoked'), at: Instant }),
])
export type CalendarEvent = z.infer<typeof CalendarEvent>

export type CalendarCommand = { readonly type: 'open' } | { readonly type: 'revoke' }
type State = Calendar | undefined

/** "Who asks for a link gets a new one, and whoever had the old one has nothing more." */
const decide = (state: State, { type }: CalendarCommand, { now, actor }: Context) => {
  if (type === 'open') return ok([{ type: 'calendar.opened' as const, id: actor.id, series: (state?.series ?? 0) + 1, at: now }])
  return ok(state?.open ? [{ type: 'calendar.revoked' as const, at: now }] : [])
}

const evolve = (state: State, event: CalendarEvent): State =>
  event.type === 'calendar.opened' ? { id: event.id, series: event.series, open: true } : state && { ...state, open: false }

export const calendars: Decider<State, CalendarCommand, CalendarEvent, never> = { initial: undefined, decide, evolve }
