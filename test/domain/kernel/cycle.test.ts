import { expect, it } from 'vitest'
import { climb, closesCycle } from '../../../domain/kernel/cycle.ts'

const above = (lines: Readonly<Record<string, string>>) => (one: string) => lines[one]

it('the way up ends at the top', () => {
  expect(climb('a', above({ a: 'b', b: 'c' }))).toEqual({ passed: new Set(['a', 'b', 'c']), comesRound: false })
})

it.each([
  ['itself', { a: 'a' }],
  ['where it began', { a: 'b', b: 'a' }],
  ['a place further up', { a: 'b', b: 'c', c: 'b' }],
])('the way up ends where it comes round to %s', (_, lines) => {
  expect(climb('a', above(lines))).toEqual({ passed: new Set(['a', ...Object.values(lines)]), comesRound: true })
})

it('a cycle is closed by whoever stands on the way up from their new superior', () => {
  const lines = above({ a: 'b', b: 'c' })
  expect(['a', 'b', 'c', 'd'].map((one) => closesCycle(one, 'b', lines))).toEqual([false, true, true, false])
})
