import { Duration, Validations } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { House } from '../house.ts'
import { HouseAlarm } from './house-alarm.ts'

type JobQueueProps = {
  readonly house: House
  readonly impact: string
  /** How long a message stays hidden while it is worked on: six times the worker's timeout, as Lambda asks. */
  readonly visibilityTimeout: Duration
}

const guarded = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }

/** The work of one job, in no order, and the place where what failed five times waits for a person. */
export class JobQueue extends Queue {
  constructor(scope: Construct, id: string, { house, impact, visibilityTimeout }: JobQueueProps) {
    const failed = new Queue(scope, `${id}Failed`, { ...guarded, retentionPeriod: Duration.days(14) })
    super(scope, id, {
      ...guarded,
      visibilityTimeout,
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    })
    new HouseAlarm(this, 'Age', {
      house,
      impact,
      metric: this.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: Duration.minutes(15).toSeconds(),
      first: 'see whether the worker fails or is throttled',
      runbook: 'queue-age',
    })
    watchFailed(failed, { house, impact })
  }
}

/** Where a source that is no queue (the table's stream) puts what it had to give up on. */
export class FailedQueue extends Queue {
  constructor(scope: Construct, id: string, { house, impact }: { house: House; impact: string }) {
    super(scope, id, { ...guarded, retentionPeriod: Duration.days(14) })
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is a dead-letter queue itself, of a stream, which is written in another place than where the rule looks.',
    })
    watchFailed(this, { house, impact })
  }
}

const watchFailed = (queue: Queue, { house, impact }: { house: House; impact: string }): HouseAlarm =>
  new HouseAlarm(queue, 'DeadLetters', {
    house,
    impact,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: 1,
    first: 'read one message and the log of its worker, mend the cause, then redrive',
    runbook: 'dead-letters',
  })
