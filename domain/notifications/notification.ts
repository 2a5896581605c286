import * as z from 'zod'
import { CustomerId, EventId, NotificationId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { days } from '../kernel/later.ts'
import { NoticeType } from '../staff/switches.ts'

/**
 * That somebody is told of an event. It holds ids and no words: those are made when it is read, by what its reader may see
 * then.
 */
export const Notification = z.strictObject({
  id: NotificationId,
  /** Who is told. */
  user: UserId,
  type: NoticeType,
  event: z.strictObject({ id: EventId, type: z.string(), at: Instant, by: UserId }),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  customerId: CustomerId.optional(),
  /** Whether the daily digest names it while it is unread. */
  inDigest: z.boolean(),
  /** When a mail of its own goes out, unless it is read before. */
  mailAt: Instant.optional(),
  readAt: Instant.optional(),
})
export type Notification = z.infer<typeof Notification>

/** What was read is looked for again within a season; what nobody read in a year nobody will. */
const keptRead = 90 * days
const keptUnread = 365 * days

/** When it is deleted, in milliseconds since 1970. */
export const expiryOf = ({ event, readAt }: Notification): number =>
  readAt === undefined ? Date.parse(event.at) + keptUnread : Date.parse(readAt) + keptRead
