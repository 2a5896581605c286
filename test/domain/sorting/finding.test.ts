import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasPattern, piecesOf } from '../../../domain/sorting/pattern.ts'
import { SortingRule } from '../../../domain/sorting/rule.ts'
import { folded, hasWords } from '../../../domain/sorting/words.ts'

const inText = (text: string, words: string) => hasWords(folded(text), words)
const matches = (text: string, pattern: string) => hasPattern(folded(text), pattern)

describe('words of a message', () => {
  it('are found whole: `late` is not in `plated`, nor `eta` in `metal`', () => {
    expect(inText('The truck is late.', 'late')).toBe(true)
    expect(inText('Chrome-plated goods', 'late')).toBe(false)
    expect(inText('metal parts, plated; ETA?', 'eta')).toBe(true)
    expect(inText('metal parts', 'eta')).toBe(false)
  })

  it('are found in Chinese wherever their characters stand, with or without Latin beside them', () => {
    expect(inText('我要投诉司机', '投诉')).toBe(true)
    expect(inText('请问PO123到哪了', '到哪')).toBe(true)
    expect(inText('急!PO延误', 'po')).toBe(true)
    expect(inText('请提供提货单', '提单')).toBe(false)
  })

  it('are the same in capitals, full width and half width', () => {
    expect(inText('URGENT', 'urgent')).toBe(true)
    expect(inText('ETA是几号', 'eta')).toBe(true)
    expect(inText('bill  of lading', 'bill of lading')).toBe(false)
    expect(inText('Bill of Lading', 'bill of lading')).toBe(true)
  })

  it('are looked for at the beginning alone of what is endless', () => {
    expect(inText(`${'x '.repeat(10_000)}投诉`, '投诉')).toBe(false)
  })
})

describe('a pattern', () => {
  it('finds numbers by their shape, and no part of a longer one', () => {
    expect(matches('箱号MSKU1234567已甩柜', '@@@U#######')).toBe(true)
    expect(matches('container tghu7654321', '@@@U#######')).toBe(true)
    expect(matches('XMSKU1234567', '@@@U#######')).toBe(false)
    expect(matches('MSKU12345678', '@@@U#######')).toBe(false)
    expect(matches('MSKU123456', '@@@U#######')).toBe(false)
  })

  it('runs over anything up to the end of its line', () => {
    expect(matches('please cancel my booking', 'cancel * booking')).toBe(true)
    expect(matches('cancel it.\nanother booking', 'cancel * booking')).toBe(false)
    expect(matches('booking 77 cancelled', 'cancel*')).toBe(true)
    expect(matches('booking 77 cancelled', 'cancel')).toBe(false)
    expect(matches('uncancelled', '*cancel*')).toBe(true)
  })

  it('takes every other sign as it is written: nothing in it is a regular expression', () => {
    expect(matches('price (CNY)', '(cny)')).toBe(true)
    expect(matches('aaaa', '(a+)+$')).toBe(false)
    expect(matches('a+b', 'a+b')).toBe(true)
    expect(matches('aab', 'a+b')).toBe(false)
  })

  it('says the same as going through every place of the text one by one', () => {
    const signs = fc.constantFrom('a', 'b', '1', ' ', '#', '@', '?', '*')
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '-', '中'), maxLength: 24 })
    const patterns = fc.array(signs, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, patterns, (text, pattern) => {
        fc.pre(piecesOf(pattern).length > 0)
        expect(hasPattern(text, pattern)).toBe(plainly(text, pattern))
      }),
      { numRuns: 3000 },
    )
  })

  it('needs something to look for, and pieces that can be kept track of', () => {
    const ruleOf = (pattern: string) =>
      SortingRule.safeParse({ id: 'a', name: 'A', when: { text: [{ patterns: [pattern] }] }, set: { tags: ['x'] } })
    const codeOf = (pattern: string) =>
      ruleOf(pattern).error?.issues.map((issue) => ('params' in issue ? issue.params?.['code'] : issue.code))
    expect(ruleOf('???#').success).toBe(true)
    expect(codeOf('*?*')).toEqual(['sorting.pattern_bare'])
    expect(codeOf('#'.repeat(32))).toEqual(['sorting.pattern_long'])
    expect(ruleOf(`${'#'.repeat(31)}*${'#'.repeat(31)}`).success).toBe(true)
  })
})

const holdsAt = (sign: string, char: string): boolean =>
  sign === '?' || sign === char || (sign === '#' && /[0-9]/.test(char)) || (sign === '@' && /[a-z]/.test(char))
const isEdge = (before: string | undefined, after: string | undefined) => !(/[a-z0-9]/.test(before ?? ' ') && /[a-z0-9]/.test(after ?? ' '))

/** What a pattern means, in the slow and plain way: try it from every place. */
const plainly = (text: string, pattern: string): boolean => {
  const from = (at: number, rest: string): boolean => {
    if (rest === '') return pattern.endsWith('*') || isEdge(text[at - 1], text[at])
    if (rest.startsWith('*'))
      return Array.from({ length: text.length - at + 1 }, (_, skip) => skip).some((skip) => from(at + skip, rest.slice(1)))
    const char = text[at]
    return char !== undefined && holdsAt(rest.charAt(0), char) && from(at + 1, rest.slice(1))
  }
  return Array.from({ length: text.length }, (_, at) => at).some(
    (at) => (pattern.startsWith('*') || isEdge(text[at - 1], text[at])) && from(at, pattern),
  )
}
