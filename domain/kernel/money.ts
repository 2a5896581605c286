import * as z from 'zod'
import { ok, type Result, refuse } from './result.ts'

/** An amount in the currency's minor unit (fen, cents) and its ISO 4217 code. A float never holds money. */
export const Money = z.strictObject({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

export type CurrencyMismatch = { readonly code: 'money.currency_mismatch'; readonly currencies: readonly [string, string] }

/** "Sums never mix currencies." */
export const add = (a: Money, b: Money): Result<Money, CurrencyMismatch> =>
  a.currency === b.currency
    ? ok({ minor: a.minor + b.minor, currency: a.currency })
    : refuse({ code: 'money.currency_mismatch', currencies: [a.currency, b.currency] })

/** "Splitting loses no cent": `shares` amounts that differ by at most one minor unit and add up to the whole. */
export const split = (whole: Money, shares: number): readonly Money[] => {
  const base = Math.trunc(whole.minor / shares)
  const rest = whole.minor - base * shares
  return Array.from({ length: shares }, (_, i) => ({
    minor: base + (i < Math.abs(rest) ? Math.sign(rest) : 0),
    currency: whole.currency,
  }))
}
