import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a token holds in the open: ids and codes, which stand in an address as they are. */
type Parts = readonly string[]

const plain = /^[\w-]*$/
const macLength = 32

/** 192 bits of HMAC-SHA-256. The page is part of what is signed, so that a token of one page opens no other. */
const macOf = (key: Uint8Array, page: string, body: string): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([page, body]))
    .digest('base64url')
    .slice(0, macLength)

/** A token for `/{page}/{token}`. Throws for a part that could not stand in an address. */
export const signToken = (key: Uint8Array, page: string, parts: Parts): string => {
  const strange = parts.find((part) => !plain.test(part))
  if (strange !== undefined) throw new TypeError('a token holds letters, digits, strokes and underscores alone')
  const body = parts.join('.')
  return `${body}.${macOf(key, page, body)}`
}

/** The parts of a token of this page; undefined for one that was guessed, cut, altered, or made for another page. */
export const readToken = (key: Uint8Array, page: string, token: string): Parts | undefined => {
  const cut = token.lastIndexOf('.')
  const [body, mac] = [token.slice(0, Math.max(cut, 0)), Buffer.from(token.slice(cut + 1))]
  const expected = Buffer.from(macOf(key, page, body))
  return mac.length === expected.length && timingSafeEqual(mac, expected) ? body.split('.') : undefined
}
