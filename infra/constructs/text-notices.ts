import { EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { textEnds } from '../../domain/messages/text-ends.ts'
import type { House } from '../house.ts'
import { watchRule } from './rule-alarm.ts'

type TextNoticesProps = { readonly house: House; readonly queue: IQueue }

const from = (path: string): string => EventField.fromPath(`$.detail.${path}`)

/** All of a notice that goes on: what each of our texts carried along, and none of the numbers. */
const handedOn = {
  eventType: from('eventType'),
  message: from('context.message'),
  attempt: from('context.attempt'),
  address: from('context.address'),
  at: EventField.time,
}

const isThere = [{ exists: true }]

/**
 * What becomes of texts, to a queue: AWS End User Messaging puts it on the bus that each account has, of whatever program sent them
 * (https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html).
 */
export class TextNotices extends Construct {
  constructor(scope: Construct, id: string, { house, queue }: TextNoticesProps) {
    super(scope, id)
    const rule = new Rule(this, 'Told', {
      eventBus: EventBus.fromEventBusName(this, 'Bus', 'default'),
      eventPattern: {
        source: ['aws.sms-voice'],
        detailType: ['Text Message Delivery Status Updated'],
        // A network that cannot be reached now may be reached later: only what is said at the end counts.
        detail: { eventType: [...textEnds], isFinal: [true], context: { message: isThere, attempt: isThere, address: isThere } },
      },
      // No dead letters, in which a notice would lie with its numbers. EventBridge tries for a day.
      targets: [new SqsQueue(queue, { message: RuleTargetInput.fromObject(handedOn) })],
    })
    watchRule(rule, { house, impact: 'Nobody learns whether texts arrive: they go on to numbers that they never reach' })
  }
}
