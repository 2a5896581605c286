/** Chance that comes out the same for the same seed. */
export type Random = {
  /** From 0 to below `below`. */
  readonly upTo: (below: number) => number
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item
  /** One time in `times`. */
  readonly once: (times: number) => boolean
  /** `pattern` with a digit for every `#`, and a capital letter for every `@`. */
  readonly fill: (pattern: string) => string
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for names and house numbers. */
const mulberry32 = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const letters = 'ABCDEFGHJKLMNPQRTUWXY'

export const randomOf = (seed: number): Random => {
  const next = mulberry32(seed)
  const upTo = (below: number): number => Math.floor(next() * below)
  return {
    upTo,
    pick: (items) => items[upTo(items.length)] ?? items[0],
    once: (times) => upTo(times) === 0,
    fill: (pattern) => pattern.replace(/[#@]/g, (place) => (place === '#' ? String(upTo(10)) : letters.charAt(upTo(letters.length)))),
  }
}

/** Draws until one comes that `fits` and was not drawn before. Throws when none comes, since then the pattern is wrong. */
export const drawNew = (drawn: Set<string>, draw: () => string, fits: (value: string) => boolean): string => {
  for (let attempt = 0; attempt < 100_000; attempt += 1) {
    const value = draw()
    if (drawn.has(value) || !fits(value)) continue
    drawn.add(value)
    return value
  }
  throw new Error(`No new number comes out that is valid, such as ${draw()}`)
}
