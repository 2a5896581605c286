import * as z from 'zod'
import { firmZone } from './day.ts'
import { rule } from './rule.ts'

/** Zones that were found good. There are some hundreds; they are known by names in any mixture of letters, hence the bound. */
const known = new Set<string>()
const mostKnown = 1000

/**
 * By what Node itself knows of zones: the Temporal API, which is for calculating, would be a tenth of most functions. It builds a
 * whole calendar to say so, half a millisecond each time, and a zone is read with every reminder and every person's settings.
 */
const isZone = (name: string): boolean => {
  // An offset is no zone: it does not know when clocks change.
  if (/^[+-]/.test(name)) return false
  if (known.has(name)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    if (known.size < mostKnown) known.add(name)
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

/** A zone that is the firm's where nobody says another. The API is described without naming that: where a firm is, only its deployment knows. */
export const ZoneOrFirms = Zone.default(firmZone).meta({
  class: 'public',
  description: 'A time zone by its IANA name, such as `Asia/Shanghai`; the firm’s where it is left out',
  default: undefined,
})
