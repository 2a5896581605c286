import * as z from 'zod'
import { DoorId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { hours } from '../kernel/later.ts'

/** Doors that machines of others come through, and prove by a secret who they are. */
export const DoorKind = z.enum(['phone', 'wechat'])
export type DoorKind = z.infer<typeof DoorKind>

/** How long a secret counts beside the one that followed it. */
export const overlap = 24 * hours

/**
 * How a door is set up. Its secrets are nowhere: they are derived from a key that nobody can read, the kind of the door and the
 * edition of its secrets, so that no record holds them and a new edition makes new ones.
 */
export const Door = z.strictObject({
  id: DoorId,
  kind: DoorKind,
  isOpen: z.boolean(),
  /** Of its secrets, from 1. */
  edition: z.int().min(1),
  /** Until when those of the edition before count too. */
  formerUntil: Instant.optional(),
  /** WeChat: the account whose messages come through here. */
  appId: z
    .string()
    .regex(/^wx[0-9a-z]{6,40}$/)
    .optional(),
  /** WeChat: whether messages may come that are not encrypted, which anybody on the way could have written. */
  plaintext: z.boolean(),
  changedAt: Instant,
  changedBy: UserId,
})
export type Door = z.infer<typeof Door>

/** The editions of a door's secrets that count at a moment, the newest first. */
export const editionsOf = ({ edition, formerUntil }: Door, now: Instant): readonly number[] =>
  formerUntil !== undefined && formerUntil > now && edition > 1 ? [edition, edition - 1] : [edition]

/** What is changed of a door. */
export const DoorPatch = z.strictObject({
  isOpen: z.boolean().optional(),
  appId: Door.shape.appId.nullable(),
  plaintext: z.boolean().optional(),
})
export type DoorPatch = z.infer<typeof DoorPatch>

/** A door that nobody has set up is closed. */
export const closedDoor = { isOpen: false, edition: 1, plaintext: false } as const
