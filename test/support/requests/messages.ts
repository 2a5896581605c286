import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { messageStore } from '../../../adapters/dynamo/messages/message-store.ts'
import { Table } from '../../../adapters/dynamo/table/table.ts'
import { deriveKey } from '../../../adapters/vault/derive.ts'
import { type MessageCommand, messages } from '../../../domain/messages/decide.ts'
import { letter } from '../../../domain/templates/shipped/letter.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { purposes } from '../../../functions/runtime/purposes.ts'
import { unsubscribeToken } from '../../../functions/runtime/unsubscribe-link.ts'
import { declaredKeys } from '../../../local/engines/kms/declared.ts'
import { contextOf } from '../context.ts'
import type { Requests } from '../every-request.ts'
import { madeUpEmail } from '../made-up.ts'
import type { Meter } from '../metered.ts'

const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
const fields = { title: '假期安排', body: '十月一日至三日不提货。' }

const somebody = async ({ ask }: Meter) => {
  const { id: customerId } = await ask('POST /v1/customers', { body: { kind: 'individual', name: '李娜' } })
  const email = madeUpEmail()
  const body = { name: '李娜', emails: [{ address: email }], affiliation: { role: 'logistics' } }
  const { id } = await ask('POST /v1/customers/{customerId}/contacts', { path: { customerId }, body })
  return { customerId: String(customerId), contactId: String(id), email }
}
const draftFor = (id: string) => ({ to: { kind: 'contact', id }, template: 'letter', fields })

/** Only the job gets a message so far that nobody knows what became of it. */
const unknown = async (meter: Meter, contactId: string) => {
  const { id } = await meter.ask('POST /v1/messages', { body: draftFor(contactId) })
  const client = new DynamoDBClient({ ...access, endpoint: meter.engines.table.url })
  const name = meter.engines.tables.find(({ expiry }) => expiry)?.name ?? ''
  const table = new Table(DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), name)
  const way = { channel: 'email', address: 'hash', optOut: false, suppressed: false } as const
  const recipient = { customers: [], language: undefined, zone: 'Asia/Shanghai', quietHours: undefined, channels: [], ways: [way] }
  const commands: readonly MessageCommand[] = [
    { type: 'send', attempt: 'one', template: { version: 0, state: letter }, recipient },
    { type: 'report', attempt: 'one', outcome: { kind: 'lost' } },
  ]
  const context = contextOf({ now: meter.now() })
  for (const command of commands) await execute(messages, messageStore(table), { id, command, context })
  return { messageId: String(id) }
}

/** A link as it stands in a mail, for another address each time. */
const linkFrom = async ({ engines }: Meter) => {
  const kms = new KMSClient({ ...access, endpoint: engines.kms.url })
  // The template declares the key that derives before the one that signs links.
  const keyId = declaredKeys(engines.assembly).findLast(({ spec }) => spec === 'HMAC_256')?.arn ?? ''
  const key = await deriveKey(kms, keyId, purposes.publicLink)
  return (address: string) =>
    unsubscribeToken(key, { category: 'marketing', channel: 'email', address, recipient: 'con_1', customer: undefined })
}

export const messageReads = async (meter: Meter): Promise<Requests> => {
  const { customerId, contactId } = await somebody(meter)
  const { id } = await meter.ask('POST /v1/messages', { body: draftFor(contactId) })
  const token = (await linkFrom(meter))('read')
  return {
    'GET /v1/messages': () => ({ query: { customerId } }),
    'GET /v1/messages/{messageId}': () => ({ path: { messageId: String(id) } }),
    'GET /v1/templates': () => ({}),
    'GET /v1/templates/{code}': () => ({ path: { code: 'letter' } }),
    'POST /v1/templates/{code}/preview': () => ({ path: { code: 'letter' }, body: { language: 'en', fields } }),
    'GET /v1/suppressions': () => ({ query: { recipientId: contactId } }),
    'GET /u/{token}': () => ({ path: { token } }),
  }
}

export const messageWrites = async (meter: Meter): Promise<Requests> => {
  const { contactId } = await somebody(meter)
  const tokenFor = await linkFrom(meter)
  let n = 0
  const next = () => {
    n += 1
    return n
  }
  const words = () => ({ en: { email: { subject: `Depot ${1000 + next()}`, text: '{{title}}', html: '{{title}}' } } })
  const stop = async () => {
    const { contactId: recipientId, email } = await somebody(meter)
    return { body: { address: { email }, recipientId, scope: 'marketing' } }
  }
  return {
    'POST /v1/messages': () => ({ body: draftFor(contactId) }),
    'POST /v1/messages/{messageId}/settle': async () => ({ path: await unknown(meter, contactId), body: { as: 'sent' } }),
    'POST /v1/templates/{code}/versions': () => ({
      path: { code: 'depot.closed' },
      body: { category: 'transactional', fields: { title: { type: 'text' } }, words: words() },
    }),
    'POST /v1/suppressions': stop,
    'POST /v1/suppressions/{suppressionId}/lift': async () => {
      const { id } = await meter.ask('POST /v1/suppressions', await stop())
      return { path: { suppressionId: String(id) }, body: { scope: 'marketing', reason: 'They called' } }
    },
    'POST /u/{token}': () => ({ path: { token: tokenFor(`address-${1000 + next()}`) } }),
  }
}
