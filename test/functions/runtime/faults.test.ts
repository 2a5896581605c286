import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CustomerDraft, CustomerPatch } from '../../../domain/customers/customer.ts'
import { CustomerLookup } from '../../../domain/customers/lookup.ts'
import type { Language } from '../../../domain/kernel/language.ts'
import { allRoutes } from '../../../functions/http/all-routes.ts'
import { faultsOf, ruleFaults } from '../../../functions/runtime/faults.ts'

const languages = ['en', 'zh-CN'] as const satisfies readonly Language[]
const faultsIn = (schema: z.ZodType, value: unknown, language: Language = 'en') => {
  const checked = schema.safeParse(value)
  return checked.success ? [] : faultsOf(checked.error.issues, language)
}

describe('the faults of a body', () => {
  it('point at the member, escaped as RFC 6901 asks', () => {
    const schema = z.strictObject({ 'a/b': z.array(z.strictObject({ 'm~n': z.string() })) })
    expect(faultsIn(schema, { 'a/b': [{ 'm~n': 1 }] }).map(({ pointer }) => pointer)).toEqual(['/a~1b/0/m~0n'])
    expect(faultsIn(schema, 5).map(({ pointer }) => pointer)).toEqual([''])
  })

  it('name each unknown member by itself', () => {
    const found = faultsIn(CustomerPatch, JSON.parse('{"nick/name":1,"kind":"company","__proto__":{}}'))
    expect(found.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/nick~1name', 'unknown_member'],
      ['/kind', 'unknown_member'],
      ['/__proto__', 'unknown_member'],
    ])
  })

  it('say what kind of thing is missing, and claim nothing about what is there instead', () => {
    const found = languages.flatMap((language) => faultsIn(CustomerDraft, { kind: 'company', legalName: 5 }, language))
    expect(found.map(({ message }) => message)).toEqual(['There must be something of type string here', '此处须为 string 类型'])
  })

  it('carry the code of the rule that was broken, and its words', () => {
    expect(faultsIn(CustomerDraft, { kind: 'company', legalName: '顺达', phones: [{ number: '123' }] })).toEqual([
      { pointer: '/phones/0/number', code: 'phone.invalid', message: 'Not a telephone number in E.164, such as +8613800138000' },
    ])
  })

  it('are worded in both languages, in Chinese with Chinese characters', () => {
    const wrongs = [5, {}, { kind: 'robot' }, { kind: 'company' }, { kind: 'company', legalName: '', tier: 'VIP', x: 1, phones: {} }]
    for (const wrong of wrongs) {
      const [en, zh] = languages.map((language) => faultsIn(CustomerDraft, wrong, language))
      expect(en?.map(({ pointer, code }) => [pointer, code])).toEqual(zh?.map(({ pointer, code }) => [pointer, code]))
      expect(en?.every(({ message }) => !/\p{Script=Han}/u.test(message))).toBe(true)
      expect(zh?.every(({ message }) => /\p{Script=Han}/u.test(message))).toBe(true)
    }
  })

  it('of rules that name themselves fall back on the code', () => {
    expect(ruleFaults([{ code: 'rule.nobody_worded', pointer: '/x' }], 'en')).toEqual([
      { code: 'rule.nobody_worded', pointer: '/x', message: 'rule.nobody_worded' },
    ])
  })
})

/** Text that is in no message of its own: a marker with anything at all around it. */
const marker = 'Zq7Xw9'
const secrets = fc.tuple(fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 })).map(([a, b]) => `${a}${marker}${b}`)
const spoiled = (value: unknown): fc.Arbitrary<unknown> => {
  if (Array.isArray(value)) return fc.oneof(secrets, fc.tuple(...value.map(spoiled)))
  if (typeof value !== 'object' || value === null) return fc.oneof(secrets, fc.constant(value))
  return fc.oneof(
    { weight: 1, arbitrary: secrets },
    { weight: 6, arbitrary: fc.record(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, spoiled(member)]))) },
  )
}
const samples: readonly (readonly [string, z.ZodType, unknown])[] = [
  ...Object.entries(allRoutes).flatMap(([key, { body, example }]) => (example === undefined ? [] : [[key, body, example] as const])),
  ['every way to look a customer up', CustomerLookup, { taxId: '1', country: 'CN', email: 'a', phone: '1' }],
]

it.each(samples)('no message of %s ever holds what was sent', (_, schema, example) => {
  fc.assert(
    fc.property(spoiled(example), fc.constantFrom(...languages), (body, language) => {
      for (const { message, pointer, code } of faultsIn(schema, body, language)) {
        expect(message).not.toContain(marker)
        expect(`${pointer} ${code}`).not.toContain(marker)
      }
    }),
    { numRuns: 60 },
  )
})
