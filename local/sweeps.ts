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

/** Sweeps gently every `everyMs` (milliseconds) and promptly when asked, never two at once. */
export const startSweeps = (sweep: Sweep, everyMs: number): Sweeps => {
  const ended = new AbortController()
  let overtaken = new AbortController()
  let running: Promise<unknown> | undefined
  let waiting: Promise<void> | undefined

  const run = async (pace: Pace, signal: AbortSignal): Promise<void> => {
    try {
      if (!signal.aborted) await sweep(pace, signal)
    } catch (cause) {
      if (!signal.aborted) throw cause
    }
  }
  const hold = (work: Promise<void>): void => {
    const settled = work
      .catch(() => {})
      .finally(() => {
        if (running === settled) running = undefined
      })
    running = settled
  }
  const gently = (): void => {
    if (running) return
    overtaken = new AbortController()
    const signal = AbortSignal.any([ended.signal, overtaken.signal])
    hold(run(gentle, signal).catch((cause: unknown) => console.error('expiry:', cause)))
  }
  const afterwards = async (before: Promise<unknown> | undefined): Promise<void> => {
    await before
    waiting = undefined
    await run(prompt, ended.signal)
  }
  const now = (): Promise<void> => {
    if (waiting) return waiting
    overtaken.abort()
    const asked = afterwards(running)
    waiting = asked
    hold(asked)
    return asked
  }
  const timer = setInterval(gently, everyMs)
  const end = async (): Promise<void> => {
    clearInterval(timer)
    ended.abort()
    await running
  }
  return { now, end }
}
