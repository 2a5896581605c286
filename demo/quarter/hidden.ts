/** How many answers each group has. */
type Counts = readonly (readonly [value: string, answers: number])[]

/** Fewer answers than this are not shown. */
export const fewest = 5

/**
 * What a table of results may not show, worked out beside the product: groups of too few, and with one that would stand alone, or with
 * some that are too few together, the next larger ones. `also`: those that are hidden in any case.
 */
export const hiddenAmong = (counts: Counts, also: ReadonlySet<string>): ReadonlySet<string> => {
  const there = counts.filter(([, answers]) => answers > 0).toSorted(([a, few], [b, many]) => few - many || (a < b ? -1 : 1))
  const hidden = there.filter(([value, answers]) => answers < fewest || also.has(value))
  for (const one of there) {
    const together = hidden.reduce((sum, [, answers]) => sum + answers, 0)
    const isEnough = hidden.length === 0 || (hidden.length > 1 && together >= fewest)
    if (!isEnough && !hidden.includes(one)) hidden.push(one)
  }
  return new Set(hidden.map(([value]) => value))
}
