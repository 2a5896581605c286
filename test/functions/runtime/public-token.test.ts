import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { linkToken, openLink } from '../../../functions/runtime/public-link.ts'
import { readToken, signToken } from '../../../functions/runtime/public-token.ts'
import { readUnsubscribeToken, unsubscribeToken } from '../../../functions/runtime/unsubscribe-link.ts'

const key = Buffer.alloc(32, 'a key for tests alone')
const parts = fc.array(fc.stringMatching(/^[\w-]{0,20}$/), { minLength: 1, maxLength: 5 })
const now = Instant.parse('2026-11-21T08:30:00Z')

describe('a token in a link', () => {
  it('says what was put into it, to whoever has the key', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(readToken(key, 's', signToken(key, 's', given))).toEqual(given)
      }),
    )
  })

  it('says nothing once it is cut, altered, or carried to another page or another firm', () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.constantFrom('A', 'b', '-', '.', ''), (given, at, other) => {
        const token = signToken(key, 's', given)
        const place = at % token.length
        const altered = token.slice(0, place) + other + token.slice(place + 1)
        if (altered !== token) expect(readToken(key, 's', altered)).toBeUndefined()
        expect(readToken(key, 'u', token)).toBeUndefined()
        expect(readToken(Buffer.alloc(32), 's', token)).toBeUndefined()
      }),
    )
  })

  it('holds nothing that would not stand in an address', () => {
    expect(() => signToken(key, 's', ['a/b'])).toThrow(TypeError)
    expect(() => signToken(key, 's', ['a.b'])).toThrow(TypeError)
  })

  it('knows when it has expired', () => {
    const token = linkToken(key, { page: 's', id: 'svy_1', until: now })
    const opened = (at: string) => openLink(key, 's', { token, now: Instant.parse(at) })
    expect(opened('2026-11-21T08:29:59Z')).toEqual({ id: 'svy_1', expired: false })
    expect(opened('2026-11-21T08:30:00Z')).toEqual({ id: 'svy_1', expired: true })
    expect(openLink(key, 's', { token: linkToken(key, { page: 's', id: 'svy_1' }), now })).toEqual({ id: 'svy_1', expired: false })
  })

  it('of one kind is none of the other', () => {
    const way = { category: 'survey', channel: 'email', address: 'hash', recipient: 'con_1', customer: 'cus_1' } as const
    const token = unsubscribeToken(key, way)
    expect(readUnsubscribeToken(key, token)).toEqual(way)
    expect(openLink(key, 'u', { token, now })).toBeUndefined()
    expect(readUnsubscribeToken(key, linkToken(key, { page: 'u', id: 'svy_1' }))).toBeUndefined()
  })
})
