import { Duration } from 'aws-cdk-lib'
import { Rule, type Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { HouseAlarm } from './house-alarm.ts'
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts'

type ScheduledJobProps = ServiceFunctionProps & {
  readonly schedule: Schedule
  /** Within this time it must have run at least once, or its alarm rings. At most a day. */
  readonly everyAtLeast: Duration
}

/** A function that the clock starts. That it fails rings one alarm; that it was never started rings another. */
export class ScheduledJob extends Construct {
  readonly worker: ServiceFunction

  constructor(scope: Construct, id: string, { schedule, everyAtLeast, ...props }: ScheduledJobProps) {
    super(scope, id)
    const { house, impact } = props
    this.worker = new ServiceFunction(this, 'Worker', { timeout: Duration.minutes(5), ...props })
    const target = new FunctionTarget(this.worker, { retryAttempts: 2, maxEventAge: Duration.hours(1) })
    new Rule(this, 'Schedule', { schedule, targets: [target] })
    new HouseAlarm(this, 'Silence', {
      house,
      impact,
      metric: this.worker.metricInvocations({ period: everyAtLeast, statistic: 'Sum' }),
      threshold: 1,
      first: 'see whether the schedule is enabled and may invoke the function',
      runbook: 'schedule-silence',
      ringsOnSilence: true,
    })
  }
}
