import { createHmac, timingSafeEqual } from 'node:crypto'
import { base32 } from '../../domain/kernel/base32.ts'
import { TicketId } from '../../domain/kernel/ids.ts'

/** Of 26 characters, which are 128 bits: what nobody guesses, and what still fits into the part of an address before the @, which holds 64. */
const macLength = 20
const prefix = 'tkt_'

const macOf = (key: Uint8Array, ulid: string): string => base32(createHmac('sha256', key).update(ulid).digest()).slice(-macLength)

/**
 * What names a ticket in the address that a customer answers to: `desk+<token>@…`. In lower case throughout, and read in either: mail
 * programs change the case of addresses.
 */
export const replyToken = (key: Uint8Array, ticketId: string): string => {
  const ulid = ticketId.slice(prefix.length)
  return `${ulid}${macOf(key, ulid)}`.toLowerCase()
}

/** The ticket that a token names; undefined for one that was guessed, cut or altered. */
export const ticketOfToken = (key: Uint8Array, token: string): TicketId | undefined => {
  const upper = token.toUpperCase()
  const [ulid, mac] = [upper.slice(0, 26), Buffer.from(upper.slice(26))]
  const expected = Buffer.from(macOf(key, ulid))
  const isOurs = mac.length === expected.length && timingSafeEqual(mac, expected)
  return isOurs ? TicketId.safeParse(`${prefix}${ulid}`).data : undefined
}
