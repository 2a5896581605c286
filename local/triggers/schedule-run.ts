import { randomUUID } from 'node:crypto'
import { account } from '../assembly/place.ts'
import type { SchedulePlan, ScheduleTarget } from './schedule-plans.ts'

/** Hands an event (JSON) to a function, queue or topic. Rejects when it could not be delivered. */
export type Deliver = (arn: string, event: string) => Promise<void>

const eventOf = ({ arn }: SchedulePlan, at: number): string =>
  JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: arn.split(':')[3] ?? '',
    resources: [arn],
    detail: {},
  })

/** Hands one run to every target. Rejects at the first that it does not reach. */
export const fire = async (plan: SchedulePlan, at: number, deliver: Deliver): Promise<void> => {
  const event = eventOf(plan, at)
  for (const { arn, input } of plan.targets) await deliver(arn, input ?? event)
}

const pauseMs = (attempts: number): number => Math.min(60_000, 250 * 2 ** attempts)

/**
 * One run on its way to its targets, tried again as each target's retry policy says. It lives in memory alone: a crash
 * begins it anew, so that a target may get it twice and never not at all. Ages are real time, whatever the clock leaps.
 */
export class Run {
  readonly at: number
  readonly #plan: SchedulePlan
  readonly #deliver: Deliver
  readonly #event: string
  readonly #since = performance.now()
  #open: readonly ScheduleTarget[]
  #attempts = 0
  #notBefore = 0

  constructor(plan: SchedulePlan, at: number, deliver: Deliver) {
    this.at = at
    this.#plan = plan
    this.#deliver = deliver
    this.#event = eventOf(plan, at)
    this.#open = plan.targets
  }

  /** Tries what is still open, unless it is too early to try again. True when every target has it or was given up on. */
  async attempt(): Promise<boolean> {
    if (performance.now() < this.#notBefore) return false
    this.#attempts += 1
    const open: ScheduleTarget[] = []
    for (const target of this.#open) if (!(await this.#deal(target))) open.push(target)
    this.#open = open
    this.#notBefore = performance.now() + pauseMs(this.#attempts)
    return open.length === 0
  }

  async #deal(target: ScheduleTarget): Promise<boolean> {
    const event = target.input ?? this.#event
    if (await this.#reaches(target.arn, event)) return true
    if (this.#attempts <= target.retries && performance.now() - this.#since < target.maxAgeMs) return false
    console.error(`schedule ${this.#plan.name}: gave up on ${target.arn}: ${event}`)
    return target.deadLetters === undefined || this.#reaches(target.deadLetters, event)
  }

  async #reaches(arn: string, event: string): Promise<boolean> {
    try {
      await this.#deliver(arn, event)
      return true
    } catch (cause) {
      console.error(`schedule ${this.#plan.name}: ${arn}:`, cause)
      return false
    }
  }
}
