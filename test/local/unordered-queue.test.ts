import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { fixtureAssembly } from './fixture/assembly.ts'
import { control, eventually, queue } from './fixture/client.ts'

let on: TestDeployment
let sqs: SQSClient
let sns: SNSClient
const connect = async (): Promise<void> => {
  const { messaging: endpoint } = await control<{ readonly messaging: string }>(on, '/engines')
  const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, endpoint }
  sqs = new SQSClient(access)
  sns = new SNSClient(access)
}
beforeAll(async () => {
  on = await deploy({ assembly: await fixtureAssembly() })
  await connect()
}, 60_000)
afterAll(() => on.remove())

const QueueUrl = 'http://127.0.0.1/000000000000/unordered'
const send = (MessageBody: string, DelaySeconds: number) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }))
const publish = (Message: string, kind: string) =>
  sns.send(
    new PublishCommand({
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:ordered.fifo',
      Message,
      MessageGroupId: 'one',
      MessageDeduplicationId: crypto.randomUUID(),
      MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
    }),
  )
/** What can be had now; it is hidden afterwards, as for any receiver. */
const received = async () => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }))
  return Messages.map(({ Body, MessageAttributes }) => ({ body: Body, kind: MessageAttributes?.['kind']?.StringValue }))
}

describe('a queue without order behind a topic that keeps it', () => {
  it('gets the bare messages that its filter policy wants, several of one group at a time', async () => {
    await publish('{"n":1}', 'unwanted')
    await publish('{"n":2}', 'wanted')
    await publish('{"n":3}', 'wanted')
    expect(await received()).toEqual([
      { body: '{"n":2}', kind: 'wanted' },
      { body: '{"n":3}', kind: 'wanted' },
    ])
  })
})

describe('a message that is sent with a delay', () => {
  it('can be had once the clock of the deployment says so, and not before', async () => {
    await send('in ten minutes', 600)
    await send('at once', 0)
    expect(await received()).toMatchObject([{ body: 'at once' }])
    expect(await queue(on, 'unordered')).toMatchObject({ delayed: 1 })
    await advance(on, 'PT9M')
    expect(await received()).not.toContainEqual(expect.objectContaining({ body: 'in ten minutes' }))
    await advance(on, 'PT2M')
    await eventually(received).toContainEqual(expect.objectContaining({ body: 'in ten minutes' }))
  })

  it('keeps its moment over the death of the deployment', async () => {
    await send('after the restart', 600)
    await on.kill9()
    on = await on.restart()
    await connect()
    expect(await received()).not.toContainEqual(expect.objectContaining({ body: 'after the restart' }))
    await advance(on, 'PT11M')
    await eventually(received).toContainEqual(expect.objectContaining({ body: 'after the restart' }))
  }, 30_000)
})
