import { Webhook as Verifier } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { signedHeaders } from '../../../adapters/webhooks/signature.ts'
import { WebhookSecret } from '../../../domain/webhooks/webhook.ts'

const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`
const [old, current, stranger] = [secretOf(1), secretOf(2), secretOf(3)] as const
const message = { id: 'evt_01KAJ0000000000000000000AA', body: '{"type":"customer.registered","data":{"name":"顺达"}}' }
const signed = (secrets: readonly string[], at = Date.now()) => ({ ...signedHeaders({ ...message, at }, secrets) })

it('the public verifier of Standard Webhooks accepts what was signed', () => {
  expect(new Verifier(current).verify(message.body, signed([current]))).toEqual(JSON.parse(message.body))
})

it('while two secrets count, a receiver with either of them accepts', () => {
  const headers = signed([current, old])
  expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2)
  for (const secret of [old, current]) new Verifier(secret).verify(message.body, headers)
  expect(() => new Verifier(stranger).verify(message.body, headers)).toThrow()
})

it('a body, an id or a moment that was changed is not accepted', () => {
  const headers = signed([current])
  const verifier = new Verifier(current)
  expect(() => verifier.verify(`${message.body} `, headers)).toThrow()
  expect(() => verifier.verify(message.body, { ...headers, 'webhook-id': 'evt_other' })).toThrow()
  expect(() =>
    verifier.verify(message.body, { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) }),
  ).toThrow()
})

it('an old request that somebody recorded is not accepted', () => {
  expect(() => new Verifier(current).verify(message.body, signed([current], Date.now() - 10 * 60_000))).toThrow(/too old/)
})

it('the form of our secrets is the one that the verifier takes', () => {
  for (const secret of [old, current]) expect(WebhookSecret.parse(secret)).toBe(secret)
  expect(WebhookSecret.safeParse(`whsec_${Buffer.alloc(8).toString('base64')}`).success).toBe(false)
})
