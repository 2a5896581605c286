import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Language } from '../../../domain/kernel/language.ts'
import { type RefusalCode, refusals } from '../../../functions/runtime/messages.ts'
import { Problem, problem } from '../../../functions/runtime/problem.ts'

const codes = Object.keys(refusals) as RefusalCode[]
const told = (language: Language) => ({ language, traceId: 'trace-1' })
const answered = (code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}, language: Language = 'en') => {
  const { status, headers, body } = problem({ code, ...facts }, told(language))
  return { status, headers, body: Problem.parse(JSON.parse(JSON.stringify(body))) }
}

/** What the last part of a code says, as a status of RFC 9110. */
const fitting: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^request\.(malformed|precondition_malformed|cursor_invalid)$/, [400]],
  [/[._]too_large$/, [413]],
  [/^request\.media_type$/, [415]],
  [/^request\.invalid$|\.rules_broken$/, [422]],
  [/^access\.unauthenticated$/, [401]],
  [/^access\.|_yours$|_denied$/, [403]],
  [/not_found$|^list\.unknown$|list\.value_unknown$/, [404]],
  [/^version\.conflict$/, [412]],
  [/^sealed\.unreadable$/, [410]],
  [/^service\.failed$/, [500]],
  [/^service\./, [503]],
  [/^idempotency\.key_invalid$/, [400]],
]

describe.each(codes)('the refusal %s', (code) => {
  it('has a status that fits, and says the same in both languages', () => {
    const { status } = answered(code)
    const [, allowed] = fitting.find(([named]) => named.test(code)) ?? [code, [404, 409, 422]]
    expect(allowed).toContain(status)
    for (const language of ['en', 'zh-CN'] as const) {
      const { headers, body } = answered(code, {}, language)
      expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'content-language': language })
      expect(body).toMatchObject({ status, code, traceId: 'trace-1', title: refusals[code].title[language] })
      expect(/\p{Script=Han}/u.test(body.title)).toBe(language === 'zh-CN')
    }
  })
})

describe('a problem', () => {
  it('keeps the facts of its refusal', () => {
    expect(answered('claim.taken', { field: 'taxId', heldBy: 'cus_1' }).body).toMatchObject({ field: 'taxId', heldBy: 'cus_1' })
    expect(answered('version.conflict', { current: 7 }).body).toMatchObject({ current: 7 })
  })

  it('is not overruled by a fact of the same name as one of its own members', () => {
    const facts = { status: 200, title: 'fine', type: 'about:blank', traceId: 'other' }
    expect(answered('customer.archived', facts).body).toMatchObject({ status: 409, code: 'customer.archived', traceId: 'trace-1' })
    expect(answered('customer.archived', facts).body.title).not.toBe('fine')
  })

  it('tells the issues of a schema as faults, and never as they are', () => {
    const { error } = z.strictObject({ a: z.string() }).safeParse({ a: 1, b: 2 })
    const { body } = answered('request.invalid', { issues: error?.issues })
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(['/a', '/b'])
    expect(body.detail).toBe(`/a: ${body.errors?.[0]?.message}`)
    expect(body).not.toHaveProperty('issues')
  })

  it('tells broken rules as faults with their words', () => {
    const findings = [{ code: 'tax_id.check_digit', pointer: '/taxId', severity: 'block' }]
    const { body } = answered('customer.rules_broken', { findings }, 'zh-CN')
    expect(body.errors).toEqual([{ code: 'tax_id.check_digit', pointer: '/taxId', message: '税号校验码不符' }])
    expect(body).not.toHaveProperty('findings')
  })

  it('asks to come again exactly where that helps', () => {
    const again = codes.filter((code) => answered(code).headers['retry-after'] !== undefined)
    expect(again.sort()).toEqual([
      'idempotency.in_progress',
      'service.busy',
      'service.timeout',
      'service.unhealthy',
      'service.vault_unavailable',
      'version.contended',
    ])
  })
})
