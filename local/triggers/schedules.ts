import type { Assembly } from '../assembly/assembly.ts'
import type { Clock } from '../clock.ts'
import type { Ledger } from '../ledger.ts'
import { readPlans, type SchedulePlan } from './schedule-plans.ts'
import { type Deliver, fire, Run } from './schedule-run.ts'

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
  /** Starts nothing more; resolves when what is under way is through. */
  readonly stop: () => Promise<void>
}
type Context = { readonly clock: Clock; readonly ledger: Ledger; readonly deliver: Deliver }

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString())

/**
 * One schedule. Its last run is on disk only once every target has it or was given up on: a crash or stop before that
 * repeats a run and never loses one. Runs that fell while the deployment was down, or that a moved clock leapt over, become
 * one, at the latest of their times.
 */
class Running {
  readonly plan: SchedulePlan
  readonly #context: Context
  #run: Run | undefined
  #busy: Promise<void> | undefined

  constructor(plan: SchedulePlan, context: Context) {
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

  /** Joins the look that is under way, which may have read an earlier time. */
  tick(): Promise<void> {
    this.#busy ??= this.#catchUp().finally(() => {
      this.#busy = undefined
    })
    return this.#busy
  }

  async look(): Promise<void> {
    await this.#busy
    await this.tick()
  }

  async settled(): Promise<void> {
    await this.#busy
  }

  #due(): number | undefined {
    const now = this.#context.clock.now()
    let due: number | undefined
    for (let at = this.plan.next(this.#last ?? now); at !== undefined && at <= now; at = this.plan.next(at)) due = at
    return due
  }

  async #catchUp(): Promise<void> {
    const due = this.#run?.at ?? this.#due()
    if (due === undefined) return
    this.#run ??= new Run(this.plan, due, this.#context.deliver)
    if (!(await this.#run.attempt())) return
    this.#remember(due)
    this.#run = undefined
  }
}

/** Runs the rules and schedules of the templates on the deployment's clock. */
export const startSchedules = (assembly: Assembly, context: Context): Schedules => {
  const running = readPlans(assembly).map((plan) => new Running(plan, context))
  const look = async (): Promise<void> => void (await Promise.all(running.map((schedule) => schedule.look())))
  const tick = (): void => {
    for (const schedule of running) void schedule.tick()
  }
  const timer = setInterval(tick, 250)
  tick()
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
      await Promise.all(running.map((schedule) => schedule.settled()))
    },
  }
}
