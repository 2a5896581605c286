import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { excerptOf, longestExcerpt } from '../../../domain/deliveries/excerpt.ts'

it.each([
  ['<h1>Bad Gateway</h1>\r\n\tnginx', '<h1>Bad Gateway</h1> nginx'],
  ['unknown user li.na@shunda.example', 'unknown user ***'],
  ['called +86 138 1234 0017 in vain', 'called *** in vain'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0 is stale', 'token *** is stale'],
  ['error 500 at line 42', 'error 500 at line 42'],
  ['', ''],
])('of what a receiver says, what may be somebody’s does not reach the log: %j', (said, kept) => {
  expect(excerptOf(said)).toBe(kept)
})

it('is short, on one line, whatever came', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (said) => {
      const kept = excerptOf(said)
      expect([...kept].length).toBeLessThanOrEqual(longestExcerpt)
      expect(kept).not.toMatch(/[\p{Cc}\n]/u)
    }),
  )
})

it('does not end in half a number that was cut off', () => {
  expect(excerptOf(`${'x '.repeat(95)}13812340017`)).not.toMatch(/\d/)
})
