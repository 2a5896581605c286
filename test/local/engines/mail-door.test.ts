import { describe, expect, it } from 'vitest'
import type { Assembly } from '../../../local/assembly/assembly.ts'
import { mailDoor } from '../../../local/engines/mail-door.ts'
import { mail, text } from '../../support/mails/raw.ts'

const rule = (Recipients: readonly string[], Enabled = true) => ({
  type: 'AWS::SES::ReceiptRule',
  stack: 'mail',
  id: 'Rule',
  properties: {
    RuleSetName: 'set',
    Rule: { Enabled, Recipients, Actions: [{ S3Action: { BucketName: 'mails', ObjectKeyPrefix: 'mail/', TopicArn: 'arn:topic' } }] },
  },
})
const doorOf = (...resources: readonly object[]) => {
  const objects: (readonly [string, string, string])[] = []
  const notices: { receipt: { action: { objectKey: string } }; mail: { source: string } }[] = []
  const put = async ({ bucket, key }: { bucket: string; key: string }, content: Buffer) =>
    void objects.push([bucket, key, content.toString().split('\r\n')[0] ?? ''])
  const notify = async (_: string, { Message = '' }: Readonly<Record<string, string | undefined>>) => void notices.push(JSON.parse(Message))
  const assembly = { resources, assets: new Map() } as unknown as Assembly
  return { door: mailDoor({ assembly, queues: { notify }, objects: { put } }), objects, notices }
}

describe('a mail from outside', () => {
  it('is put where the receipt rules say, with where it came from, and told of to their topic', async () => {
    const { door, objects, notices } = doorOf(rule(['desk.lading.example']))
    const { messageId, recipients } = await door.receive(
      mail(text('hello'), { Cc: 'x@y.example, "Desk" <Desk+1@desk.lading.example>' }),
      {},
    )
    expect(recipients).toEqual(['desk@desk.lading.example', 'Desk+1@desk.lading.example'])
    expect(objects).toEqual([['mails', `mail/${messageId}`, 'Return-Path: <li.na@shunda.example>']])
    expect(notices).toMatchObject([
      {
        notificationType: 'Received',
        mail: { source: 'li.na@shunda.example', messageId },
        receipt: { recipients, action: { type: 'S3', bucketName: 'mails', objectKey: `mail/${messageId}` } },
      },
    ])
  })

  it('is for whom the envelope says, whatever stands in its headers', async () => {
    const { door, notices } = doorOf(rule(['desk@desk.lading.example']))
    const blind = mail(text('hello'), { To: 'undisclosed-recipients:;' })
    expect((await door.receive(blind, {})).recipients).toEqual([])
    expect((await door.receive(blind, { from: '', to: ['desk@desk.lading.example'] })).recipients).toEqual(['desk@desk.lading.example'])
    expect(notices.map((notice) => notice.mail.source)).toEqual([''])
  })

  it('is taken by no rule that is switched off, or for another domain', async () => {
    const { door, objects } = doorOf(rule(['desk.lading.example'], false), rule(['.desk.lading.example']))
    expect((await door.receive(mail(text('hello')), {})).recipients).toEqual([])
    expect(objects).toEqual([])
  })
})
