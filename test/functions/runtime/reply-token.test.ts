import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { replyToken, ticketOfToken } from '../../../functions/runtime/reply-token.ts'

const key = Buffer.alloc(32, 7)
const letters = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
const ticketId = fc
  .tuple(fc.constantFrom(...'01234567'), fc.array(fc.constantFrom(...letters), { minLength: 25, maxLength: 25 }))
  .map(([first, rest]) => `tkt_${first}${rest.join('')}`)

it('the token in an address names its ticket, in capitals or not, and leaves room for the name before it', () => {
  fc.assert(
    fc.property(ticketId, (id) => {
      const token = replyToken(key, id)
      expect(ticketOfToken(key, token)).toBe(id)
      expect(ticketOfToken(key, token.toUpperCase())).toBe(id)
      expect(`customer-service+${token}`.length).toBeLessThanOrEqual(64)
      expect(token).toMatch(/^[0-9a-z]+$/)
    }),
  )
})

it('a token that was guessed, cut, altered or made elsewhere names nothing', () => {
  fc.assert(
    fc.property(ticketId, fc.nat(45), fc.constantFrom(...letters), (id, at, letter) => {
      const token = replyToken(key, id).toUpperCase()
      const altered = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`
      if (altered !== token) expect(ticketOfToken(key, altered)).toBeUndefined()
      expect(ticketOfToken(key, token.slice(0, at))).toBeUndefined()
      expect(ticketOfToken(Buffer.alloc(32, 8), token)).toBeUndefined()
      expect(ticketOfToken(key, `${token.slice(0, 26)}`)).toBeUndefined()
    }),
  )
})
