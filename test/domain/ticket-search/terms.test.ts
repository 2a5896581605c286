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
    ['箱号TCNU 765432-1', ['tcnu', '7654321', '765432', '1', 'tcnu7654321', '箱号']],
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
  it('is a container in one piece, with whatever blanks it is written', () => {
    for (const text of ['TCNU7654321', 'tcnu 765432 1', 'TCNU 765432-1', 'TCNU-765 432 1'])
      expect(termsSought(text)).toEqual(['tcnu7654321'])
  })
  it('is any two neighbours of a Chinese word', () => {
    expect(termsSought('延误')).toEqual(['延误'])
  })
})

describe('a ticket is found', () => {
  const plain = { number: '261122-4711', subject: '', form: {}, texts: [] }
  const waybills = Array.from({ length: 50 }, (_, i) => `YT-${String(i).padStart(6, '0')}`)
  const bare = waybills.map((number) => number.toLowerCase().replace('-', ''))
  const long = Array.from({ length: 500 }, (_, i) => `w${i}`).join(' ')

  it('by its number, its subject and the waybills in its form', () => {
    const form = { waybills: ['SF1234567890'], note: '冷链', weight: 12, urgent: true }
    expect(termsOfTicket({ ...plain, subject: '货物 late', form })).toEqual(
      expect.arrayContaining(['2611224711', '货物', 'late', 'sf1234567890', '冷链']),
    )
  })

  it('by every waybill that a field of its form takes, however long its subject', () => {
    expect(termsOfTicket({ ...plain, subject: long, form: { waybills } })).toEqual(expect.arrayContaining([...bare, 'w0', 'w44']))
  })

  it('by words of its subject, however many waybills it is about', () => {
    const text = Array.from({ length: 90 }, (_, i) => `SF10240000${String(i).padStart(4, '0')}`).join(' ')
    expect(termsOfTicket({ ...plain, subject: 'Rotterdam', form: { waybills }, texts: [text] })).toContain('rotterdam')
  })

  it('by the numbers of shipments in its first message, and by nothing that this says of people', () => {
    const text = '李娜 13812345678 li.na@shunda.example:箱号 MSKU 123456-5 没到'
    expect(termsOfTicket({ ...plain, texts: [text] })).toEqual(['2611224711', '261122', '4711', 'msku1234565'])
  })

  it('by the numbers in what came later, behind those of its first message', () => {
    const texts = ['箱号 MSKU 123456-5', '还有一票:SF1024000012345', 'MSKU1234565 到了']
    expect(termsOfTicket({ ...plain, texts }).slice(3)).toEqual(['msku1234565', 'sf1024000012345'])
  })

  it('by no more than is written in one transaction, whatever is in it', () => {
    const anything = fc.record({
      number: fc.constant('261122-4711'),
      subject: fc.string({ unit: 'grapheme', maxLength: 200 }),
      form: fc.dictionary(fc.string({ minLength: 1, maxLength: 9 }), fc.oneof(fc.string(), fc.constant(long), fc.constant(waybills))),
      texts: fc.array(fc.oneof(fc.string(), fc.constant(waybills.join(' ')))),
    })
    fc.assert(
      fc.property(anything, (ticket) => {
        expect(termsOfTicket(ticket).length).toBeLessThan(99)
      }),
    )
    expect(termsOfTicket({ ...plain, subject: long, form: { waybills, more: waybills } })).toHaveLength(98)
  })
})
