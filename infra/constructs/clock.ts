import { Duration, Lazy, Stack } from 'aws-cdk-lib'
import { Schedule } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { House } from '../house.ts'
import type { QueueWorker } from './queue-worker.ts'
import type { RecordTable } from './record-table.ts'
import { ScheduledJob } from './scheduled-job.ts'

/** The one clock: every minute it finds what falls due and hands it to the job that looks after its kind. */
export class Clock extends ScheduledJob {
  readonly #queues: Record<string, string> = {}

  constructor(scope: Construct, id: string, { house, table }: { house: House; table: RecordTable }) {
    super(scope, id, {
      house,
      entry: 'due-sweep',
      impact: 'Reminders, surveys, messages and deadlines stand still for everyone',
      schedule: Schedule.rate(Duration.minutes(1)),
      everyAtLeast: Duration.minutes(5),
      timeout: Duration.seconds(60),
    })
    table.letSweep(this.worker)
    this.worker.addEnvironment('DUE_QUEUES', Lazy.string({ produce: () => Stack.of(this).toJsonString(this.#queues) }))
  }

  /** What falls due of this kind goes to this job. */
  feed({ queue }: QueueWorker, kind: string): void {
    this.#queues[kind] = queue.queueUrl
    this.worker.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }))
  }
}
