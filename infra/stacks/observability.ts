import { Duration, Stack } from 'aws-cdk-lib'
import { Dashboard, GraphWidget, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { HouseAlarm } from '../constructs/house-alarm.ts'
import type { Settings } from '../settings.ts'

/** A graph of one metric over everything of this stage. It finds its lines by name, so that a function can come and go freely. */
const graph = ({ stage }: Settings, title: string, [dimensions, metric, statistic]: readonly [string, string, string]) =>
  new GraphWidget({
    title,
    width: 12,
    left: [
      new MathExpression({
        label: '',
        usingMetrics: {},
        expression: `SEARCH('{${dimensions}} MetricName="${metric}" lading ${stage}', '${statistic}', 300)`,
      }),
    ],
  })

const graphs = {
  'Requests to functions': ['AWS/Lambda,FunctionName', 'Invocations', 'Sum'],
  'Errors of functions': ['AWS/Lambda,FunctionName', 'Errors', 'Sum'],
  'Duration of functions, slowest of a hundred (ms)': ['AWS/Lambda,FunctionName', 'Duration', 'p99'],
  'Throttled functions': ['AWS/Lambda,FunctionName', 'Throttles', 'Sum'],
  'Age of the stream (ms)': ['AWS/Lambda,FunctionName', 'IteratorAge', 'Maximum'],
  'Oldest message of each queue (s)': ['AWS/SQS,QueueName', 'ApproximateAgeOfOldestMessage', 'Maximum'],
  'Messages waiting, dead letters among them': ['AWS/SQS,QueueName', 'ApproximateNumberOfMessagesVisible', 'Maximum'],
  'Throttled table operations': ['AWS/DynamoDB,Operation,TableName', 'ThrottledRequests', 'Sum'],
} as const

/**
 * What people look at and where alarms reach them. The alarms themselves stand beside what they watch, so that both come and
 * go in one deployment; this stack comes first and refers to no other.
 */
export class ObservabilityStack extends Stack {
  readonly alarms: Topic

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, { description: 'Lading: dashboard and alarms' })
    this.alarms = new Topic(this, 'Alarms', { displayName: `Lading ${settings.stage}`, enforceSSL: true })
    if (settings.alarmEmail) this.alarms.addSubscription(new EmailSubscription(settings.alarmEmail))
    this.watchConcurrency(settings)
    new Dashboard(this, 'Dashboard', {
      dashboardName: `lading-${settings.stage}`,
      widgets: [Object.entries(graphs).map(([title, lines]) => graph(settings, title, lines))],
    })
  }

  /** Concurrency is a quota of the whole account and region, so one alarm watches it for all functions, others' there included. */
  private watchConcurrency(settings: Settings): void {
    new HouseAlarm(this, 'Throttles', {
      house: { settings, alarms: this.alarms },
      impact: 'Requests are refused and jobs fall behind for everyone, because no more functions may run at once',
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      first: 'see in the dashboard which function is throttled, and compare the concurrency in use with the quota of the account',
      runbook: 'function-throttles',
    })
  }
}
