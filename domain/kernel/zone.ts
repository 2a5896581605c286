import * as z from 'zod'
import { rule } from './rule.ts'

/** By what Node itself knows of zones: the Temporal API, which is for calculating, would be a tenth of most functions. */
const isZone = (name: string): boolean => {
  // An offset is no zone: it does not know when clocks change.
  if (/^[+-]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A time zone by its IANA name, such as `Asia/Shanghai`. */
export const Zone = z
  .string()
  .max(64)
  .check(rule('zone.unknown', isZone))
  .meta({ class: 'public', description: 'A time zone by its IANA name, such as `Asia/Shanghai`' })
export type Zone = z.infer<typeof Zone>
