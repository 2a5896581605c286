import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import { notificationStore } from '../../../adapters/dynamo/notifications/notification-store.ts'
import { staffReader } from '../../../adapters/dynamo/staff/staff-reader.ts'
import { Table } from '../../../adapters/dynamo/table/table.ts'
import { deriveKey } from '../../../adapters/vault/derive.ts'
import { notifications } from '../../../domain/notifications/decide.ts'
import { Notification } from '../../../domain/notifications/notification.ts'
import { firmSettings } from '../../../domain/staff/staff-member.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { emailCode } from '../../../functions/runtime/email-code.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { purposes } from '../../../functions/runtime/purposes.ts'
import { declaredKeys } from '../../../local/engines/kms/declared.ts'
import { contextOf } from '../context.ts'
import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

const me = 'usr_budget'
const weekly = {
  title: '华东 VIP 客户',
  list: { of: 'customers', narrowed: { tier: 'vip' } },
  startsAt: '2030-01-07T01:00:00.000Z',
  recurrence: 'FREQ=WEEKLY;BYDAY=MO',
}

const tableOf = ({ engines }: Meter): Table => {
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: engines.table.url,
  })
  const name = engines.tables.find(({ expiry }) => expiry)?.name ?? ''
  return new Table(DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), name)
}

/** A notification as the job that tells people makes it: no request does. */
const newNotification = async (table: Table, now: string) => {
  const tidings = Notification.omit({ inDigest: true, mailAt: true, readAt: true }).parse({
    id: `ntf_${ulid()}`,
    user: me,
    type: 'mention',
    event: { id: `evt_${ulid()}`, type: 'note.written', at: now, by: 'usr_wang' },
    subject: { kind: 'note', id: `nte_${ulid()}` },
  })
  const command = { type: 'raise', tidings, settings: firmSettings, hasAddress: false } as const
  await execute(notifications, notificationStore(table, me), { id: tidings.id, command, context: contextOf({ now }) })
  return { notificationId: tidings.id }
}

/** The code that was mailed for the address named last. */
const codeNow = async ({ engines }: Meter, table: Table): Promise<string> => {
  const kms = new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: engines.kms.url,
  })
  const keyId = declaredKeys(engines.assembly).find(({ spec }) => spec === 'HMAC_256')?.arn ?? ''
  const id = derivedId('staff', me)
  const namedAt = (await staffReader(table).read(id, []))?.state.email?.namedAt ?? ''
  return emailCode(await deriveKey(kms, keyId, purposes.emailCode), { id, namedAt })
}

export const noticeReads = async (): Promise<Requests> => ({
  'GET /v1/me': () => ({}),
  'GET /v1/notifications': () => ({}),
  'GET /v1/notifications/count': () => ({}),
  'GET /v1/report-schedules': () => ({}),
})

export const noticeWrites = async (meter: Meter): Promise<Requests> => {
  const table = tableOf(meter)
  let turns = 0
  const address = () => {
    turns += 1
    return { body: { address: `li.na-${1000 + turns}@shunda.example` } }
  }
  const one = '/v1/notifications/{notificationId}'
  return {
    'PATCH /v1/me': () => {
      turns += 1
      return { body: { language: turns % 2 === 0 ? 'en' : 'zh-CN', digest: { on: true, at: `08:${10 + turns}` } } }
    },
    'POST /v1/me/email': address,
    'POST /v1/me/email/confirm': async () => {
      await meter.ask('POST /v1/me/email', address())
      return { body: { code: await codeNow(meter, table) } }
    },
    'POST /v1/me/email/drop': async () => {
      // So many codes are sent in a day and no more.
      meter.advance(24 * 60 * 60_000)
      await meter.ask('POST /v1/me/email', address())
      return {}
    },
    'POST /v1/notifications/read': async () => {
      await newNotification(table, meter.now())
      return {}
    },
    [`POST ${one}/read`]: async () => ({ path: await newNotification(table, meter.now()) }),
    [`POST ${one}/unread`]: async () => {
      const path = await newNotification(table, meter.now())
      await meter.ask(`POST ${one}/read`, { path })
      return { path }
    },
    'POST /v1/report-schedules': () => ({ body: weekly }),
    'PATCH /v1/report-schedules/{reportId}': async () => ({
      path: { reportId: (await meter.ask('POST /v1/report-schedules', { body: weekly })).id },
      body: { title: '每周五的列表' },
    }),
    'POST /v1/report-schedules/{reportId}/drop': async () => ({
      path: { reportId: (await meter.ask('POST /v1/report-schedules', { body: weekly })).id },
    }),
  }
}
