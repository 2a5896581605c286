import { once } from 'node:events'
import { createServer } from 'node:http'
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterEach, describe, expect, it } from 'vitest'
import type { Assembly } from '../../../local/assembly/assembly.ts'
import { startTexts } from '../../../local/engines/texts.ts'
import type { Ledger } from '../../../local/ledger.ts'
import { memoryLedger } from '../fixture/memory-ledger.ts'

const queue = 'arn:aws:sqs:us-east-1:000000000000:notices'
const rule = {
  EventPattern: { source: ['aws.sms-voice'], 'detail-type': ['Text Message Delivery Status Updated'] },
  Targets: [
    {
      Arn: queue,
      InputTransformer: {
        InputPathsMap: { type: '$.detail.eventType', text: '$.detail.messageId', message: '$.detail.context.message' },
        InputTemplate: '{"type":<type>,"text":<text>,"message":<message>}',
      },
    },
  ],
}
const assembly = { resources: [{ type: 'AWS::Events::Rule', properties: rule, stack: 'mail', id: 'Told' }] } as unknown as Assembly

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const engine = async (ledger: Ledger, deliver: (target: string, input: string) => Promise<void>) => {
  const texts = startTexts({ assembly, deliver, ledger, region: 'us-east-1' })
  const server = createServer(texts.listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const client = new PinpointSMSVoiceV2Client({
    ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const end = async () => {
    client.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await texts.stop()
  }
  ends.push(end)
  const send = async (to: string, text = '您的货物已到') =>
    (
      await client.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: to,
          OriginationIdentity: 'pool-1',
          MessageBody: text,
          Context: { message: 'msg_1' },
        }),
      )
    ).MessageId
  return { texts, send, end }
}

describe('texts on this machine', () => {
  it('are taken from the client of AWS, shown, and told of in the order in which they come about', async () => {
    const told: [string, unknown][] = []
    const { texts, send } = await engine(memoryLedger(), async (target, input) => void told.push([target, JSON.parse(input)]))
    const [first, second] = [await send('+8613800138000'), await send('+14254147167', 'Hello')]
    expect(texts.taken()).toMatchObject([
      { messageId: second, to: '+14254147167', from: 'pool-1', text: 'Hello' },
      { messageId: first, to: '+8613800138000', from: 'pool-1', text: '您的货物已到' },
    ])
    await expect
      .poll(() => told)
      .toEqual([
        [queue, { type: 'TEXT_SUCCESSFUL', text: first, message: 'msg_1' }],
        [queue, { type: 'TEXT_DELIVERED', text: first, message: 'msg_1' }],
        [queue, { type: 'TEXT_BLOCKED', text: second, message: 'msg_1' }],
      ])
  })

  it('are told of after a restart where that could not be done before', async () => {
    const ledger = memoryLedger()
    const broken = await engine(ledger, () => Promise.reject(new Error('no queue is there')))
    const sent = await broken.send('+14254147167')
    await broken.end()
    const told: unknown[] = []
    await engine(ledger, async (_, input) => void told.push(JSON.parse(input)))
    await expect.poll(() => told).toEqual([{ type: 'TEXT_BLOCKED', text: sent, message: 'msg_1' }])
  })

  it('are refused for a number from which STOP came, until START comes from there', async () => {
    const { texts, send } = await engine(memoryLedger(), async () => {})
    const from = '+8613800138000'
    expect(texts.hear({ from, text: 'Thanks!' })).toBe(false)
    expect(texts.hear({ from, text: ' stop ' })).toBe(true)
    await expect(send(from)).rejects.toMatchObject({ name: 'ConflictException', Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })
    await send('+8613800138001')
    expect(texts.hear({ from, text: 'START' })).toBe(true)
    await send(from)
    expect(texts.taken().map(({ to }) => to)).toEqual([from, '+8613800138001'])
  })

  it.each([
    ['0138', 'text'],
    ['+8613800138000', ''],
    ['+8613800138000', 'x'.repeat(1601)],
  ])('are refused as AWS refuses them where the number is none, or the words are none or too many', async (to, words) => {
    const { texts, send } = await engine(memoryLedger(), async () => {})
    await expect(send(to, words)).rejects.toMatchObject({ name: 'ValidationException' })
    expect(texts.taken()).toEqual([])
  })
})
