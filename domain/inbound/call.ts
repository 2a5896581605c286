import * as z from 'zod'
import { Instant } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'

/** Where a call can be listened to. */
export const Recording = z
  .url({ protocol: /^https$/ })
  .max(2000)
  .meta({ class: 'personal', mask: 'all' })

const Direction = z.enum(['inbound', 'outbound'])

/** A telephone call as a ticket shows it. */
export const Call = z.strictObject({
  direction: Direction,
  /** Absent while nobody took it. */
  answeredAt: Instant.optional(),
  /** Absent where the call centre never told of its end. */
  endedAt: Instant.optional(),
  /** How long they talked. */
  seconds: z.int().min(0),
  /** Where it can be listened to. */
  recording: Recording.optional(),
})
export type Call = z.infer<typeof Call>

/** What callers are called who keep their number to themselves. */
const withheld = 'anonymous'

const e164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/)
  .meta({ class: 'personal', mask: 'phone' })
const Caller = z
  .string()
  .regex(/^(?:\+[1-9]\d{6,14}|anonymous)$/)
  .meta({ class: 'personal', mask: 'phone' })

/**
 * What a call centre tells of a call, one event at a time: in any order, any of them twice. The numbers are in E.164, `at` is when it
 * happened; a caller without a number is `anonymous`.
 */
export const CallEvent = z.strictObject({
  type: z.enum(['call.started', 'call.answered', 'call.ended']),
  callId: line(200),
  at: Instant,
  direction: Direction,
  caller: Caller,
  callee: e164,
  /** How long they talked: of the end alone. */
  seconds: z.int().min(0).max(86_400).optional(),
  recording: Recording.optional(),
  /** The ticket that the call is about, where whoever took it has said so. */
  ticketNumber: z
    .string()
    .regex(/^\d{6}-\d{4,8}$/)
    .optional(),
})
export type CallEvent = z.infer<typeof CallEvent>

/** All that was heard of a call so far. */
export const HeardCall = CallEvent.omit({ type: true, at: true }).extend({
  startedAt: Instant.optional(),
  answeredAt: Instant.optional(),
  endedAt: Instant.optional(),
})
export type HeardCall = z.infer<typeof HeardCall>

const momentOf = { 'call.started': 'startedAt', 'call.answered': 'answeredAt', 'call.ended': 'endedAt' } as const

/** What one event adds to what was heard. In whatever order the events of a call come, and however often, the same is known in the end. */
export const heardWith = (heard: HeardCall | undefined, { type, at, ...told }: CallEvent): HeardCall => {
  const moment = momentOf[type]
  const first = heard?.[moment]
  const ticketNumber = heard?.ticketNumber ?? told.ticketNumber
  const seconds = Math.max(heard?.seconds ?? 0, told.seconds ?? 0)
  const recording = heard?.recording ?? told.recording
  return {
    ...(heard ?? told),
    caller: heard && heard.caller !== withheld ? heard.caller : told.caller,
    seconds,
    ...(recording !== undefined && { recording }),
    ...(ticketNumber !== undefined && { ticketNumber }),
    [moment]: first !== undefined && first < at ? first : at,
  }
}

/** "After so many hours without a word of its end, a call is taken for over." */
export const longestCall = 4 * 60 * 60 * 1000
