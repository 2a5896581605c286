import { describe, expect, inject, it } from 'vitest'
import { type Assembly, readAssembly } from '../../../local/assembly/assembly.ts'
import type { JsonObject } from '../../../local/assembly/json.ts'
import { declaredMail } from '../../../local/engines/mail-declared.ts'
import { eventOf, noticesOf, SendingCall } from '../../../local/engines/mail-notices.ts'
import { eventRules } from '../../../local/triggers/event-rules.ts'
import { transformed } from '../../../local/triggers/input-transformer.ts'

const bus = 'arn:aws:events:us-east-1:000000000000:event-bus/default'
const event: JsonObject = { source: 'shop', detail: { n: 1, who: '"李"', list: ['a', 'b'], 'dash-ed': true } }

describe('a rule of an event bus', () => {
  const rule = (given: JsonObject): Assembly['resources'][number] => ({
    id: 'Rule',
    stack: 'stack',
    type: 'AWS::Events::Rule',
    name: 'rule',
    ref: 'rule',
    arn: 'arn:aws:events:us-east-1:000000000000:rule/rule',
    properties: { Targets: [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:000000000000:jobs' }], ...given },
  })
  const routed = (...rules: JsonObject[]) => eventRules({ resources: rules.map(rule), assets: new Map() })(bus, event)

  it('hands on the whole event where its target says nothing else', () => {
    expect(routed({ EventPattern: { source: ['shop'] } })).toEqual([
      { target: 'arn:aws:sqs:us-east-1:000000000000:jobs', input: JSON.stringify(event) },
    ])
  })

  it('hands on the text that its target asks for instead', () => {
    const Targets = [{ Id: '1', Arn: 'arn', Input: '{"fixed":true}' }]
    expect(routed({ EventPattern: { source: ['shop'] }, Targets })).toEqual([{ target: 'arn', input: '{"fixed":true}' }])
  })

  it('hands on nothing of what does not fit it, of another bus, by the clock, or when it is off', () => {
    const EventPattern = { source: ['shop'] }
    expect(
      routed(
        { EventPattern: { source: ['other'] } },
        { EventPattern, EventBusName: 'other' },
        { EventPattern, State: 'DISABLED' },
        { ScheduleExpression: 'rate(1 day)' },
      ),
    ).toEqual([])
  })
})

describe('what a rule makes of an event', () => {
  const InputPathsMap = {
    n: '$.detail.n',
    who: '$.detail.who',
    second: '$.detail.list[1]',
    dashed: '$.detail.dash-ed',
    gone: '$.detail.x.y',
  }
  it.each([
    ['{"n":<n>,"who":<who>,"dashed":<dashed>}', '{"n":1,"who":"\\"李\\"","dashed":true}'],
    ['{"text":"<who> is <n> of <second>"}', '{"text":"\\"李\\" is 1 of b"}'],
    ['{"text":"<unheard> <gone>"}', '{"text":"<unheard> "}'],
  ])('by %s is %s', (InputTemplate, expected) => expect(transformed({ InputPathsMap, InputTemplate }, event)).toBe(expected))
})

describe('of a mail that went out under the settings of this project', () => {
  const place = { region: 'us-east-1', apiUrl: 'http://127.0.0.1:1', queuesUrl: 'http://127.0.0.1:2' }
  const assembly = readAssembly(inject('assembly'), place)
  const [destination] = declaredMail(assembly).destinations
  const tags = { message: 'msg_1', attempt: 'att_1', address: 'blind-index' }
  const toldOf = (to: string, set = destination?.set ?? '') => {
    const call = SendingCall.parse({
      FromEmailAddress: 'crm@firm.example',
      ConfigurationSetName: set,
      Destination: { ToAddresses: [to] },
      EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      Content: { Simple: { Subject: { Data: 'Where your goods are' } } },
    })
    const now = '2026-11-23T02:00:00.000Z'
    return noticesOf({ messageId: 'ses-1', at: now, call }, now).flatMap((notice) =>
      eventRules(assembly)(bus, eventOf(notice, { bus: destination?.bus ?? '', set, now })),
    )
  }
  const at = '2026-11-23T02:00:00Z'

  it('what became of it goes to one queue, by id and blind index, and no address and no word of it does', () => {
    const simulated = ['bounce', 'complaint', 'ooto'].map((outcome) => `${outcome}@simulator.amazonses.com`)
    const told = ['li.na@shunda.example', ...simulated].flatMap((to) => toldOf(to))
    expect(told.map(({ input }) => JSON.parse(input))).toEqual([
      { eventType: 'Delivery', ...tags, at },
      { eventType: 'Bounce', ...tags, at, bounceType: 'Permanent' },
      { eventType: 'Delivery', ...tags, at },
      { eventType: 'Complaint', ...tags, at },
      { eventType: 'Delivery', ...tags, at },
      { eventType: 'Bounce', ...tags, at, bounceType: 'Transient' },
    ])
    for (const { target } of told) expect(target).toMatch(/^arn:aws:sqs:.*MailFeedback/)
    expect(JSON.stringify(told)).not.toMatch(/shunda|simulator|goods|crm@/)
  })

  it('nothing is told of what others of the account send', () => {
    expect(toldOf('li.na@shunda.example', 'somebody-else')).toEqual([])
  })
})
