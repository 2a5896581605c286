/** The 95 % intervals of results, worked out beside the product: by what defines them, where it uses formulas. */
export type Bounds = { readonly low: number; readonly high: number }

/** The 97.5 % point of the normal distribution. */
const z = 1.959963984540054

/** Where a rising `claim` begins to hold, between two values. */
const boundary = (from: number, to: number, claim: (value: number) => boolean): number => {
  let [low, high] = [from, to]
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2
    if (claim(middle)) high = middle
    else low = middle
  }
  return high
}

/** Wilson: the shares from which so many of so many would not be further away than 95 % of all draws are. */
export const shareBounds = (count: number, of: number): Bounds => {
  const share = count / of
  const isNear = (truth: number): boolean => (share - truth) ** 2 <= (z ** 2 * truth * (1 - truth)) / of
  return { low: count === 0 ? 0 : boundary(0, share, isNear), high: count === of ? 1 : boundary(share, 1, (truth) => !isNear(truth)) }
}

/** Rocks: three more are counted, three quarters of one for and against. */
export const netBounds = (promoters: number, detractors: number, of: number): Bounds => {
  const all = of + 3
  const [up, down] = [(promoters + 0.75) / all, (detractors + 0.75) / all]
  const [net, half] = [up - down, z * Math.sqrt((up + down - (up - down) ** 2) / all)]
  return { low: Math.max(-100, 100 * (net - half)), high: Math.min(100, 100 * (net + half)) }
}

/** The area under a power of the cosine between zero and an angle, by Simpson's rule. */
const areaTo = (angle: number, power: number): number => {
  const steps = 400
  const width = angle / steps
  const heights = Array.from(
    { length: steps + 1 },
    (_, i) => Math.max(0, Math.cos(i * width)) ** power * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2),
  )
  return (heights.reduce((sum, height) => sum + height, 0) * width) / 3
}

/** Between which points 95 % of Student's distribution lie: with x the root of the degrees of freedom times the tangent of an angle. */
const studentPoint = (freedom: number): number => {
  const whole = areaTo(Math.PI / 2, freedom - 1)
  const angle = boundary(0, Math.PI / 2, (one) => areaTo(one, freedom - 1) >= 0.95 * whole)
  return Math.sqrt(freedom) * Math.tan(angle)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
/** The square of the standard error of a mean. */
const error = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2)) / (values.length - 1)

/** Welch: how far two means are apart. Nothing is known of it where all are the same on both sides. */
export const differenceBounds = (there: readonly number[], elsewhere: readonly number[]): Bounds | undefined => {
  const [one, other] = [error(there), error(elsewhere)]
  if (one + other === 0) return undefined
  const freedom = (one + other) ** 2 / (one ** 2 / (there.length - 1) + other ** 2 / (elsewhere.length - 1))
  const [apart, half] = [mean(there) - mean(elsewhere), studentPoint(freedom) * Math.sqrt(one + other)]
  return { low: apart - half, high: apart + half }
}
