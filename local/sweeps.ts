import { setTimeout as pause } from 'node:timers/promises'
import type { Pace } from './engines/expiry.ts'

export type Sweep = (pace: Pace, signal: AbortSignal) => Promise<void>
export type Sweeps = {
  /** Resolves when a sweep that began after the call is through. Rejects with what made it fail. */
  readonly now: () => Promise<void>
  /** Cuts off what runs, and resolves when it has ended. */
  readonly end: () => Promise<void>
}

/** Rests `times` as long as the page took, so that a large table makes a sweep longer and not heavier; a second at most. */
const resting =
  (times: number): Pace =>
  async (tookMs, signal) => {
    // Cut short by the signal, which the sweep looks at next.
    await pause(Math.min(tookMs * times, 1000), undefined, { signal }).catch(() => {})
  }

/** A tenth of the engine's time for what nobody waits for, half of it while somebody does. */
const gentle = resting(9)
const prompt = resting(1)

/** Never two sweeps at once: what is asked for waits for what runs. */
class OneAtATime {
  readonly #sweep: Sweep
  readonly #ended = new AbortController()
  #overtaken = new AbortController()
  #running: Promise<unknown> | undefined
  #waiting: Promise<void> | undefined

  constructor(sweep: Sweep) {
    this.#sweep = sweep
  }

  gently(): void {
    if (this.#running) return
    this.#overtaken = new AbortController()
    const signal = AbortSignal.any([this.#ended.signal, this.#overtaken.signal])
    this.#hold(this.#run(gentle, signal).catch((cause: unknown) => console.error('expiry:', cause)))
  }

  now(): Promise<void> {
    if (this.#waiting) return this.#waiting
    this.#overtaken.abort()
    const asked = this.#after(this.#running)
    this.#waiting = asked
    this.#hold(asked)
    return asked
  }

  async end(): Promise<void> {
    this.#ended.abort()
    await this.#running
  }

  async #after(before: Promise<unknown> | undefined): Promise<void> {
    await before
    this.#waiting = undefined
    await this.#run(prompt, this.#ended.signal)
  }

  async #run(pace: Pace, signal: AbortSignal): Promise<void> {
    try {
      if (!signal.aborted) await this.#sweep(pace, signal)
    } catch (cause) {
      if (!signal.aborted) throw cause
    }
  }

  #hold(work: Promise<void>): void {
    // Whoever asked hears of a failure by `work` itself.
    const settled: Promise<unknown> = work
      .catch(() => {})
      .finally(() => {
        if (this.#running === settled) this.#running = undefined
      })
    this.#running = settled
  }
}

/** Sweeps gently every `everyMs` (milliseconds) and promptly when asked, never two at once. */
export const startSweeps = (sweep: Sweep, everyMs: number): Sweeps => {
  const sweeps = new OneAtATime(sweep)
  const timer = setInterval(() => sweeps.gently(), everyMs)
  const end = (): Promise<void> => {
    clearInterval(timer)
    return sweeps.end()
  }
  return { now: () => sweeps.now(), end }
}
