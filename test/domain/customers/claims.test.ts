import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { claimsOf, taxIdKey } from '../../../domain/customers/claims.ts'
import { customers } from '../../../domain/customers/decide.ts'
import { CustomerEvent } from '../../../domain/customers/events.ts'
import { CustomerLookup, claimIn } from '../../../domain/customers/lookup.ts'
import { stories } from '../../support/given.ts'
import { company, individual, registered } from './examples.ts'

const unique = company({
  taxId: '91310115MA1K3YQX1C',
  emails: [{ address: 'Orders@Shunda.example' }, { address: '财务@物流.中国' }],
  phones: [{ number: '+862158886666' }],
})
const archived = CustomerEvent.parse({ type: 'customer.archived', at: '2026-11-21T08:30:00.000Z', by: 'usr_1' })
const restored = CustomerEvent.parse({ type: 'customer.restored', at: '2026-11-21T08:30:00.000Z' })
const { given } = stories(customers)

it('a tax id, each e-mail address and each phone number belong to one customer', () => {
  expect(claimsOf(unique)).toEqual([
    { field: 'taxId', value: 'CN:91310115MA1K3YQX1C' },
    { field: 'email', value: 'orders@shunda.example' },
    { field: 'email', value: '财务@xn--qzwx3i.xn--fiqs8s' },
    { field: 'phone', value: '+862158886666' },
  ])
})

it('somebody at WeChat belongs to one customer, who is a person', () => {
  expect(claimsOf(individual({ wechatOpenId: 'oABC123' }))).toEqual([{ field: 'wechat', value: 'oABC123' }])
  expect(() => company({ wechatOpenId: 'oABC123' })).toThrow(/wechatOpenId/)
})

it('nobody, somebody without any of them and an archived customer hold none; a restored one holds them again', () => {
  expect(claimsOf(undefined)).toEqual([])
  expect(claimsOf(company())).toEqual([])
  expect(claimsOf(given(registered(unique), archived).state)).toEqual([])
  expect(claimsOf(given(registered(unique), archived, restored).state)).toEqual(claimsOf(unique))
})

const blanks = fc.constantFrom('', ' ', '-', '\u3000', '.')
/** The same characters with blanks between them, in any case and width. */
const rewritten = (text: string) =>
  fc
    .tuple(...[...text].map((letter) => fc.tuple(blanks, fc.constantFrom(letter, letter.toLowerCase(), fullWidth(letter)))))
    .map((parts) => parts.flat().join(''))
const fullWidth = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)

it('a tax id is the same however it is written', () => {
  fc.assert(
    fc.property(rewritten('91310115MA1K3YQX1C'), (written) => {
      expect(taxIdKey('CN', written)).toBe('CN:91310115MA1K3YQX1C')
    }),
  )
})

it('a tax id with its country in front is the same, and that of another country is another', () => {
  expect(taxIdKey('DE', 'DE 136 695 976')).toBe(taxIdKey('DE', '136695976'))
  expect(taxIdKey('HK', '12345678')).not.toBe(taxIdKey('TW', '12345678'))
})

it('an e-mail address is the same in any case, on a profile as in a look-up', () => {
  const cased = fc
    .tuple(...[...'orders@shunda.example'].map((letter) => fc.constantFrom(letter, letter.toUpperCase())))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(cased, (address) => {
      const [claim] = claimsOf(company({ emails: [{ address }] }))
      expect(claim).toEqual({ field: 'email', value: 'orders@shunda.example' })
      expect(claimIn(CustomerLookup.parse({ email: address }))).toEqual(claim)
    }),
  )
})
