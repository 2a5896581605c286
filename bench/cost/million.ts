import * as z from 'zod'
import type { Line } from './line.ts'
import { prices } from './prices.ts'

/** What the jobs did that followed one call: events published, messages dealt with, and their units. */
const After = z.object({ events: z.number(), handled: z.number(), reads: z.number(), writes: z.number(), kms: z.number() })
/** The measured units of one call: DynamoDB read and write units, requests to DynamoDB, and calls to KMS; `after` where it left an event. */
export const Units = z.looseObject({
  reads: z.number(),
  writes: z.number(),
  requests: z.number(),
  kms: z.number(),
  after: After.optional(),
})
export type Units = z.output<typeof Units>
export const Budget = z.record(z.string(), Units)
export type Budget = z.output<typeof Budget>

/** What the budget does not measure, stated here to be argued with. */
export const assumed = {
  /** Billed time of a request, start-up spread over many. */
  requestSeconds: 0.05,
  memoryGigabytes: 1,
  /** The access line and the function's own. */
  loggedBytes: 1_000,
  /** X-Ray keeps one request a second and a twentieth of the rest. */
  traced: 0.05,
  /** Of the relay for an event, and of a job for a message, in batches of a few. */
  eventSeconds: 0.025,
} as const

const compute = (seconds: number): number => prices.invocation + seconds * assumed.memoryGigabytes * prices.gigabyteSecond

/** From the committed events on: published; delivered, received and deleted once for each job that hears of one; and what the jobs do. */
const following = ({ events, handled, reads, writes, kms }: z.output<typeof After>): number =>
  events * (prices.fifoPublish + compute(assumed.eventSeconds)) +
  handled * (prices.fifoDelivery + 2 * prices.queueRequest + compute(assumed.eventSeconds)) +
  reads * prices.readUnit +
  writes * prices.writeUnit +
  kms * prices.keyRequest

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** A million calls of one route; with all that the jobs do about the events that it leaves. */
export const million = ({ reads, writes, kms, after }: Units): readonly Line[] => {
  const each = (what: string, why: string, dollars: number): Line => ({ what, why, dollars: dollars * 1e6 })
  const logs = (assumed.loggedBytes / 1e9) * prices.logGigabyte
  return [
    each('Gateway', 'requests', prices.httpRequest),
    each('Function', 'requests and time', compute(assumed.requestSeconds)),
    each('Table', `${reads} reads, ${writes} writes`, reads * prices.readUnit + writes * prices.writeUnit),
    each('Keys', `${kms} calls`, kms * prices.keyRequest),
    each('Logs and traces', 'one line and a twentieth of a trace', logs + assumed.traced * prices.trace),
    each(
      'What follows',
      after ? `${counted(after.events, 'event')}, ${counted(after.handled, 'message')}` : 'nothing',
      after ? following(after) : 0,
    ),
  ]
}
