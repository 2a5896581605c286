import { Temporal } from 'temporal-polyfill'
import type { Instant, PlainDate } from './instant.ts'

/** Where the firm is: its days begin and end there, wherever the program runs. */
const firmZone = 'Asia/Shanghai'

/** The calendar day of an instant, where the firm is. */
export const dayOf = (instant: Instant): PlainDate => Temporal.Instant.from(instant).toZonedDateTimeISO(firmZone).toPlainDate().toString()
