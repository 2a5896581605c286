import type { Ledger } from './ledger.ts'

/** The deployment's clock: real time plus an offset that only grows. The offset (milliseconds) lies in memory that every worker shares. */
export type Clock = {
  readonly now: () => number
  readonly offset: () => number
  readonly advance: (milliseconds: number) => void
  readonly reset: () => void
  readonly shared: SharedArrayBuffer
}

const RealDate = Date
const realNow = Date.now.bind(Date)

/** Makes this thread's `Date` follow the shared offset. Returns what undoes it. */
export const shiftDate = (shared: SharedArrayBuffer): (() => void) => {
  const offset = new Float64Array(shared)
  const now = (): number => realNow() + (offset[0] ?? 0)
  RealDate.now = now
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values, newTarget) => Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    apply: () => new RealDate(now()).toString(),
  })
  return () => {
    RealDate.now = realNow
    globalThis.Date = RealDate
  }
}

export const openClock = (ledger: Ledger): Clock => {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)
  const offset = new Float64Array(shared)
  const set = (milliseconds: number): void => {
    ledger.set('clock.offset', String(milliseconds))
    offset[0] = milliseconds
  }
  offset[0] = Number(ledger.get('clock.offset') ?? 0)
  return {
    now: () => realNow() + (offset[0] ?? 0),
    offset: () => offset[0] ?? 0,
    advance: (milliseconds) => set((offset[0] ?? 0) + milliseconds),
    reset: () => set(0),
    shared,
  }
}
