import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { contentOf, versionOf } from '../../../functions/runtime/request.ts'

type Sent = { readonly type?: string; readonly base64?: boolean; readonly method?: string }
const received = (body: string | undefined, { type = 'application/json', base64 = false, method = 'POST' }: Sent = {}) => {
  const requestContext = { http: { method } }
  return contentOf({
    body,
    headers: { 'content-type': type },
    isBase64Encoded: base64,
    requestContext,
  } as unknown as APIGatewayProxyEventV2)
}
const base64 = (body: string | Uint8Array) => received(Buffer.from(body).toString('base64'), { base64: true })
const content = (body: unknown, why?: string) => ({ ok: true, value: { body, why } })
const refused = (code: string) => ({ ok: false, error: { code } })

describe('a body', () => {
  it('is any JSON at all, as text or as base64', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, 'why'))
        const text = JSON.stringify(value)
        expect(received(text)).toEqual(content(JSON.parse(text)))
        expect(base64(text)).toEqual(content(JSON.parse(text)))
      }),
    )
  })

  it('may be absent', () => {
    expect(received(undefined)).toEqual(content(undefined))
    expect(received('', { type: 'text/plain' })).toEqual(content(undefined))
  })

  it.each(['{"why":"asked"}', '{', 'x'.repeat(300 * 1024)])('of a GET is not looked at, whatever it is', (body) => {
    expect(received(body, { method: 'GET', type: 'text/plain' })).toEqual(content(undefined))
  })

  it.each(['{', '{"a":}', "{'a':1}", '{"a":1,}', 'NaN', 'undefined', '{"a":1}{"b":2}', '"\u0000"', '[1', '{"a":01}'])(
    '%j is malformed',
    (text) => {
      expect(received(text)).toEqual(refused('request.malformed'))
    },
  )

  it('that is not UTF-8 is malformed, not guessed at', () => {
    expect(base64(Buffer.from([0x22, 0xc9, 0xcf, 0xba, 0xa3, 0x22]))).toEqual(refused('request.malformed'))
  })

  it('of a member that comes twice counts the last, as everyone reads JSON', () => {
    expect(received('{"a":1,"a":2}')).toEqual(content({ a: 2 }))
  })

  it('is at most 256 KB of bytes, not of characters', () => {
    const limit = 256 * 1024
    const text = (bytes: number, letter: string) => `"${letter.repeat((bytes - 2) / Buffer.byteLength(letter))}"`
    expect(received(text(limit, 'a'))).toMatchObject({ ok: true })
    expect(received(text(limit + 1, 'a'))).toEqual({ ok: false, error: { code: 'request.too_large', limitBytes: limit } })
    expect(received(text(2 + 3 * 87_380, '货'))).toMatchObject({ ok: true })
    expect(received(text(2 + 3 * 87_382, '货'))).toMatchObject(refused('request.too_large'))
    expect(base64(text(limit, 'a'))).toMatchObject({ ok: true })
    expect(base64(text(limit + 1, 'a'))).toMatchObject(refused('request.too_large'))
  })

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/merge-patch+json',
    'APPLICATION/JSON',
    'application/json ;charset=utf-8',
  ])('may come as %s', (type) => {
    expect(received('{}', { type })).toEqual(content({}))
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    '',
    'application/jsonp',
    'text/json',
    'application/xml+jsonx',
    'x application/json',
  ])('may not come as %j', (type) => {
    expect(received('{}', { type })).toEqual(refused('request.media_type'))
  })
})

describe('the reason of a change', () => {
  it('is taken out of the body, and tidied', () => {
    expect(received('{"tier":"vip","why":" 年度评审 "}')).toEqual(content({ tier: 'vip' }, '年度评审'))
  })

  it('may be given alone', () => {
    expect(received('{"why":"x"}')).toEqual(content({}, 'x'))
  })

  it.each([1, null, '', ' ', 'x'.repeat(301), 'a\u0000b', ['x'], {}])('%j is none, and is named', (why) => {
    const answer = received(JSON.stringify({ why }))
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid', issues: [{ path: ['why'] }] } })
  })

  it('is a member of the whole alone', () => {
    expect(received('[{"why":"x"}]')).toEqual(content([{ why: 'x' }]))
    expect(received('{"a":{"why":"x"}}')).toEqual(content({ a: { why: 'x' } }))
  })

  it('hides no other member: one called __proto__ is still there for the schema to refuse, and taints nothing', () => {
    for (const text of ['{"__proto__":{"admin":true},"a":1}', '{"why":"x","__proto__":{"admin":true},"a":1}']) {
      const answer = received(text)
      const body = answer.ok ? answer.value.body : undefined
      expect(Object.keys(Object(body))).toEqual(['__proto__', 'a'])
      expect(z.strictObject({ a: z.int() }).safeParse(body).error?.issues).toMatchObject([
        { code: 'unrecognized_keys', keys: ['__proto__'] },
      ])
      expect(Object(body).admin).toBeUndefined()
    }
  })
})

describe('If-Match', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    ['"3"', 3],
    [' "12" ', 12],
    ['"0"', 0],
  ])('%j names the version %j', (header, version) => {
    expect(versionOf(header)).toEqual({ ok: true, value: version })
  })

  it.each(['3', 'W/"3"', '"3", "4"', '""', '"x"', '"-1"', '"1.5"', '"1234567890123456"', '', "'3'"])('%j names none', (header) => {
    expect(versionOf(header)).toEqual(refused('request.precondition_malformed'))
  })
})
