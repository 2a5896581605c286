import { expect, test } from 'vitest'
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
