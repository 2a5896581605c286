import { describe, expect, it } from 'vitest'
import { mail, text } from '../../../demo/mails/raw.ts'
import { type Trace, traceOf } from '../../../functions/queue/inbound-mail/trace.ts'
import type { Assembly } from '../../../local/assembly/assembly.ts'
import { mailDoor } from '../../../local/engines/mail-door.ts'

const rule = (Recipients: readonly string[], Enabled = true) => ({
  type: 'AWS::SES::ReceiptRule',
  stack: 'mail',
  id: 'Rule',
  properties: {
    RuleSetName: 'set',
    Rule: { Enabled, Recipients, Actions: [{ S3Action: { BucketName: 'mails', ObjectKeyPrefix: 'mail/' } }] },
  },
})
const doorOf = (...resources: readonly object[]) => {
  const objects: (readonly [string, string])[] = []
  const traces: Trace[] = []
  const put = async ({ bucket, key }: { bucket: string; key: string }, content: Buffer) =>
    void [objects.push([bucket, key]), traces.push(traceOf(content))]
  const assembly = { resources, assets: new Map() } as unknown as Assembly
  return { door: mailDoor({ assembly, region: 'eu-west-1', objects: { put } }), objects, traces }
}

describe('a mail from outside', () => {
  it('is put where the receipt rules say, with where it came from and what was found above it', async () => {
    const { door, objects, traces } = doorOf(rule(['desk.lading.example']))
    const { messageId, recipients } = await door.receive(
      mail(text('hello'), { Cc: 'x@y.example, "Desk" <Desk+1@desk.lading.example>' }),
      {},
    )
    expect(recipients).toEqual(['desk@desk.lading.example', 'Desk+1@desk.lading.example'])
    expect(objects).toEqual([['mails', `mail/${messageId}`]])
    const envelope = { from: 'li.na@shunda.example', recipients: [] }
    const verdicts = { isSpam: false, policy: { is: 'kept', domain: 'shunda.example' }, proven: [] }
    expect(traces).toEqual([{ envelope, verdicts, isInfected: false }])
  })

  it('is for whom the envelope says, whatever stands in its headers', async () => {
    const { door, traces } = doorOf(rule(['desk@desk.lading.example']))
    const blind = mail(text('hello'), { To: 'undisclosed-recipients:;' })
    expect((await door.receive(blind, {})).recipients).toEqual([])
    expect((await door.receive(blind, { from: '', to: ['desk@desk.lading.example'] })).recipients).toEqual(['desk@desk.lading.example'])
    expect(traces.map(({ envelope }) => envelope)).toEqual([{ from: '', recipients: ['desk@desk.lading.example'] }])
  })

  it('is vouched for by the domain of its sender, whatever their name looks like', async () => {
    const { door, traces } = doorOf(rule(['desk.lading.example']))
    await door.receive(mail(text('hello'), { From: '"li.na@bank.example" <li.na@shunda.example>' }), {})
    expect(traces[0]?.verdicts.policy?.domain).toBe('shunda.example')
  })

  it('is taken by no rule that is switched off, or for another domain', async () => {
    const { door, objects } = doorOf(rule(['desk.lading.example'], false), rule(['.desk.lading.example']))
    expect((await door.receive(mail(text('hello')), {})).recipients).toEqual([])
    expect(objects).toEqual([])
  })

  it('that is for nobody is refused with an address that takes one', () => {
    expect(doorOf(rule(['desk.lading.example'])).door.refusal).toContain('(desk.lading.example): write to desk@desk.lading.example')
    expect(doorOf(rule(['help@firm.example', 'desk.lading.example'])).door.refusal).toMatch(
      /help@firm\.example or desk@desk\.lading\.example$/,
    )
    expect(doorOf(rule(['desk.lading.example'], false)).door.refusal).toContain('no receipt rule')
  })
})
