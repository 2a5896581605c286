import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { braked } from '../../infra/jobs/message-sender.ts'
import { plain, synthesize, textOf } from './synthesis.ts'

const synthesis = synthesize('prod')

/** How many workers of a job there may be at once, by the queue that they empty. */
const atOnce = Object.fromEntries(
  synthesis.all('AWS::Lambda::EventSourceMapping').flatMap(({ properties }) => {
    const scaling = properties['ScalingConfig']
    const queue = textOf(synthesis, properties['EventSourceArn']).replace(/\.Arn$/, '')
    return scaling === undefined ? [] : [[plain(queue), scaling]]
  }),
)

test('the mail provider, receivers of webhooks and what everybody counts in are called by so many workers at once, and by no more', () => {
  expect(atOnce).toEqual({
    MessageSenderQueue: { MaximumConcurrency: 3 },
    MailFeedbackQueue: { MaximumConcurrency: 5 },
    WebhookDeliveriesQueue: { MaximumConcurrency: 10 },
    DeskFiguresQueue: { MaximumConcurrency: 5 },
  })
})

test('however few messages a firm wants under way at once, there are no more, and where it wants many, nearly as many', () => {
  expect([2, 3, 5, 14, 30, 100].map((most) => braked(most))).toEqual([
    { atOnce: 2, batch: 1 },
    { atOnce: 3, batch: 1 },
    { atOnce: 5, batch: 1 },
    { atOnce: 3, batch: 4 },
    { atOnce: 3, batch: 10 },
    { atOnce: 10, batch: 10 },
  ])
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1000 }), (most) => {
      const { atOnce, batch } = braked(most)
      expect(atOnce * batch).toBeLessThanOrEqual(most)
      expect(atOnce * batch).toBeGreaterThan(most - 10)
      expect(atOnce).toBeGreaterThanOrEqual(2)
      expect(batch).toBeLessThanOrEqual(10)
    }),
  )
})

test('so many messages as the firm says are under way at once', () => {
  const slow = synthesize('dev', { messagesAtOnce: '6' }).all('AWS::Lambda::EventSourceMapping')
  const sender = slow.find(({ id }) => id.startsWith('MessageSender'))
  expect(sender?.properties).toMatchObject({ BatchSize: 2, ScalingConfig: { MaximumConcurrency: 3 } })
})
