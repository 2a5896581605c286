import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SelfServiceCommand, selfService } from '../../../domain/self-service/decide.ts'
import { standingOf, whoseOf } from '../../../domain/self-service/link.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const [id, contactId] = ['lnk_01KAJ0000000000000000000AA', 'con_01KAJ0000000000000000000AA']
const contact = { kind: 'contact', id: contactId, customers: ['cus_01KAJ0000000000000000000AA'], emails: 1, isArchived: false } as const
const customerId = 'cus_01KAJ0000000000000000000AA'
const individual = { kind: 'customer', id: customerId, customers: [customerId], emails: 1, isArchived: false } as const
const offer = { type: 'offer', id, to: contact } as const
const { given } = stories(selfService)
const first = contextOf({ now: '2028-02-25T02:00:00.000Z' })
const later = (now: string) => contextOf({ now, actor: { id: contactId } })
const offered = () => {
  const { decided } = given().when(offer, first)
  return decided.ok ? decided.value : []
}

describe('a link to somebody’s own data', () => {
  it('works for seven days, leap days among them', () => {
    const { state } = given(...offered())
    expect(state).toMatchObject({ status: 'open', expiresAt: '2028-03-03T02:00:00.000Z' })
    const standingAt = (now: string) => state && standingOf(state, contextOf({ now }).now)
    expect(['2028-03-03T01:59:59.999Z', '2028-03-03T02:00:00.000Z'].map(standingAt)).toEqual(['open', 'expired'])
    given(...offered())
      .when({ type: 'use' }, later('2028-03-03T02:00:00.000Z'))
      .thenRefused('self_service.ended')
  })

  it('is for a contact, or for an individual who is a customer themselves', () => {
    expect(given(...offered()).state).toMatchObject({ contactId })
    const { after } = given().when({ ...offer, to: individual }, first)
    expect(after).toMatchObject({ customerId, customers: [customerId] })
    expect(after && whoseOf(after)).toEqual({ kind: 'customer', id: customerId })
  })

  it('works once', () => {
    const used = given(...offered()).when({ type: 'use' }, later('2028-02-26T02:00:00.000Z'))
    expect(used.after).toMatchObject({ status: 'used', ended: { by: contactId } })
    const events = used.decided.ok ? used.decided.value : []
    for (const type of ['use', 'revoke'] as const)
      given(...offered(), ...events)
        .when({ type }, later('2028-02-27T02:00:00.000Z'))
        .thenRefused('self_service.ended')
  })

  it('can be withdrawn, and doing so twice changes nothing', () => {
    const { decided, after } = given(...offered()).when({ type: 'revoke' }, first)
    expect(after?.status).toBe('revoked')
    given(...offered(), ...(decided.ok ? decided.value : []))
      .when({ type: 'revoke' }, first)
      .thenNothing()
  })

  it('is for people with an address, who are still ours', () => {
    given()
      .when({ ...offer, to: { ...contact, emails: 0 } }, first)
      .thenRefused('self_service.no_address')
    given()
      .when({ ...offer, to: { ...contact, isArchived: true } }, first)
      .thenRefused('contact.archived')
    given()
      .when({ ...offer, to: { ...individual, isArchived: true } }, first)
      .thenRefused('customer.archived')
    given(...offered())
      .when(offer, first)
      .thenNothing()
    given().when({ type: 'use' }, first).thenRefused('self_service.not_found')
  })
})

keepsTheLaws('links to own data', {
  decider: selfService,
  commands: fc.constantFrom<SelfServiceCommand>(offer, { type: 'use' }, { type: 'revoke' }),
  contexts: fc.constantFrom(first, later('2028-02-26T02:00:00.000Z'), later('2028-04-01T02:00:00.000Z')),
  events: ['self_service.offered', 'self_service.used', 'self_service.revoked'],
})
