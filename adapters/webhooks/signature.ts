import { createHmac, timingSafeEqual } from 'node:crypto'

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

const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Five minutes: a signature from before counts for nothing, so that what somebody caught on the way cannot be sent again for ever. */
const tolerance = 5 * 60 * 1000

type Received = { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: string; readonly now: number }

/** Why a message that came in under Standard Webhooks is not to be trusted; undefined where one of the secrets has signed it just now. */
export const distrust = (
  { headers, body, now }: Received,
  secrets: readonly string[],
): 'unsigned' | 'too_old' | 'wrong_signature' | undefined => {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': given = '' } = headers
  if (id === '' || given === '' || !/^\d{1,12}$/.test(timestamp)) return 'unsigned'
  if (Math.abs(now - Number(timestamp) * 1000) > tolerance) return 'too_old'
  const expected = secrets.map((secret) => signatureUnder(secret, `${id}.${timestamp}.${body}`))
  const matches = given.split(' ').flatMap((one) => expected.map((signature) => isSame(one, signature)))
  return matches.includes(true) ? undefined : 'wrong_signature'
}
