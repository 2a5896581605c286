import { createHmac } from 'node:crypto'

/** What is sent, and when (milliseconds since 1970). `id` stays the same however often it is sent. */
type Signed = { readonly id: string; readonly at: number; readonly body: string }

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

const signatureUnder = (secret: string, signed: string): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`

/** The headers of Standard Webhooks (https://www.standardwebhooks.com): id, moment, and one signature under each secret that counts. */
export const signedHeaders = ({ id, at, body }: Signed, secrets: readonly string[]): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(at / 1000))
  const signed = `${id}.${timestamp}.${body}`
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => signatureUnder(secret, signed)).join(' '),
  }
}
