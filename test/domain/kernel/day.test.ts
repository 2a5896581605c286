import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { dayOf } from '../../../domain/kernel/day.ts'
import { Instant, PlainDate } from '../../../domain/kernel/instant.ts'

it.each([
  ['2026-11-20T15:59:59.999Z', '2026-11-20', 'a moment before midnight in Shanghai'],
  ['2026-11-20T16:00:00.000Z', '2026-11-21', 'midnight in Shanghai'],
  ['2025-12-31T16:00:00.000Z', '2026-01-01', 'the first moment of a year'],
  ['1988-07-01T15:00:00.000Z', '1988-07-02', 'a summer in which China put its clocks forward'],
])('%s is %s where the firm is: %s', (instant, day) => {
  expect(dayOf(Instant.parse(instant))).toBe(day)
})

it('is a calendar day as the Temporal API has it, whatever the instant', () => {
  const instants = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-30'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, (at) => {
      const day = dayOf(Instant.parse(at.toISOString()))
      expect(PlainDate.parse(day)).toBe(day)
      const shanghai = Temporal.Instant.from(at.toISOString()).toZonedDateTimeISO('Asia/Shanghai')
      expect(day).toBe(shanghai.toPlainDate().toString())
    }),
  )
})
