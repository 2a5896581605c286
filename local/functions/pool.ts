import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { FunctionPlan } from './plans.ts'
import { errorOf, type FunctionError, type Job, type Report, type Use, type WorkerStart } from './worker-protocol.ts'

export type Outcome = {
  /** JSON; absent where the handler returned nothing, or failed. */
  readonly result?: string | undefined
  readonly error?: FunctionError | undefined
  readonly runMs: number
  readonly cpuMs: number
  readonly use: Use
}
/** What every worker of the deployment is started with. */
export type Surroundings = {
  readonly environment: Readonly<Record<string, string>>
  readonly logPath: (name: string) => string
  readonly clock: SharedArrayBuffer
  readonly services: Readonly<Record<string, string>>
  /** For how long a worker without work is kept (milliseconds), where it is not two minutes. */
  readonly idleMs?: number
}
/** `since` is when it came, or when the worker was there that it first waited for (milliseconds of this process). */
type Pending = { readonly job: Job; readonly settle: (outcome: Outcome) => void; since: number }
/** One worker: what it works on, its deadline, and when it goes home. */
type Seat = {
  readonly worker: Worker
  /** Milliseconds of this process. */
  readonly begun: number
  ready: boolean
  current?: Pending | undefined
  deadline?: NodeJS.Timeout
  retirement?: NodeJS.Timeout
}

/** How long a worker may take to load its function. Lambda gives ten seconds; a laptop that has much to do gets a minute. */
const longestInit = 60_000
/** Room for what lives a moment: with Node's default, collecting it takes a good part of the processor. */
const youngMb = 64
const compiled = process.env['NODE_COMPILE_CACHE']
const nothingUsed: Use = { calls: {}, readUnits: 0, writeUnits: 0 }
const failure = (error: FunctionError): Outcome => ({ error, runMs: 0, cpuMs: 0, use: nothingUsed })
const initTimeout: FunctionError = {
  errorType: 'Sandbox.Timedout',
  errorMessage: `The function was not loaded within ${longestInit / 1000} seconds`,
}
const throttled: FunctionError = { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' }

const startWorker = (plan: FunctionPlan, around: Surroundings): Worker => {
  const { directory, handler, name, arn, memoryMb } = plan
  const { clock, services, environment } = around
  const workerData: WorkerStart = {
    directory,
    handler,
    name,
    arn,
    memoryMb,
    logPath: around.logPath(name),
    clock,
    services: { ...services },
  }
  const own = {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    LAMBDA_TASK_ROOT: directory,
    _HANDLER: handler,
    // What one worker has compiled, the next one of the same bundle loads: a start costs two thirds of the processor.
    ...(compiled !== undefined && { NODE_COMPILE_CACHE: compiled }),
  }
  return new Worker(new URL('./worker.ts', import.meta.url), {
    workerData,
    env: { ...environment, ...plan.environment, ...own },
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb },
  })
}

/** The workers of one function: started when there is work, one invocation at a time each, ended after a while without any. */
export class FunctionPool {
  readonly #plan: FunctionPlan
  readonly #around: Surroundings
  readonly #onStart: (initMs: number) => void
  readonly #seats = new Set<Seat>()
  readonly #idle: Seat[] = []
  readonly #waiting: Pending[] = []
  /** How long the last worker took to start, and how long those waited since that are not waiting any more (milliseconds). */
  #startMs = 0
  #waitedMs = 0
  #patience: NodeJS.Timeout | undefined
  #stopped = false

  constructor(plan: FunctionPlan, around: Surroundings, onStart: (initMs: number) => void) {
    this.#plan = plan
    this.#around = around
    this.#onStart = onStart
  }

  get workers(): number {
    return this.#seats.size
  }

  /** Events that are worked on or wait. */
  get #inHand(): number {
    return this.#waiting.length + [...this.#seats].filter(({ current }) => current).length
  }

  /** Runs one event (JSON). Resolves with what the function answered or how it failed; never rejects. */
  invoke(event: string): Promise<Outcome> {
    if (this.#stopped || (this.#plan.reserved && this.#inHand >= this.#plan.concurrency)) return Promise.resolve(failure(throttled))
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const pending = { job: { event, timeoutMs: this.#plan.timeoutMs, requestId: randomUUID() }, settle: resolve, since: performance.now() }
    const seat = this.#idle.pop()
    if (seat) this.#give(seat, pending)
    else {
      this.#waiting.push(pending)
      this.#openIfNeeded()
    }
    return promise
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#patience)
    for (const { settle } of this.#waiting.splice(0)) settle(failure({ errorType: 'Stopped', errorMessage: 'The deployment is stopping' }))
    await Promise.all([...this.#seats].map(({ worker }) => worker.terminate()))
  }

  /**
   * The first worker is started at once; another when events have waited, all together, for as long as a start takes. On a machine of
   * a few cores most of what comes at once is done before another worker would have begun.
   */
  #openIfNeeded(): void {
    if (this.#stopped || this.#waiting.length === 0 || this.#seats.size >= this.#plan.concurrency) return
    if ([...this.#seats].some(({ ready }) => !ready)) return
    const leftMs = this.#seats.size === 0 ? 0 : this.#startMs - this.#waited()
    clearTimeout(this.#patience)
    if (leftMs > 0) this.#patience = setTimeout(() => this.#openIfNeeded(), leftMs / this.#waiting.length).unref()
    else this.#open()
  }

  /** From here on those that wait wait for one worker more, which took so long to start. */
  #countFrom(now: number, { begun }: Seat): void {
    this.#startMs = now - begun
    this.#waitedMs = 0
    for (const pending of this.#waiting) pending.since = now
  }

  #waited(): number {
    const now = performance.now()
    return this.#waiting.reduce((sum, { since }) => sum + now - since, this.#waitedMs)
  }

  #open(): void {
    const seat: Seat = { worker: startWorker(this.#plan, this.#around), begun: performance.now(), ready: false }
    this.#seats.add(seat)
    // Else what waits for a worker that never gets ready would wait for ever.
    seat.deadline = setTimeout(() => this.#leave(seat, initTimeout), longestInit).unref()
    seat.worker.on('message', (report: Report) => this.#hear(seat, report))
    seat.worker.on('error', (thrown) => this.#leave(seat, errorOf(thrown)))
    seat.worker.on('exit', (code) =>
      this.#leave(seat, { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with exit status ${code}` }),
    )
  }

  #hear(seat: Seat, report: Report): void {
    if (report.type === 'failed') this.#leave(seat, report.error)
    else if (report.type === 'ready') {
      seat.ready = true
      this.#onStart(report.initMs)
      this.#countFrom(performance.now(), seat)
      this.#rest(seat)
      this.#openIfNeeded()
    } else {
      const settle = seat.current?.settle
      this.#rest(seat)
      settle?.(report)
    }
  }

  #give(seat: Seat, pending: Pending): void {
    clearTimeout(seat.retirement)
    seat.current = pending
    seat.deadline = setTimeout(() => this.#timeOut(seat, pending.job), pending.job.timeoutMs)
    seat.worker.postMessage(pending.job)
  }

  #rest(seat: Seat): void {
    seat.current = undefined
    clearTimeout(seat.deadline)
    const next = this.#waiting.shift()
    if (next) {
      this.#waitedMs += performance.now() - next.since
      this.#give(seat, next)
    } else {
      this.#idle.push(seat)
      seat.retirement = setTimeout(() => this.#leave(seat, throttled), this.#around.idleMs ?? 120_000).unref()
    }
  }

  #timeOut(seat: Seat, { requestId, timeoutMs }: Job): void {
    const errorMessage = `${new Date().toISOString()} ${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`
    this.#leave(seat, { errorType: 'Sandbox.Timedout', errorMessage })
  }

  /** Ends a worker, and with `error` whatever it worked on. One that never got ready fails what waited for it, as on Lambda. */
  #leave(seat: Seat, error: FunctionError): void {
    if (!this.#seats.delete(seat)) return
    if (this.#idle.includes(seat)) this.#idle.splice(this.#idle.indexOf(seat), 1)
    clearTimeout(seat.deadline)
    clearTimeout(seat.retirement)
    void seat.worker.terminate()
    const lost = seat.ready ? seat.current : this.#waiting.shift()
    lost?.settle(failure(error))
    this.#openIfNeeded()
  }
}
