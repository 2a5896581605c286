import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Assembly } from './assembly.ts'
import type { Clock } from './clock.ts'
import { Json } from './json.ts'
import { declared, kind } from './kind.ts'
import type { Ledger } from './ledger.ts'
import { account } from './place.ts'
import { type Next, readSchedule } from './schedule-expression.ts'

const Target = z.object({ Id: z.string().default(''), Arn: z.string(), Input: z.string().optional(), RetryPolicy: Json.optional() })
export const ruleKind = kind(
  'AWS::Events::Rule',
  { ScheduleExpression: z.string().optional(), State: z.string().default('ENABLED'), Targets: z.array(Target).default([]) },
  ['Name', 'Description', 'EventBusName', 'RoleArn', 'Tags'],
)
export const scheduleKind = kind(
  'AWS::Scheduler::Schedule',
  {
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string().default('UTC'),
    State: z.string().default('ENABLED'),
    Target: Target,
  },
  ['Name', 'Description', 'FlexibleTimeWindow', 'GroupName', 'KmsKeyArn'],
)

type Plan = {
  readonly name: string
  readonly arn: string
  readonly expression: string
  readonly next: Next
  readonly targets: readonly { readonly arn: string; readonly input: string | undefined }[]
}
type ScheduleState = {
  readonly name: string
  readonly expression: string
  readonly last: string | undefined
  readonly next: string | undefined
}
export type Schedules = {
  readonly all: () => readonly ScheduleState[]
  /** Runs one now, beside its schedule. False when there is none of that name. */
  readonly run: (name: string) => Promise<boolean>
  /** Looks at the clock again, as after it was moved. */
  readonly look: () => Promise<void>
  readonly stop: () => Promise<void>
}
/** Hands an event (JSON) to a function or a queue. Rejects when it could not be delivered. */
export type Deliver = (arn: string, event: string) => Promise<void>

const readPlans = (assembly: Assembly): readonly Plan[] => [
  ...declared(assembly, ruleKind).flatMap(({ name, arn, given }) =>
    given.ScheduleExpression && given.State !== 'DISABLED'
      ? [
          {
            name,
            arn,
            expression: given.ScheduleExpression,
            next: readSchedule(given.ScheduleExpression),
            targets: given.Targets.map(({ Arn, Input }) => ({ arn: Arn, input: Input })),
          },
        ]
      : [],
  ),
  ...declared(assembly, scheduleKind).flatMap(({ name, arn, given }) =>
    given.State === 'DISABLED'
      ? []
      : [
          {
            name,
            arn,
            expression: given.ScheduleExpression,
            next: readSchedule(given.ScheduleExpression, given.ScheduleExpressionTimezone),
            targets: [{ arn: given.Target.Arn, input: given.Target.Input }],
          },
        ],
  ),
]

const eventOf = ({ arn }: Plan, at: number): string =>
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

const fire = async (plan: Plan, at: number, deliver: Deliver): Promise<void> => {
  for (const { arn, input } of plan.targets) await deliver(arn, input ?? eventOf(plan, at))
}

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString())

/**
 * One schedule. The last run is on disk, and only after it was delivered: a crash repeats a run and never loses one. Runs
 * that fell while the deployment was down, or that a moved clock leapt over, become one, at the latest of their times.
 */
class Running {
  readonly plan: Plan
  readonly #context: { readonly clock: Clock; readonly ledger: Ledger; readonly deliver: Deliver }
  #busy: Promise<void> | undefined

  constructor(plan: Plan, context: { readonly clock: Clock; readonly ledger: Ledger; readonly deliver: Deliver }) {
    this.plan = plan
    this.#context = context
    if (this.#last === undefined) this.#remember(context.clock.now())
  }

  get #key(): string {
    return `schedule ${this.plan.name}`
  }
  get #last(): number | undefined {
    const kept = this.#context.ledger.get(this.#key)
    return kept === undefined ? undefined : Number(kept)
  }
  #remember(at: number): void {
    this.#context.ledger.set(this.#key, String(at))
  }

  state(): ScheduleState {
    const last = this.#last
    return {
      name: this.plan.name,
      expression: this.plan.expression,
      last: iso(last),
      next: iso(last === undefined ? undefined : this.plan.next(last)),
    }
  }

  async look(): Promise<void> {
    this.#busy ??= this.#catchUp().finally(() => {
      this.#busy = undefined
    })
    await this.#busy
  }

  async #catchUp(): Promise<void> {
    const now = this.#context.clock.now()
    let due: number | undefined
    for (let at = this.plan.next(this.#last ?? now); at !== undefined && at <= now; at = this.plan.next(at)) due = at
    if (due === undefined) return
    try {
      await fire(this.plan, due, this.#context.deliver)
    } catch (cause) {
      console.error(`schedule ${this.plan.name}:`, cause)
    }
    this.#remember(due)
  }
}

/** Runs the rules and schedules of the templates on the deployment's clock. */
export const startSchedules = (
  assembly: Assembly,
  context: { readonly clock: Clock; readonly ledger: Ledger; readonly deliver: Deliver },
): Schedules => {
  const running = readPlans(assembly).map((plan) => new Running(plan, context))
  const look = async (): Promise<void> => void (await Promise.all(running.map((schedule) => schedule.look())))
  const timer = setInterval(() => void look(), 250)
  void look()
  return {
    all: () => running.map((schedule) => schedule.state()),
    run: async (name) => {
      const found = running.find(({ plan }) => plan.name === name)
      if (found) await fire(found.plan, context.clock.now(), context.deliver)
      return found !== undefined
    },
    look,
    stop: async () => {
      clearInterval(timer)
      await look()
    },
  }
}
