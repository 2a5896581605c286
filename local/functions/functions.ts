import type { FunctionPlan } from './plans.ts'
import { FunctionPool, type Outcome, type Surroundings } from './pool.ts'
import { newUsage, record, type Usage } from './usage.ts'

type FunctionState = Usage & {
  readonly name: string
  readonly workers: number
  /** Invocations that are under way, and reading what is there for the next. */
  readonly running: number
  readonly starts: number
  readonly init: { readonly last: number; readonly max: number }
}
export type RunningFunction = {
  readonly plan: FunctionPlan
  readonly invoke: (event: string) => Promise<Outcome>
  /** Counts as under way while `read` fetches what is to be given to it. */
  readonly reading: <Found>(read: () => Promise<Found>) => Promise<Found>
  readonly state: () => FunctionState
  readonly stop: () => Promise<void>
}
export type Functions = {
  /** By name or by ARN, with or without a version. */
  readonly find: (nameOrArn: string) => RunningFunction | undefined
  readonly all: () => readonly RunningFunction[]
  readonly stop: () => Promise<void>
}

const start = (plan: FunctionPlan, around: Surroundings): RunningFunction => {
  const usage = newUsage()
  const init = { last: 0, max: 0 }
  let starts = 0
  let running = 0
  const pool = new FunctionPool(plan, around, (initMs) => {
    starts += 1
    init.last = initMs
    init.max = Math.max(init.max, initMs)
  })
  const reading: RunningFunction['reading'] = async (read) => {
    running += 1
    try {
      return await read()
    } finally {
      running -= 1
    }
  }
  const invoke = (event: string): Promise<Outcome> =>
    reading(async () => {
      const outcome = await pool.invoke(event)
      record(usage, outcome)
      return outcome
    })
  return {
    plan,
    invoke,
    reading,
    state: () => ({ name: plan.name, workers: pool.workers, running, starts, init, ...usage }),
    stop: () => pool.stop(),
  }
}

/** Every function of the deployment, each ready to be invoked; none has a worker before it is. */
export const startFunctions = (plans: readonly FunctionPlan[], around: Surroundings): Functions => {
  const running = new Map(plans.map((plan) => [plan.name, start(plan, around)]))
  const name = (nameOrArn: string): string => (nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? '') : nameOrArn)
  return {
    find: (nameOrArn) => running.get(name(nameOrArn)),
    all: () => [...running.values()],
    stop: async () => void (await Promise.all([...running.values()].map(({ stop }) => stop()))),
  }
}
