import * as z from 'zod'
import { FieldClassName } from '../kernel/care/field-class.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'
import { Door } from './door.ts'

/** What can happen to a door. */
export const DoorEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('door.set'), door: Door }),
  z.strictObject({ type: z.literal('door.secrets_renewed'), edition: z.int(), formerUntil: Instant, at: Instant, by: UserId }),
  /** Somebody read its secrets, and said what for. */
  z.strictObject({
    type: z.literal('door.revealed'),
    purpose: line(200).meta({ class: 'internal' }),
    classes: z.array(FieldClassName),
    at: Instant,
    by: UserId,
  }),
])
export type DoorEvent = z.infer<typeof DoorEvent>

/** What an event makes of a door. */
export const evolve = (door: Door | undefined, event: DoorEvent): Door | undefined => {
  switch (event.type) {
    case 'door.set':
      return event.door
    case 'door.secrets_renewed': {
      const { edition, formerUntil, at, by } = event
      return door && { ...door, edition, formerUntil, changedAt: at, changedBy: by }
    }
    case 'door.revealed':
      return door
  }
}
