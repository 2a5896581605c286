import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Alias } from 'aws-cdk-lib/aws-kms'
import { FifoThroughputScope, Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Directory } from '../constructs/directory.ts'
import { StreamWorker } from '../constructs/stream-worker.ts'
import type { House } from '../house.ts'
import { mountCare } from '../jobs/care.ts'
import { mountCompleteness } from '../jobs/completeness.ts'
import { mountDeskAnswers } from '../jobs/desk-answers.ts'
import { mountDeskFigures } from '../jobs/desk-figures.ts'
import { mountDispatch } from '../jobs/dispatch.ts'
import { mountFamily } from '../jobs/family.ts'
import { mountInbound } from '../jobs/inbound.ts'
import { mountReminderClock } from '../jobs/reminder-clock.ts'
import type { JobSite, MountedJob } from '../jobs/site.ts'
import { mountSurveyClock } from '../jobs/survey-clock.ts'
import { mountTelling } from '../jobs/telling.ts'
import { mountTicketClock } from '../jobs/ticket-clock.ts'
import { mountTicketSearch } from '../jobs/ticket-search.ts'
import { mountWebhookDeliveries } from '../jobs/webhooks.ts'
import type { DataStack } from './data.ts'

const mounts: readonly ((site: JobSite) => MountedJob)[] = [
  mountCare,
  mountCompleteness,
  mountDeskAnswers,
  mountDeskFigures,
  mountDispatch,
  mountFamily,
  mountReminderClock,
  mountSurveyClock,
  mountTelling,
  mountTicketSearch,
  mountTicketClock,
  mountInbound,
  mountWebhookDeliveries,
]

/** How a committed event reaches those who work on it: table stream, relay, topic, and a queue for each job. */
export class MessagingStack extends Stack {
  readonly events: Topic
  /** The jobs that the clock feeds, besides the events that they follow. */
  readonly jobs: readonly MountedJob[]

  constructor(scope: Construct, id: string, { house, data, directory }: { house: House; data: DataStack; directory: Directory }) {
    super(scope, id, { description: 'Lading: events and the jobs that follow them' })
    this.events = new Topic(this, 'Events', {
      fifo: true,
      contentBasedDeduplication: false,
      // The group of a message is the subject of its event: order is kept for each, and none waits for another.
      fifoThroughputScope: FifoThroughputScope.MESSAGE_GROUP,
      // SNS's own key: free to keep, and what is personal in an event is sealed already.
      masterKey: Alias.fromAliasName(this, 'TopicKey', 'alias/aws/sns'),
      enforceSSL: true,
    })
    this.relay({ house, data })
    this.jobs = mounts.map((mount) => mount({ scope: this, house, table: data.table, vault: data.vault, events: this.events, directory }))
  }

  private relay({ house, data }: { house: House; data: DataStack }): void {
    const { worker } = new StreamWorker(this, 'Relay', {
      house,
      entry: 'relay',
      impact:
        'Nothing follows from any change: replies are not mailed, mails become no tickets, webhooks and surveys stand still, and nobody is told of anything',
      table: data.table,
      entity: 'event',
    })
    // SNS's own key admits whoever may publish, so the grant that the library would add on every key is not needed.
    worker.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [this.events.topicArn] }))
    worker.addEnvironment('TOPIC_ARN', this.events.topicArn)
  }
}
