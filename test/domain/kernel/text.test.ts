import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { line, name, paragraph } from '../../../domain/kernel/text.ts'

const codesOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => (issue.code === 'custom' ? issue.params?.['code'] : issue.code)) ?? []

describe('every text', () => {
  it.each([
    ['nothing', '', 'text.empty'],
    ['only blanks', ' \t\u3000 ', 'text.empty'],
    ['only invisible characters', '\u200b\u2060\u3164', 'text.empty'],
    ['a lone high surrogate', 'a\ud83d', 'text.malformed_unicode'],
    ['a lone low surrogate', '\ude00a', 'text.malformed_unicode'],
    ['a null character', 'a\0b', 'text.control_character'],
    ['an escape sequence', 'a\u001b[31mb', 'text.control_character'],
    ['a C1 control character', 'a\u0085b', 'text.control_character'],
    ['a line separator', 'a\u2028b', 'text.control_character'],
    ['a right-to-left override', 'invoice\u202Efdp.exe', 'text.bidi_override'],
    ['an isolate that is never closed', 'a\u2066b', 'text.bidi_override'],
    ['10,000 characters', '货'.repeat(10_000), 'text.too_long'],
  ])('refuses %s with one stable code', (_, value, code) => {
    for (const schema of [name(), line(200), paragraph(200)]) expect(codesOf(schema, value)).toEqual([code])
  })

  it('refuses what is not a string', () => {
    for (const value of [null, undefined, 7, ['a'], { a: 1 }]) expect(codesOf(name(), value)).toEqual(['invalid_type'])
  })

  it('counts code points: 200 rare characters or emoji fit into 200', () => {
    for (const character of ['𠮷', '🚚']) {
      expect(codesOf(name(), character.repeat(200))).toEqual([])
      expect(codesOf(name(), character.repeat(201))).toEqual(['text.too_long'])
    }
  })

  it('leaves the marks that Arabic and Hebrew need, and the joiners of Persian and of emoji', () => {
    for (const value of ['\u200fشركة الشحن\u200f (DP)', 'می\u200cخواهم', '👩\u200d✈️']) expect(line(50).parse(value)).toBe(value)
  })

  it('stays a plain string with its bounds in JSON Schema, going in and coming out', () => {
    const schema = z.object({ name: name().meta({ class: 'personal' }), remark: paragraph(4000), street: line(100) })
    for (const io of ['input', 'output'] as const) {
      expect(z.toJSONSchema(schema, { io }).properties).toEqual({
        name: { type: 'string', minLength: 1, maxLength: 200, class: 'personal' },
        remark: { type: 'string', minLength: 1, maxLength: 4000 },
        street: { type: 'string', minLength: 1, maxLength: 100 },
      })
    }
  })

  it('is stable: what was accepted is accepted again, unchanged, well formed, trimmed and in NFC', () => {
    for (const schema of [name(40), line(40), paragraph(40)])
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 45 }), (value) => {
          const first = schema.safeParse(value)
          if (!first.success) return
          expect(schema.parse(first.data)).toBe(first.data)
          expect(first.data).toBe(first.data.normalize('NFC').trim())
          expect(first.data.isWellFormed()).toBe(true)
          expect([...first.data].length).toBeLessThanOrEqual(40)
        }),
      )
  })
})

describe('a name', () => {
  it('is trimmed, composed, and has single blanks, so that names that read the same are the same', () => {
    expect(name().parse('  Soci\u0065\u0301te\u0301   Ge\u0301ne\u0301rale\u3000')).toBe('Société Générale')
    expect(name().parse('宁波\u3000\u3000海运')).toBe('宁波 海运')
  })

  it.each(['a\nb', 'a\tb', 'a\r\nb'])('holds no break or tab: %j', (value) => {
    expect(codesOf(name(), value)).toEqual(['text.control_character'])
  })
})

describe('a line', () => {
  it('keeps its inner blanks', () => {
    expect(line(20).parse(' Bay 3   Dock 4 ')).toBe('Bay 3   Dock 4')
  })

  it.each(['a\nb', 'a\tb'])('holds no break or tab: %j', (value) => {
    expect(codesOf(line(20), value)).toEqual(['text.control_character'])
  })
})

describe('a paragraph', () => {
  it('keeps breaks and tabs, and ends a line the same way wherever it was typed', () => {
    expect(paragraph(100).parse('周末不收货\r\n\t联系门卫\rthanks\n')).toBe('周末不收货\n\t联系门卫\nthanks')
  })
})
