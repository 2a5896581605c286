import { Aws, Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Construct } from 'constructs'
import { HouseAlarm } from './house-alarm.ts'
import { FailedQueue } from './job-queue.ts'
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts'

type StreamWorkerProps = ServiceFunctionProps & {
  readonly table: Table
  /** Only new items of this kind are handed over, as their attribute `entity` names it. */
  readonly entity: string
}

/** A function behind the table's stream, in the order of the changes. It tries again until a record is six hours old. */
export class StreamWorker extends Construct {
  readonly worker: ServiceFunction

  constructor(scope: Construct, id: string, { table, entity, ...props }: StreamWorkerProps) {
    super(scope, id)
    const { house, impact } = props
    this.worker = new ServiceFunction(this, 'Worker', { timeout: Duration.seconds(30), ...props })
    const { tableStreamArn } = table
    if (!tableStreamArn) throw new Error(`${table.node.path} has no stream for ${this.node.path} to follow`)
    letFollow(this.worker, tableStreamArn)
    this.worker.addEventSourceMapping('Stream', {
      eventSourceArn: tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(new FailedQueue(this, 'Failed', { house, impact })),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { entity: { S: FilterRule.isEqual(entity) } } },
        }),
      ],
    })
    new HouseAlarm(this, 'IteratorAge', {
      house,
      impact,
      metric: this.worker.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
      first: 'see whether the worker fails; nothing is lost while records are younger than six hours',
      runbook: 'iterator-age',
    })
  }
}

/** By hand, because the library would let it list every stream without any condition. */
const letFollow = (worker: ServiceFunction, stream: string): void => {
  const actions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']
  worker.addToRolePolicy(new PolicyStatement({ actions, resources: [stream] }))
  const conditions = { StringEquals: { 'aws:RequestedRegion': Aws.REGION } }
  worker.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'], conditions }))
}
