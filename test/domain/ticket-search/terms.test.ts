import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { termsOf, termsOfTicket, termsSought } from '../../../domain/ticket-search/terms.ts'

describe('the terms of a text', () => {
  it.each([
    ['Where is MAEU-1234567?', ['where', 'is', 'maeu1234567', 'maeu', '1234567']],
    ['货物延误', ['货物', '物延', '延误']],
    ['ＭＡＥＵ１２３', ['maeu123']],
    ['提单 COSU6312345678 未到', ['cosu6312345678', '提单', '未到']],
    ['急', ['急']],
    ['', []],
  ])('%s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms)
  })

  it('are found again by themselves, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const terms = termsOf(text)
        for (const sought of termsSought(text)) expect(terms.some((term) => sought.startsWith(term) || term.startsWith(sought))).toBe(true)
      }),
    )
  })
})

describe('what somebody looks for', () => {
  it('leads with the longest term, and takes a number without its strokes', () => {
    expect(termsSought('late 261122-4711')).toEqual(['2611224711', 'late'])
  })
  it('is any two neighbours of a Chinese word', () => {
    expect(termsSought('延误')).toEqual(['延误'])
  })
})

it('a ticket is found by its number, its subject and the waybills in its form, and by no more than fits into one change', () => {
  const form = { waybills: ['SF1234567890'], note: '冷链', weight: 12, urgent: true }
  expect(termsOfTicket({ number: '261122-4711', subject: '货物 late', form })).toEqual(
    expect.arrayContaining(['2611224711', '货物', 'late', 'sf1234567890', '冷链']),
  )
  const long = Array.from({ length: 500 }, (_, i) => `w${i}`).join(' ')
  expect(termsOfTicket({ number: '261122-4711', subject: long, form: {} })).toHaveLength(45)
})
