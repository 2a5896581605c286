import { answersTo, measuresIn, type Tally } from './tally.ts'

/** "What fewer than five people said would tell who said it." */
export const fewestShown = 5

/** How many answers each group has, by its value. */
type Counts = readonly (readonly [value: string, answers: number])[]

const inOrder = ([a, few]: Counts[number], [b, many]: Counts[number]): number => few - many || (a < b ? -1 : 1)

/**
 * The groups of which nothing is shown, so that none of fewer than five answers comes out, also not as what is left of the whole when all
 * groups that are shown are taken away: those of fewer than five (primary suppression), and where it is one alone, or they hold fewer than
 * five together, the smallest of the others besides (secondary or complementary suppression; A. Hundepool and others, "Statistical
 * Disclosure Control", Wiley 2012, chapter 4). `already`: those that are hidden in any case. A group without an answer has nothing to hide.
 */
export const suppressed = (counts: Counts, already: ReadonlySet<string> = new Set()): ReadonlySet<string> => {
  const there = counts.filter(([, answers]) => answers > 0)
  const isHidden = ([value, answers]: Counts[number]): boolean => answers < fewestShown || already.has(value)
  const hidden = there.filter(isHidden)
  const others = there.filter((one) => !isHidden(one)).sort(inOrder)
  const isTold = () => hidden.length > 0 && (hidden.length === 1 || hidden.reduce((sum, [, answers]) => sum + answers, 0) < fewestShown)
  while (isTold()) {
    const smallest = others.shift()
    if (!smallest) break
    hidden.push(smallest)
  }
  return new Set(hidden.map(([value]) => value))
}

type Groups = readonly (readonly [value: string, tally: Tally])[]

/** Which groups of a table show nothing of a measure; `answered` is that of the group as a whole. */
type Hidden = (measure: string, value: string) => boolean

/** "Of a group that is hidden nothing is shown"; and a score by itself is hidden where fewer than five gave it, whoever else answered. */
export const hiddenIn = (groups: Groups): Hidden => {
  const countsOf = (measure: string): Counts => groups.map(([value, tally]) => [value, answersTo(tally, measure)])
  const whole = suppressed(countsOf('answered'))
  const measures = new Set(groups.flatMap(([, tally]) => measuresIn(tally)))
  const by = new Map([...measures].map((measure) => [measure, suppressed(countsOf(measure), whole)]))
  return (measure, value) => whole.has(value) || (by.get(measure)?.has(value) ?? false)
}

/** A table in which what is asked about is the row `value`: the groups that agree with it in all else, itself among them. */
export type Line = { readonly value: string; readonly groups: Groups }
