import type { Instant, PlainDate } from './instant.ts'

/** Where the firm is: its days begin and end there, wherever the program runs. */
export const firmZone = 'Asia/Shanghai'

/**
 * The calendar day of an instant, where the firm is. By what Node itself knows of zones: nearly every function dates something,
 * and the Temporal API, which is for calculating with days, would be a tenth of each. Sweden writes its dates as ISO 8601 does.
 */
export const dayOf = (instant: Instant): PlainDate => new Date(instant).toLocaleDateString('sv-SE', { timeZone: firmZone })
