import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { afterEach, describe, expect, it } from 'vitest'
import { mailCarrier } from '../../../adapters/messaging/mail-carrier.ts'
import { smsCarrier } from '../../../adapters/messaging/sms-carrier.ts'
import { wechatCarrier } from '../../../adapters/messaging/wechat-carrier.ts'
import type { Parcel } from '../../../domain/messages/ports.ts'
import { type Answer, recordedService } from './recorded.ts'

const access = { region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 }
const parcel = (rendered: Parcel['rendered'], facts: Partial<Parcel> = {}): Parcel => ({
  messageId: 'msg_01KAJ0000000000000000000AA',
  attempt: 'the-first',
  address: 'hash_of-mail',
  to: 'li.na@shunda.example',
  rendered,
  unsubscribe: undefined,
  ...facts,
})

let stop: (() => Promise<void>) | undefined
afterEach(async () => stop?.())
const service = async (...answers: readonly (Answer | undefined)[]) => {
  const started = await recordedService(...answers)
  stop = started.stop
  return started
}
const nobody = 'http://127.0.0.1:9'

describe('mail by SES (SendEmail of API version 2)', () => {
  const mail = parcel({ channel: 'email', subject: '假期', text: '您好', html: '<p>您好</p>' })
  const by = (endpoint: string) =>
    mailCarrier(new SESv2Client({ ...access, endpoint }), { from: 'crm@firm.example', configurationSet: 'lading' })
  const said = (status: number, type: string): Answer => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: '{"message":"no"}',
  })

  it('is asked for once, with what it needs to come back to its message and a way out that one click goes', async () => {
    const ses = await service({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"MessageId":"010001"}' })
    const outcome = await by(ses.url)({ ...mail, unsubscribe: 'https://firm.example/u/x' })
    expect(outcome).toEqual({ kind: 'taken', providerId: '010001' })
    expect(ses.asked).toMatchObject([{ method: 'POST', path: '/v2/email/outbound-emails' }])
    expect(JSON.parse(ses.asked[0]?.body ?? '')).toEqual({
      FromEmailAddress: 'crm@firm.example',
      Destination: { ToAddresses: ['li.na@shunda.example'] },
      ConfigurationSetName: 'lading',
      EmailTags: [
        { Name: 'message', Value: mail.messageId },
        { Name: 'attempt', Value: 'the-first' },
        { Name: 'address', Value: 'hash_of-mail' },
      ],
      Content: {
        Simple: {
          Subject: { Data: '假期', Charset: 'UTF-8' },
          Body: { Text: { Data: '您好', Charset: 'UTF-8' }, Html: { Data: '<p>您好</p>', Charset: 'UTF-8' } },
          Headers: [
            { Name: 'List-Unsubscribe', Value: '<https://firm.example/u/x>' },
            { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
          ],
        },
      },
    })
  })

  it('stands in its conversation, is answered where that goes on, and says so if nobody wrote it', async () => {
    const ses = await service({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"MessageId":"010001"}' })
    const thread = {
      replyTo: 'desk+token@desk.firm.example',
      inReplyTo: '<b@x.example>',
      references: ['<a@x.example>', '<b@x.example>'],
      isAutomatic: true,
    }
    await by(ses.url)({ ...mail, thread })
    const asked = JSON.parse(ses.asked[0]?.body ?? '')
    expect(asked.ReplyToAddresses).toEqual(['desk+token@desk.firm.example'])
    expect(asked.Content.Simple.Headers).toEqual([
      { Name: 'In-Reply-To', Value: '<b@x.example>' },
      { Name: 'References', Value: '<a@x.example> <b@x.example>' },
      { Name: 'Auto-Submitted', Value: 'auto-replied' },
      { Name: 'X-Auto-Response-Suppress', Value: 'All' },
    ])
  })

  it('brings its files whole, as files and under their own names', async () => {
    const ses = await service({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"MessageId":"010001"}' })
    await by(ses.url)({ ...mail, files: [{ name: '签收单.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }] })
    expect(JSON.parse(ses.asked[0]?.body ?? '').Content.Simple.Attachments).toEqual([
      {
        FileName: '签收单.pdf',
        ContentType: 'application/pdf',
        ContentDisposition: 'ATTACHMENT',
        ContentTransferEncoding: 'BASE64',
        RawContent: Buffer.from('%PDF').toString('base64'),
      },
    ])
  })

  it('brings a mail within a mail as bytes, since it may not be encoded as a mail', async () => {
    const ses = await service({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"MessageId":"010001"}' })
    await by(ses.url)({ ...mail, files: [{ name: 'mail.eml', type: 'message/rfc822', content: Buffer.from('Subject: 提单') }] })
    expect(JSON.parse(ses.asked[0]?.body ?? '').Content.Simple.Attachments[0]).toMatchObject({
      FileName: 'mail.eml',
      ContentType: 'application/octet-stream',
    })
  })

  it.each([
    ['busy', 429, 'TooManyRequestsException'],
    ['busy', 400, 'SendingPausedException'],
    ['busy', 403, 'AccessDeniedException'],
    ['refused', 400, 'MessageRejected'],
    ['refused', 400, 'BadRequestException'],
    ['lost', 500, 'InternalServiceErrorException'],
    ['lost', 503, 'ServiceUnavailable'],
  ] as const)('is %s where SES says %i %s, and is asked for no second time', async (kind, status, type) => {
    const ses = await service(said(status, type), said(status, type))
    expect(await by(ses.url)(mail)).toEqual({ kind })
    expect(ses.asked).toHaveLength(1)
  })

  it('is lost where the connection broke, and only busy where there was none', async () => {
    const ses = await service(undefined)
    expect(await by(ses.url)(mail)).toEqual({ kind: 'lost' })
    expect(ses.asked).toHaveLength(1)
    expect(await by(nobody)(mail)).toEqual({ kind: 'busy' })
  })
})

describe('text messages by AWS End User Messaging (SendTextMessage of API version 2)', () => {
  const text = parcel({ channel: 'sms', text: '您的货物已到' }, { to: '+8613800138000' })
  const pool = 'arn:aws:sms-voice:eu-west-1:000000000000:pool/pool-0123'
  const by = (endpoint: string) => smsCarrier(new PinpointSMSVoiceV2Client({ ...access, endpoint }), pool)
  const headers = { 'content-type': 'application/x-amz-json-1.0' }
  const refusal = (status: number, type: string, Reason?: string): Answer => ({
    status,
    headers: { ...headers, 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: `com.amazonaws.pinpointsmsvoicev2#${type}`, Message: 'no', Reason }),
  })

  it('go to the number, from the one that the firm has, as what they are', async () => {
    const aws = await service({ status: 200, headers, body: '{"MessageId":"9539975a-e71f-45f3-b496-8d98dc098a77"}' })
    expect(await by(aws.url)(text)).toEqual({ kind: 'taken', providerId: '9539975a-e71f-45f3-b496-8d98dc098a77' })
    expect(aws.asked).toHaveLength(1)
    expect(aws.asked[0]?.headers).toMatchObject({ 'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage' })
    expect(JSON.parse(aws.asked[0]?.body ?? '')).toEqual({
      DestinationPhoneNumber: '+8613800138000',
      OriginationIdentity: pool,
      MessageBody: '您的货物已到',
      MessageType: 'TRANSACTIONAL',
      Context: { message: text.messageId, attempt: 'the-first', address: 'hash_of-mail' },
    })
  })

  it.each([
    ['busy', 400, 'ThrottlingException', undefined],
    ['busy', 400, 'ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'],
    ['busy', 400, 'ConflictException', 'NO_ORIGINATION_IDENTITIES_FOUND'],
    ['busy', 400, 'ResourceNotFoundException', undefined],
    ['busy', 400, 'AccessDeniedException', 'INSUFFICIENT_ACCOUNT_REPUTATION'],
    ['busy', 400, 'ConflictException', 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED'],
    ['busy', 400, 'ConflictException', 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION'],
    ['busy', 400, 'ValidationException', 'SENDER_ID_NOT_REGISTERED'],
    ['busy', 400, 'ValidationException', 'COUNTRY_NOT_ENABLED'],
    ['refused', 400, 'ValidationException', 'INVALID_PARAMETER'],
    ['refused', 400, 'ValidationException', 'MAXIMUM_SIZE_EXCEEDED'],
    ['lost', 500, 'InternalServerException', undefined],
  ] as const)('are %s where AWS says %i %s %s, and are asked for no second time', async (kind, status, type, reason) => {
    const aws = await service(refusal(status, type, reason), refusal(status, type, reason))
    expect(await by(aws.url)(text)).toEqual({ kind })
    expect(aws.asked).toHaveLength(1)
  })

  it('are refused, and stopped, where whoever has the number answered STOP', async () => {
    const aws = await service(refusal(400, 'ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT'))
    expect(await by(aws.url)(text)).toEqual({ kind: 'refused', stopped: true })
  })

  it('are lost where the connection broke, and only busy where there was none', async () => {
    const aws = await service(undefined)
    expect(await by(aws.url)(text)).toEqual({ kind: 'lost' })
    expect(await by(nobody)(text)).toEqual({ kind: 'busy' })
  })
})

describe('template messages of a WeChat official account', () => {
  const notice = parcel(
    { channel: 'wechat', templateId: 'tpl_1', data: { first: '您好', keyword1: '已到港' }, url: 'https://firm.example/s/x' },
    { to: 'oABC123' },
  )
  const json = (body: object): Answer => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const token = json({ access_token: 'token-1', expires_in: 7200 })
  const sent = json({ errcode: 0, errmsg: 'ok', msgid: 200_228_332 })
  const by = (origin: string) => wechatCarrier({ appId: 'wx1', secret: async () => 'secret', origin, now: () => 0 })

  it('go to the follower under a token that is asked for once', async () => {
    const wechat = await service(token, sent, sent)
    const carry = by(wechat.url)
    for (const _ of [1, 2]) expect(await carry(notice)).toEqual({ kind: 'taken', providerId: '200228332' })
    expect(wechat.asked.map(({ path }) => path)).toEqual([
      '/cgi-bin/stable_token',
      '/cgi-bin/message/template/send?access_token=token-1',
      '/cgi-bin/message/template/send?access_token=token-1',
    ])
    expect(JSON.parse(wechat.asked[0]?.body ?? '')).toEqual({ grant_type: 'client_credential', appid: 'wx1', secret: 'secret' })
    expect(JSON.parse(wechat.asked[1]?.body ?? '')).toEqual({
      touser: 'oABC123',
      template_id: 'tpl_1',
      url: 'https://firm.example/s/x',
      data: { first: { value: '您好' }, keyword1: { value: '已到港' } },
      client_msg_id: notice.messageId,
    })
  })

  it('are known by all digits of what WeChat calls them', async () => {
    const body = '{"errcode":0,"errmsg":"ok","msgid":3151487862098280449}'
    const wechat = await service(token, { status: 200, headers: { 'content-type': 'application/json' }, body })
    expect(await by(wechat.url)(notice)).toEqual({ kind: 'taken', providerId: '3151487862098280449' })
  })

  it('words of a chat go out as a message of customer service, to be read where somebody wrote', async () => {
    const wechat = await service(token, json({ errcode: 0, errmsg: 'ok' }))
    const words = parcel({ channel: 'wechat', text: '已到港,明天派送。' }, { to: 'oABC123' })
    expect(await by(wechat.url)(words)).toEqual({ kind: 'taken', providerId: '' })
    expect(wechat.asked[1]?.path).toBe('/cgi-bin/message/custom/send?access_token=token-1')
    expect(JSON.parse(wechat.asked[1]?.body ?? '')).toEqual({ touser: 'oABC123', msgtype: 'text', text: { content: '已到港,明天派送。' } })
  })

  it('words that come later than 48 hours after somebody wrote, or too many, are refused for good', async () => {
    for (const errcode of [45_015, 45_047]) {
      const wechat = await service(token, json({ errcode, errmsg: 'no' }))
      expect(await by(wechat.url)(parcel({ channel: 'wechat', text: 'x' }))).toEqual({ kind: 'refused' })
      await stop?.()
    }
  })

  it.each([
    ['busy', 45_009],
    ['busy', 42_001],
    ['busy', -1],
    ['refused', 43_004],
    ['refused', 40_037],
  ] as const)('are %s where WeChat says %i', async (kind, errcode) => {
    const wechat = await service(token, json({ errcode, errmsg: 'no' }))
    expect(await by(wechat.url)(notice)).toEqual({ kind })
  })

  it('are lost where the answer was, and busy where there was no token to send them with', async () => {
    const wechat = await service(token, undefined)
    expect(await by(wechat.url)(notice)).toEqual({ kind: 'lost' })
    await stop?.()
    const closed = await service(json({ errcode: 40_125, errmsg: 'invalid appsecret' }))
    expect(await by(closed.url)(notice)).toEqual({ kind: 'busy' })
    expect(await by(nobody)(notice)).toEqual({ kind: 'busy' })
  })
})
