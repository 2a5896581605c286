import * as z from 'zod'
import type { Line } from './line.ts'
import { prices } from './prices.ts'

/** The measured units of one call: DynamoDB read and write units, requests to DynamoDB, and calls to KMS. */
export const Units = z.looseObject({ reads: z.number(), writes: z.number(), requests: z.number(), kms: z.number() })
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
  /** Relay and worker together, for each event, in batches of a few. */
  eventSeconds: 0.05,
  /** The worker's reading of a customer, its contacts and the coded lists, and its writing of what is missing: as measured for the job. */
  workerReads: 4,
  workerWrites: 2,
} as const

const compute = (seconds: number): number => prices.invocation + seconds * assumed.memoryGigabytes * prices.gigabyteSecond

/** From the committed event on: publish, deliver, receive, delete, and the completeness job. */
const following = (): number =>
  prices.fifoPublish +
  prices.fifoDelivery +
  2 * prices.fifoRequest +
  2 * compute(assumed.eventSeconds / 2) +
  assumed.workerReads * prices.readUnit +
  assumed.workerWrites * prices.writeUnit

/** A million calls of one route; a route that writes is taken to leave one event that somebody works on. */
export const million = ({ reads, writes, kms }: Units): readonly Line[] => {
  const each = (what: string, why: string, dollars: number): Line => ({ what, why, dollars: dollars * 1e6 })
  const logs = (assumed.loggedBytes / 1e9) * prices.logGigabyte
  return [
    each('Gateway', 'requests', prices.httpRequest),
    each('Function', 'requests and time', compute(assumed.requestSeconds)),
    each('Table', `${reads} reads, ${writes} writes`, reads * prices.readUnit + writes * prices.writeUnit),
    each('Keys', `${kms} calls`, kms * prices.keyRequest),
    each('Logs and traces', 'one line and a twentieth of a trace', logs + assumed.traced * prices.trace),
    each('What follows', writes > 0 ? 'one event' : 'nothing', writes > 0 ? following() : 0),
  ]
}
