/** A 95 % interval of a figure. */
export type Interval = { readonly low: number; readonly high: number }

/** The 97.5 % point of the normal distribution: 95 % lie within as many standard deviations of the middle. */
const z = 1.959963984540054

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/**
 * The interval of a share of `hits` among `n`, by Wilson's score (E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", Journal of the American Statistical Association 22, 1927). Holds for small counts and for shares of
 * none and all, where the textbook interval shrinks to a point. `n` is at least 1.
 */
export const wilson = (hits: number, n: number): Interval => {
  const share = hits / n
  const middle = share + z ** 2 / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  const scale = 1 + z ** 2 / n
  // The arithmetic of floats may leave the share itself a hair outside at none and all.
  return { low: within((middle - half) / scale, 0, share), high: within((middle + half) / scale, share, 1) }
}

export type Net = { readonly promoters: number; readonly detractors: number; readonly n: number }

/**
 * The interval of a net promoter score (-100 to 100) by the adjusted Wald method: three more answers are counted, three quarters
 * of one on either side and the rest in the middle, before the normal approximation of the difference of two shares of one
 * trinomial is taken. B. Rocks, "Interval estimation for the Net Promoter Score", The American Statistician 70 (2016), found
 * it to cover best of six methods. `n` is at least 1.
 */
export const netPromoterInterval = ({ promoters, detractors, n }: Net): Interval => {
  const [p, d] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)]
  const half = z * Math.sqrt((p + d - (p - d) ** 2) / (n + 3))
  return { low: within((p - d - half) * 100, -100, 100), high: within((p - d + half) * 100, -100, 100) }
}

export type Sample = { readonly n: number; readonly mean: number; readonly variance: number }

/** Mean and unbiased variance; the variance of a single value is 0. */
export const sampleOf = (values: readonly number[]): Sample => {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 }
}

/**
 * The 97.5 % point of Student's distribution, by its expansion about that of the normal one (M. Abramowitz and I. Stegun, Handbook
 * of Mathematical Functions, 26.7.5): right to a thousandth from four degrees of freedom on, fewer than which nothing has that is shown.
 */
const studentPoint = (freedom: number): number => {
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ]
  return terms.reduce((point, term, power) => point + term / freedom ** (power + 1), z)
}

/** The interval of a mean. Of answers that are all the same there is none: they do not say how far others would lie from them. */
export const meanInterval = ({ n, mean, variance }: Sample): Interval | undefined => {
  if (variance === 0) return undefined
  const half = studentPoint(n - 1) * Math.sqrt(variance / n)
  return { low: mean - half, high: mean + half }
}

/** A figure of one group, and where it lies with 95 %. */
export type Estimate = { readonly value: number; readonly interval: Interval }
export type Difference = { readonly effect: number; readonly interval: Interval | undefined }

/**
 * The difference of two figures of independent groups, by squaring and adding the distances to their own bounds (R. G. Newcombe,
 * "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998; for figures of any
 * kind G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008): bounds that lean to one side keep leaning.
 */
export const squareAndAdd = (a: Estimate, b: Estimate): Difference => {
  const effect = a.value - b.value
  const down = Math.hypot(a.value - a.interval.low, b.interval.high - b.value)
  const up = Math.hypot(a.interval.high - a.value, b.value - b.interval.low)
  return { effect, interval: { low: effect - down, high: effect + up } }
}

/**
 * The difference of the means of two independent samples and its interval, variances unequal (B. L. Welch, "The generalization
 * of Student's problem when several different population variances are involved", Biometrika 34, 1947). Where all
 * are the same on both sides there is no interval.
 */
export const difference = (a: Sample, b: Sample): Difference => {
  const effect = a.mean - b.mean
  if (a.variance === 0 && b.variance === 0) return { effect, interval: undefined }
  const [ofA, ofB] = [a.variance / a.n, b.variance / b.n]
  const freedom = (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1))
  const half = studentPoint(freedom) * Math.sqrt(ofA + ofB)
  return { effect, interval: { low: effect - half, high: effect + half } }
}
