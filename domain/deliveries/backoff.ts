import type { Instant } from '../kernel/instant.ts'
import { days, hours, later } from '../kernel/later.ts'

/** "A receiver that is down over a long weekend misses nothing." */
export const longestTrying = 3 * days
const first = 30_000
const longestPause = 8 * hours

/** FNV-1a over the text, then stirred once more: a share of one that looks random and is always the same for the same text. */
const shareOf = (text: string): number => {
  const sown = Buffer.from(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5)
  const stirred = Math.imul(sown ^ (sown >>> 15), 0x2c1b3c6d)
  return ((stirred ^ (stirred >>> 13)) >>> 0) / 2 ** 32
}

/** The longest pause behind so many attempts: 30 s, three times as long each time, 8 h at most. */
export const pauseBound = (tries: number): number => Math.min(longestPause, first * 3 ** Math.max(0, tries - 1))

/**
 * Full jitter (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/): anywhere up to the bound, so that
 * what failed together does not come back together. Drawn from id and attempt, so that the decision has no randomness in it.
 */
export const pauseBehind = (id: string, tries: number): number => Math.floor(shareOf(`${id}#${tries}`) * pauseBound(tries)) + 1

/** When to try again, the last time at the deadline itself; undefined when that has passed. */
export const nextTry = (
  { id, tries, deadline }: { readonly id: string; readonly tries: number; readonly deadline: Instant },
  now: Instant,
): Instant | undefined => {
  if (now >= deadline) return undefined
  const next = later(now, pauseBehind(id, tries))
  return next < deadline ? next : deadline
}
