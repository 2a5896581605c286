import { expect, it } from 'vitest'
import { tenureMonths } from '../../../domain/customers/tenure.ts'
import { Instant } from '../../../domain/kernel/instant.ts'

const noon = (day: string) => Instant.parse(`${day}T04:00:00.000Z`)

it.each([
  ['2025-11-21', '2026-11-21', 12, 'a year to the day'],
  ['2025-11-22', '2026-11-21', 11, 'a day short of a year'],
  ['2026-11-21', '2026-11-21', 0, 'the first day'],
  ['2024-02-29', '2025-02-28', 11, 'a leap day, on the last of a February that has none'],
  ['2024-02-29', '2025-03-01', 12, 'a leap day, the day after'],
  ['2024-02-29', '2028-02-29', 48, 'a leap day, on the next one'],
  ['2026-01-31', '2026-02-28', 0, 'the end of a long month, at the end of a short one'],
  ['2026-01-31', '2026-03-01', 1, 'the end of a long month, the day after a short one'],
  ['2026-01-31', '2026-03-31', 2, 'the end of a long month, at the end of another'],
  ['2027-01-01', '2026-11-21', 0, 'a day that is yet to come'],
])('since %s, on %s it is %i months: %s', (since, today, months) => {
  expect(tenureMonths(since, noon(today))).toBe(months)
})

it('counts by the calendar where the firm is, whose day begins before ours', () => {
  const evening = Instant.parse('2026-11-20T16:00:00.000Z')
  expect(tenureMonths('2025-11-21', evening)).toBe(12)
  expect(tenureMonths('2025-11-21', Instant.parse('2026-11-20T15:59:59.000Z'))).toBe(11)
})

it('is not known of a customer of whom nobody knows since when', () => {
  expect(tenureMonths(undefined, noon('2026-11-21'))).toBeUndefined()
})
