import { Duration } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { type ITopic, SubscriptionFilter } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import { JobQueue } from './job-queue.ts'
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts'

type QueueWorkerProps = ServiceFunctionProps & {
  readonly topic: ITopic
  /** The kinds of event that this job is about, by the beginning of their `type`. None: only the clock feeds it. */
  readonly eventTypes: readonly string[]
  /** How many batches at most are worked on at once, 2 or more, where something behind the job can be trampled. */
  readonly atOnce?: number
  /** How many messages at most make a batch: ten, which is the most, unless said. */
  readonly batch?: number
}

/** One job: the events it asks for reach its own queue, and its function takes them in batches that may fail in part. */
export class QueueWorker extends Construct {
  readonly queue: JobQueue
  readonly worker: ServiceFunction

  constructor(scope: Construct, id: string, { topic, eventTypes, atOnce, batch = 10, ...props }: QueueWorkerProps) {
    super(scope, id)
    const timeout = props.timeout ?? Duration.seconds(30)
    this.worker = new ServiceFunction(this, 'Worker', { ...props, timeout })
    this.queue = new JobQueue(this, 'Queue', { ...props, visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6) })
    this.worker.addEventSource(
      new SqsEventSource(this.queue, { batchSize: batch, reportBatchItemFailures: true, ...(atOnce && { maxConcurrency: atOnce }) }),
    )
    if (eventTypes.length === 0) return
    const matchPrefixes = [...eventTypes]
    topic.addSubscription(
      new SqsSubscription(this.queue, {
        rawMessageDelivery: true,
        filterPolicy: { type: SubscriptionFilter.stringFilter({ matchPrefixes }) },
      }),
    )
  }

  /** Lets another function hand work to this job, under the environment variable that it reads. */
  letSend(sender: ServiceFunction, variable: string): void {
    sender.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }))
    sender.addEnvironment(variable, this.queue.queueUrl)
  }
}
