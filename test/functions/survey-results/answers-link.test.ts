import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Slice } from '../../../domain/improvements/slice.ts'
import { DriverWords, driversIn } from '../../../domain/survey-results/driver-words.ts'
import { sliceLink } from '../../../functions/survey-results/answers-link.ts'

const span = { from: '2026-10', to: '2026-12' }
const code = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/)

it('the answers of a slice are asked for with all that it names, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.dictionary(code, fc.string({ minLength: 1, maxLength: 30 }), { minKeys: 1, maxKeys: 3 }), code, (drivers, team) => {
      const slice = Slice.parse({ team, drivers: { ...drivers } })
      const query = new URL(sliceLink(slice, span), 'http://api').searchParams
      const words = DriverWords.parse(query.get('drivers'))
      expect({ ...driversIn(words) }).toEqual({ ...drivers })
      expect([query.get('team'), query.get('from'), query.get('to')]).toEqual([team, span.from, span.to])
    }),
  )
})

it('a slice that names nothing that was said asks for nothing of the kind', () => {
  expect(sliceLink(Slice.parse({ region: 'east' }), span)).toBe('/v1/survey-results/answers?from=2026-10&to=2026-12&region=east')
})

it.each(['', 'lane=sha-lax', 'lane=sha%26lax&mode=air'])('%j can be asked for', (words) => {
  expect(DriverWords.safeParse(words).success).toBe(true)
})
it.each(['La Ne=x', 'lane', `lane=${'x'.repeat(65)}`])('%j cannot', (words) => {
  expect(DriverWords.safeParse(words).success).toBe(false)
})
