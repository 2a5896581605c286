import { expect, test } from 'vitest'
import { textEnds } from '../../domain/messages/text-ends.ts'
import { identityStatements } from './statements.ts'
import { synthesize } from './synthesis.ts'

const pool = 'arn:aws:sms-voice:ap-southeast-1:000000000000:pool/pool-0123456789abcdef'
const on = synthesize('dev', { smsFrom: pool })
const off = synthesize('dev')
const sending = (synthesis: typeof on) =>
  identityStatements(synthesis).filter(({ Action }) => Action.some((action) => action.startsWith('sms-voice:')))
const rulesOf = (synthesis: typeof on) =>
  synthesis.all('AWS::Events::Rule').filter(({ properties }) => JSON.stringify(properties['EventPattern'] ?? '').includes('aws.sms-voice'))

test('nobody sends texts, and nothing is heard of them, until an installation says from where', () => {
  expect(sending(off)).toEqual([])
  expect(rulesOf(off)).toEqual([])
})

test('the sender alone sends them, from there and from nowhere else', () => {
  expect(sending(on).map(({ holder, Action, resources }) => [holder, Action, resources])).toEqual([
    ['MessageSenderWorkerRoleDefaultPolicy', ['sms-voice:SendTextMessage'], [pool]],
  ])
})

test('what becomes of them at their end is heard, of those that carry what finds their message', () => {
  const isThere = [{ exists: true }]
  expect(rulesOf(on).map(({ properties }) => properties['EventPattern'])).toEqual([
    {
      source: ['aws.sms-voice'],
      'detail-type': ['Text Message Delivery Status Updated'],
      detail: { eventType: textEnds, isFinal: [true], context: { message: isThere, attempt: isThere, address: isThere } },
    },
  ])
  const alarms = on.all('AWS::CloudWatch::Alarm').filter(({ id }) => id.startsWith('TextNotices'))
  expect(alarms.map(({ properties }) => properties['MetricName'])).toEqual(['FailedInvocations'])
})

test('what becomes of them is handed on without the numbers', () => {
  const handedOn = {
    'detail-eventType': '$.detail.eventType',
    'detail-context-message': '$.detail.context.message',
    'detail-context-attempt': '$.detail.context.attempt',
    'detail-context-address': '$.detail.context.address',
    time: '$.time',
  }
  const given = { Arn: expect.anything(), Id: expect.any(String) }
  const targets = [{ ...given, InputTransformer: { InputPathsMap: handedOn, InputTemplate: expect.any(String) } }]
  expect(rulesOf(on).map(({ properties }) => properties['Targets'])).toEqual([targets])
})
