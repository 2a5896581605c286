import { EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { type ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { House } from '../house.ts'
import { watchRule } from './rule-alarm.ts'

type MailNoticesProps = { readonly house: House; readonly settings: ConfigurationSet; readonly queue: IQueue }

/** What SES tells of a mail that changes what we know of it. */
const told = [EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT]

const from = (path: string): string => EventField.fromPath(`$.detail.${path}`)

/** All of a notice that goes on: of the addresses in it, the one that the mail was for as its tag tells it, by blind index. */
const handedOn = {
  eventType: from('eventType'),
  message: from('mail.tags.message[0]'),
  attempt: from('mail.tags.attempt[0]'),
  address: from('mail.tags.address[0]'),
  at: EventField.time,
}

/**
 * By which notices a job gets, and what of them. A member of a notice that is not there would leave a hole in the text that is
 * handed on, so that bounces, which alone have a type, have a rule of their own.
 */
const rules = {
  Told: { names: ['Email Delivered', 'Email Complaint Received', 'Email Rejected'], handedOn },
  Bounced: { names: ['Email Bounced'], handedOn: { ...handedOn, bounceType: from('bounce.bounceType') } },
} as const

const isThere = [{ exists: true }]

const impact = 'Nobody learns that mail bounces, is called a nuisance or arrives: it goes on to addresses that it never reaches'

/**
 * What becomes of mails that go out under these settings, to a queue. SES's own notices name sender, recipients and subject, and
 * nobody can turn that off: they reach the account's event bus, which keeps nothing, and its rules hand on what tells nobody's address.
 */
export class MailNotices extends Construct {
  constructor(scope: Construct, id: string, { house, settings, queue }: MailNoticesProps) {
    super(scope, id)
    // SES publishes to the bus that each account has, and to no other.
    const bus = EventBus.fromEventBusName(this, 'Bus', 'default')
    settings.addEventDestination('Bus', { destination: EventDestination.eventBus(bus), events: told })
    const tags = { message: isThere, attempt: isThere, address: isThere, 'ses:configuration-set': [settings.configurationSetName] }
    for (const [name, { names, handedOn: message }] of Object.entries(rules)) {
      const rule = new Rule(this, name, {
        eventPattern: { source: ['aws.ses'], detailType: [...names], detail: { mail: { tags } } },
        // No dead letters: what could not be delivered would lie there as SES wrote it. EventBridge tries for a day.
        targets: [new SqsQueue(queue, { message: RuleTargetInput.fromObject(message) })],
      })
      watchRule(rule, { house, impact })
    }
  }
}
