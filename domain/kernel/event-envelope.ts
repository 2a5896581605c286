import * as z from 'zod'
import { EventId, UserId } from './ids.ts'
import { Instant } from './instant.ts'

/** What stands around every event, whatever happened: the form in which it is kept, published and shown in a timeline. */
export const EventEnvelope = z.strictObject({
  id: EventId,
  type: z.string(),
  /** The version of the event's schema. */
  schema: z.int(),
  at: Instant,
  actor: z.strictObject({ id: UserId, roles: z.array(z.string()) }),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  /** The version that the subject had after the event. */
  version: z.int(),
  /** The customers that the event is about, the subject itself among them where it is one. */
  about: z.array(z.string()),
  why: z.string().optional(),
  traceId: z.string(),
  /** The event itself. Sensitive members are masked. */
  data: z.looseObject({ type: z.string() }),
})
export type EventEnvelope = z.infer<typeof EventEnvelope>
