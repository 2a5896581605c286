import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Assembly } from '../../../local/assembly/assembly.ts'
import { startMailFeedback } from '../../../local/engines/mail-feedback.ts'
import { noticesOf, SendingCall } from '../../../local/engines/mail-notices.ts'
import type { Ledger } from '../../../local/ledger.ts'
import { memoryLedger } from '../fixture/memory-ledger.ts'

const bus = 'arn:aws:events:us-east-1:000000000000:event-bus/default'
const queue = 'arn:aws:sqs:us-east-1:000000000000:notices'
const resource = (type: string, properties: object) => ({ type, properties, stack: 'mail', id: type })
const assembly = {
  resources: [
    resource('AWS::SES::EmailIdentity', { EmailIdentity: 'firm.example' }),
    resource('AWS::SES::ConfigurationSetEventDestination', {
      ConfigurationSetName: 'settings',
      EventDestination: { Enabled: true, MatchingEventTypes: ['delivery', 'bounce'], EventBridgeDestination: { EventBusArn: bus } },
    }),
    resource('AWS::Events::Rule', {
      EventPattern: { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': ['settings'] } } } },
      Targets: [
        {
          Arn: queue,
          InputTransformer: {
            InputPathsMap: { name: '$.detail-type', mail: '$.detail.mail.messageId', message: '$.detail.mail.tags.message[0]' },
            InputTemplate: '{"name":<name>,"mail":<mail>,"message":<message>}',
          },
        },
      ],
    }),
  ],
} as unknown as Assembly

const mailTo = (address: string, set = 'settings') =>
  SendingCall.parse({
    FromEmailAddress: 'crm@firm.example',
    ConfigurationSetName: set,
    Destination: { ToAddresses: [address] },
    EmailTags: [{ Name: 'message', Value: 'msg_1' }],
  })
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  vi.restoreAllMocks()
})
type Told = readonly [target: string, input: { readonly name: string; readonly mail: string; readonly message: string }]

const feedbackTo = (deliver: (target: string, input: string) => Promise<void>, ledger: Ledger) => {
  const feedback = startMailFeedback({ assembly, deliver, ledger })
  ends.push(feedback.stop)
  return feedback
}
const recorder = (pauseMs = 0) => {
  const told: Told[] = []
  const deliver = async (target: string, input: string) => {
    told.push([target, JSON.parse(input)])
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return { told, deliver }
}
const unreachable = async () => {
  throw new Error('unreachable')
}
const mails = (told: readonly Told[]) => told.map(([, { mail }]) => mail)

describe('what becomes of a mail', () => {
  it('goes to the bus that its configuration set names, if that asked for it, and from there as the rule of the bus says', async () => {
    const { told, deliver } = recorder()
    const feedback = feedbackTo(deliver, memoryLedger())
    feedback.took(mailTo('li.na@shunda.example'), 'ses-1')
    feedback.took(mailTo('complaint@simulator.amazonses.com'), 'ses-2')
    feedback.took(mailTo('li.na@shunda.example', 'other'), 'ses-3')
    await expect.poll(() => told).toHaveLength(2)
    expect(told).toEqual([
      [queue, { name: 'Email Delivered', mail: 'ses-1', message: 'msg_1' }],
      [queue, { name: 'Email Delivered', mail: 'ses-2', message: 'msg_1' }],
    ])
  })

  it('is told once, and of all of them, when mails are taken while another is being told of', async () => {
    const { told, deliver } = recorder(250)
    const feedback = feedbackTo(deliver, memoryLedger())
    feedback.took(mailTo('li.na@shunda.example'), 'ses-1')
    await expect.poll(() => mails(told)).toEqual(['ses-1'])
    feedback.took(mailTo('li.na@shunda.example'), 'ses-2')
    feedback.took(mailTo('li.na@shunda.example'), 'ses-3')
    await expect.poll(() => mails(told), { timeout: 5000 }).toContain('ses-3')
    expect(mails(told)).toEqual(['ses-1', 'ses-2', 'ses-3'])
  })

  it('is told after a restart where it could not be before, and names nobody meanwhile', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const ledger = memoryLedger()
    const first = feedbackTo(unreachable, ledger)
    first.took(mailTo('bounce@simulator.amazonses.com'), 'ses-1')
    await first.stop()
    expect(ledger.get('mail.notices')).toContain('ses-1')
    expect(ledger.get('mail.notices')).not.toContain('simulator')
    const { told, deliver } = recorder()
    feedbackTo(deliver, ledger)
    await expect.poll(() => told).toEqual([[queue, { name: 'Email Bounced', mail: 'ses-1', message: 'msg_1' }]])
  })

  it('is that it arrives, save at the addresses that SES keeps for trying out what does not', () => {
    const kinds = (address: string) => noticesOf({ messageId: '1', at: 'now', call: mailTo(address) }, 'now').map(({ kind }) => kind)
    expect(kinds('li.na@shunda.example')).toEqual(['DELIVERY'])
    expect(kinds('success@simulator.amazonses.com')).toEqual(['DELIVERY'])
    expect(kinds('bounce+label@simulator.amazonses.com')).toEqual(['BOUNCE'])
    expect(kinds('suppressionlist@simulator.amazonses.com')).toEqual(['BOUNCE'])
    expect(kinds('complaint@simulator.amazonses.com')).toEqual(['DELIVERY', 'COMPLAINT'])
    expect(kinds('ooto@simulator.amazonses.com')).toEqual(['DELIVERY', 'BOUNCE'])
    expect(kinds('bounce@simulator.amazonses.com.shunda.example')).toEqual(['DELIVERY'])
  })
})

it('mail is taken from the domains that the templates make known, and from no other', () => {
  const { isKnown } = feedbackTo(unreachable, memoryLedger())
  expect(['crm@firm.example', 'Firm <crm@firm.example>', 'CRM@FIRM.EXAMPLE'].map(isKnown)).toEqual([true, true, true])
  expect(['crm@other.example', 'crm@sub.firm.example', ''].map(isKnown)).toEqual([false, false, false])
})
