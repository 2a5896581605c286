import * as z from 'zod'
import { DeskId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { type Desk, DeskSettings } from './desk.ts'

const who = { id: DeskId, user: UserId, at: Instant }

/** What happens to somebody's place at the service desk. */
export const DeskEvent = z.discriminatedUnion('type', [
  /** `until`: when they are taken to be back by the new shifts, if they are away. */
  z.strictObject({ type: z.literal('desk.changed'), ...who, settings: DeskSettings, until: Instant.optional() }),
  z.strictObject({ type: z.literal('desk.left'), ...who, until: Instant.optional() }),
  z.strictObject({ type: z.literal('desk.returned'), ...who }),
  z.strictObject({ type: z.literal('desk.came_on_shift'), ...who }),
  z.strictObject({ type: z.literal('desk.went_off_shift'), ...who }),
  /** The clock came, and they are on duty or off it as they were: a shift lay behind us, or they are away. */
  z.strictObject({ type: z.literal('desk.turn_passed'), ...who }),
  z.strictObject({ type: z.literal('desk.closed'), ...who }),
])
export type DeskEvent = z.infer<typeof DeskEvent>

const changed = (desk: Desk | undefined, { id, user, at, settings, until }: Extract<DeskEvent, { type: 'desk.changed' }>): Desk => ({
  id,
  user,
  settings,
  ...(desk?.away && { away: { since: desk.away.since, ...(until !== undefined && { until }) } }),
  duty: desk?.duty ?? { on: false, lookedAt: at },
})

/** What an event makes of a desk. */
export const evolve = (desk: Desk | undefined, event: DeskEvent): Desk | undefined => {
  if (event.type === 'desk.changed') return changed(desk, event)
  if (!desk) return undefined
  const { at } = event
  switch (event.type) {
    case 'desk.left':
      return { ...desk, away: { since: at, ...(event.until !== undefined && { until: event.until }) } }
    case 'desk.returned':
      return { ...desk, away: undefined }
    case 'desk.came_on_shift':
      return { ...desk, away: undefined, duty: { on: true, lookedAt: at } }
    case 'desk.went_off_shift':
      return { ...desk, duty: { on: false, lookedAt: at } }
    case 'desk.turn_passed':
      return { ...desk, duty: { ...desk.duty, lookedAt: at } }
    case 'desk.closed':
      return { ...desk, closedAt: at }
  }
}
