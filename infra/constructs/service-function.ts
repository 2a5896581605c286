import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, CfnFunction, Function as LambdaFunction, LoggingFormat, Runtime, SystemLogLevel } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { EntryName } from '../entries.ts'
import type { House } from '../house.ts'
import { HouseAlarm } from './house-alarm.ts'

export type ServiceFunctionProps = {
  readonly house: House
  readonly entry: EntryName
  /** Who cannot do what when this function fails: the first words of its alarms. */
  readonly impact: string
  readonly timeout?: Duration
  /** In MB. CPU comes with it: at 1024 a start takes half as long as at 512, for about the same price. */
  readonly memorySize?: number
}

/** A function as all of ours are: Node 24 on arm64, JSON logs that end, traces, alarms, and a role that starts with nothing. */
export class ServiceFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { house, entry, impact, timeout, memorySize }: ServiceFunctionProps) {
    const { stage } = house.settings
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: stage === 'prod' ? RetentionDays.THREE_MONTHS : RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    super(scope, id, {
      role,
      logGroup,
      code: house.codeOf(entry),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memorySize ?? 1024,
      timeout: timeout ?? Duration.seconds(10),
      loggingFormat: LoggingFormat.JSON,
      // The line that Lambda writes for each invocation would double the log; its figures are metrics as well.
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: entry,
        POWERTOOLS_LOG_LEVEL: 'INFO',
      },
    })
    this.trace(role)
    this.watch(house, impact)
  }

  /** By hand, because `tracing: ACTIVE` would allow the two actions without any condition. */
  private trace(role: Role): void {
    const { defaultChild } = this.node
    if (!(defaultChild instanceof CfnFunction)) throw new Error(`${this.node.path} has no function resource to trace`)
    defaultChild.tracingConfig = { mode: 'Active' }
    const statement = new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': Aws.REGION } },
    })
    const { policyDependable } = role.addToPrincipalPolicy(statement)
    if (policyDependable) defaultChild.node.addDependency(policyDependable)
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray knows no resources for sending traces. The two actions only write, and only in this region.',
    })
  }

  private watch(house: House, impact: string): void {
    new HouseAlarm(this, 'Errors', {
      house,
      impact,
      metric: this.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      first: 'read the newest ERROR line in the log of this function',
      runbook: 'function-errors',
    })
  }
}
