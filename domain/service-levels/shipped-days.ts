import { daysAfter } from '../kernel/days-after.ts'
import { madeOnce } from '../kernel/made-once.ts'
import type { PublicDay, PublicDays } from './work-calendar.ts'

/** The first day, how many there are in a row, and what for. */
type Run = readonly [string, number, string]

/** As the State Council published them; the last year by the law alone, since its days are not published yet. */
const off: readonly Run[] = [
  ['2025-01-01', 1, '元旦'],
  ['2025-01-28', 8, '春节'],
  ['2025-04-04', 3, '清明'],
  ['2025-05-01', 5, '劳动节'],
  ['2025-05-31', 3, '端午'],
  ['2025-10-01', 5, '国庆节'],
  ['2025-10-06', 1, '中秋'],
  ['2025-10-07', 2, '国庆节'],
  ['2026-01-01', 3, '元旦'],
  ['2026-02-15', 9, '春节'],
  ['2026-04-04', 3, '清明'],
  ['2026-05-01', 5, '劳动节'],
  ['2026-06-19', 3, '端午'],
  ['2026-09-25', 3, '中秋'],
  ['2026-10-01', 7, '国庆节'],
  ['2027-01-01', 1, '元旦'],
  ['2027-02-05', 3, '春节'],
  ['2027-04-05', 1, '清明'],
  ['2027-05-01', 1, '劳动节'],
  ['2027-06-09', 1, '端午'],
  ['2027-09-15', 1, '中秋'],
  ['2027-10-01', 3, '国庆节'],
]

const worked: readonly Run[] = [
  ['2025-01-26', 1, '春节'],
  ['2025-02-08', 1, '春节'],
  ['2025-04-27', 1, '劳动节'],
  ['2025-09-28', 1, '国庆节'],
  ['2025-10-11', 1, '国庆节'],
  ['2026-01-04', 1, '元旦'],
  ['2026-02-14', 1, '春节'],
  ['2026-02-28', 1, '春节'],
  ['2026-05-09', 1, '劳动节'],
  ['2026-09-20', 1, '国庆节'],
  ['2026-10-10', 1, '国庆节'],
]

const spread = (runs: readonly Run[], works: boolean): readonly PublicDay[] =>
  runs.flatMap(([first, count, name]) => Array.from({ length: count }, (_, i) => ({ on: daysAfter(first, i), name, works })))

/** The holidays of mainland China that ship with the program, and the days that are worked in their stead. */
export const shippedDays = madeOnce((): PublicDays => ({ days: [...spread(off, false), ...spread(worked, true)], through: '2026-12-31' }))
