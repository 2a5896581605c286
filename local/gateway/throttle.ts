export type Limit = { readonly rate: number; readonly burst: number }
/** Whether one more request may pass now. */
export type Throttle = () => boolean

/** A token bucket: `burst` at once, `rate` a second refilled. Counted in real time, since it guards the machine. */
export const createThrottle = ({ rate, burst }: Limit): Throttle => {
  let tokens = burst
  let at = performance.now()
  return () => {
    const now = performance.now()
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * rate)
    at = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
