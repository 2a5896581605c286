import type { Instant, PlainDate } from './instant.ts'

/** Written into a function when it is bundled for a firm that says where it is (`zone`, docs/deploy.md). */
declare const FIRM_ZONE: string | undefined

/** Where the firm is: its days begin and end there, wherever the program runs. */
export const firmZone = typeof FIRM_ZONE === 'undefined' ? 'Asia/Shanghai' : FIRM_ZONE

// Made when it is first asked for, since many a start never does, and kept, since making one costs a hundred times the asking.
let inFirmZone: Intl.DateTimeFormat | undefined

/**
 * The calendar day of an instant, where the firm is. By what Node itself knows of zones: nearly every function dates something,
 * and the Temporal API, which is for calculating with days, would be a tenth of each. Sweden writes its dates as ISO 8601 does.
 */
export const dayOf = (instant: Instant): PlainDate => {
  inFirmZone ??= new Intl.DateTimeFormat('sv-SE', { timeZone: firmZone })
  return inFirmZone.format(new Date(instant))
}
