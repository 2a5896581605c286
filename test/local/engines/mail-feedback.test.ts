import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import type { Assembly } from '../../../local/assembly/assembly.ts'
import { startMailFeedback } from '../../../local/engines/mail-feedback.ts'
import { noticesOf, SendingCall } from '../../../local/engines/mail-notices.ts'
import type { Ledger } from '../../../local/ledger.ts'
import { recordedService } from '../../adapters/messaging/recorded.ts'

const topic = 'arn:aws:sns:us-east-1:000000000000:notices'
const resource = (type: string, properties: object) => ({ type, properties, stack: 'mail', id: type })
const assembly = {
  resources: [
    resource('AWS::SES::EmailIdentity', { EmailIdentity: 'firm.example' }),
    resource('AWS::SES::ConfigurationSetEventDestination', {
      ConfigurationSetName: 'settings',
      EventDestination: { Enabled: true, MatchingEventTypes: ['delivery', 'bounce'], SnsDestination: { TopicARN: topic } },
    }),
  ],
} as unknown as Assembly

const memory = (): Ledger => {
  const entries = new Map<string, string>()
  return {
    get: (key) => entries.get(key),
    set: (key, value) => void entries.set(key, value),
    clear: () => entries.clear(),
    close: () => {},
  }
}
const mailTo = (address: string, set = 'settings') =>
  SendingCall.parse({
    FromEmailAddress: 'crm@firm.example',
    ConfigurationSetName: set,
    Destination: { ToAddresses: [address] },
    EmailTags: [{ Name: 'message', Value: 'msg_1' }],
  })
const taken = {
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
}

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})
const feedbackTo = (queuesUrl: string, ledger: Ledger) => {
  const feedback = startMailFeedback({ assembly, queuesUrl, region: 'us-east-1', ledger })
  ends.push(feedback.stop)
  return feedback
}
const topics = async () => {
  const sns = await recordedService(...Array(20).fill(taken))
  ends.push(sns.stop)
  const told = () =>
    sns.asked.map(({ body }) => new URLSearchParams(body)).map((form) => [form.get('TopicArn'), JSON.parse(form.get('Message') ?? '{}')])
  return { url: sns.url, told }
}

describe('what becomes of a mail', () => {
  it('is told to the topic of its configuration set, if that asked for it', async () => {
    const { url, told } = await topics()
    const feedback = feedbackTo(url, memory())
    feedback.took(mailTo('li.na@shunda.example'), 'ses-1')
    feedback.took(mailTo('complaint@simulator.amazonses.com'), 'ses-2')
    feedback.took(mailTo('li.na@shunda.example', 'other'), 'ses-3')
    await expect.poll(() => told().length).toBe(2)
    expect(told()).toMatchObject([
      [topic, { eventType: 'Delivery', mail: { messageId: 'ses-1', tags: { message: ['msg_1'] } } }],
      [topic, { eventType: 'Delivery', mail: { messageId: 'ses-2' } }],
    ])
  })

  it('is told once, and of all of them, when mails are taken while another is being told of', async () => {
    const told: unknown[] = []
    const slow = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request))
      told.push(JSON.parse(form.get('Message') ?? '{}').mail.messageId)
      setTimeout(() => response.writeHead(200, taken.headers).end(taken.body), 250)
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    ends.push(
      async () => void slow.closeAllConnections(),
      async () => void slow.close(),
    )
    const feedback = feedbackTo(`http://127.0.0.1:${(slow.address() as AddressInfo).port}`, memory())
    feedback.took(mailTo('li.na@shunda.example'), 'ses-1')
    await expect.poll(() => told).toEqual(['ses-1'])
    feedback.took(mailTo('li.na@shunda.example'), 'ses-2')
    feedback.took(mailTo('li.na@shunda.example'), 'ses-3')
    await expect.poll(() => told, { timeout: 5000 }).toContain('ses-3')
    expect(told).toEqual(['ses-1', 'ses-2', 'ses-3'])
  })

  it('is told after a restart where it could not be before', async () => {
    const ledger = memory()
    const first = feedbackTo('http://127.0.0.1:9', ledger)
    first.took(mailTo('bounce@simulator.amazonses.com'), 'ses-1')
    await first.stop()
    const { url, told } = await topics()
    feedbackTo(url, ledger)
    await expect
      .poll(told)
      .toMatchObject([[topic, { eventType: 'Bounce', bounce: { bounceType: 'Permanent' }, mail: { messageId: 'ses-1' } }]])
  })

  it('is that it arrives, save at the addresses that SES keeps for trying out what does not', () => {
    const kinds = (address: string) => noticesOf({ messageId: '1', at: 'now', call: mailTo(address) }, 'now').map(({ kind }) => kind)
    expect(kinds('li.na@shunda.example')).toEqual(['DELIVERY'])
    expect(kinds('success@simulator.amazonses.com')).toEqual(['DELIVERY'])
    expect(kinds('bounce+label@simulator.amazonses.com')).toEqual(['BOUNCE'])
    expect(kinds('suppressionlist@simulator.amazonses.com')).toEqual(['BOUNCE'])
    expect(kinds('complaint@simulator.amazonses.com')).toEqual(['DELIVERY', 'COMPLAINT'])
    expect(kinds('bounce@simulator.amazonses.com.shunda.example')).toEqual(['DELIVERY'])
  })
})

it('mail is taken from the domains that the templates make known, and from no other', () => {
  const { isKnown } = feedbackTo('http://127.0.0.1:9', memory())
  expect(['crm@firm.example', 'Firm <crm@firm.example>', 'CRM@FIRM.EXAMPLE'].map(isKnown)).toEqual([true, true, true])
  expect(['crm@other.example', 'crm@sub.firm.example', ''].map(isKnown)).toEqual([false, false, false])
})
