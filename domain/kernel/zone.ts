import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { rule } from './rule.ts'

const isZone = (name: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    // An offset is no zone: it does not know when clocks change.
    return !/^[+-]/.test(name)
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
