import * as z from 'zod'
import { dueShards } from '../../adapters/dynamo/keys.ts'
import type { Template } from '../../infra/templates.ts'
import type { Line } from './line.ts'
import { prices } from './prices.ts'

const Alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() })
const Client = z.object({ AllowedOAuthFlows: z.array(z.string()).default([]) })
const Mapping = z.object({ StartingPosition: z.string().optional(), EventSourceArn: z.unknown() })
const OwnQueue = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })
const Rule = z.object({ ScheduleExpression: z.string().optional() })

const secondsAMonth = 30 * 24 * 3600
/** Lambda asks a queue with five pollers, each waiting at most twenty seconds for an answer. */
const pollsAMonth = (5 * secondsAMonth) / 20
const minutesAMonth = secondsAMonth / 60

/** A sweep that finds nothing: each query reads half a unit, the function runs for a tenth of a second, and X-Ray keeps a trace. */
const idleSweep = (dueShards / 2) * prices.readUnit + prices.invocation + 0.1 * prices.gigabyteSecond + prices.trace

type Properties = Readonly<Record<string, unknown>>
const ofType = (templates: readonly Template[], type: string): readonly Properties[] =>
  templates.flatMap(({ Resources }) => Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : [])))

/** The queues that functions are fed from, whether each keeps an order. A mapping stands in one template with its queue, or names another's. */
const askedQueues = (templates: readonly Template[]): readonly { readonly inOrder: boolean }[] =>
  templates.flatMap((template) =>
    ofType([template], 'AWS::Lambda::EventSourceMapping').flatMap((properties) => {
      const { StartingPosition, EventSourceArn } = Mapping.parse(properties)
      const own = OwnQueue.safeParse(EventSourceArn).data?.['Fn::GetAtt'][0]
      return StartingPosition ? [] : [{ inOrder: template.Resources[own ?? '']?.Properties['FifoQueue'] === true }]
    }),
  )

const metricsIn = (alarm: Properties): number => Alarm.parse(alarm).Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1
const isMachine = (client: Properties): boolean => Client.parse(client).AllowedOAuthFlows.includes('client_credentials')
const isEveryMinute = (rule: Properties): boolean => Rule.parse(rule).ScheduleExpression === 'rate(1 minute)'
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** What a deployment costs in a month in which nobody uses it, counted off its templates. */
export const idleMonth = (all: Iterable<Template>): readonly Line[] => {
  const templates = [...all]
  const keys = ofType(templates, 'AWS::KMS::Key').length
  const metrics = sum(ofType(templates, 'AWS::CloudWatch::Alarm').map(metricsIn))
  const dashboards = ofType(templates, 'AWS::CloudWatch::Dashboard').length
  const queues = askedQueues(templates)
  const polls = sum(queues.map(({ inOrder }) => pollsAMonth * (inOrder ? prices.fifoRequest : prices.queueRequest)))
  const sweeps = minutesAMonth * ofType(templates, 'AWS::Events::Rule').filter(isEveryMinute).length
  const machines = ofType(templates, 'AWS::Cognito::UserPoolClient').filter(isMachine).length
  return [
    { what: 'Keys', why: `${keys} keys of KMS`, dollars: keys * prices.keyMonth },
    { what: 'Alarms', why: `${metrics} metrics watched`, dollars: metrics * prices.alarmMetricMonth },
    { what: 'Dashboard', why: `${dashboards} dashboard`, dollars: dashboards * prices.dashboardMonth },
    {
      what: 'Asking queues for work',
      why: `${queues.length} queues, ${Math.round(pollsAMonth / 1000)} thousand empty answers each`,
      dollars: polls,
    },
    { what: 'The clock', why: `${sweeps / 1000} thousand sweeps of ${dueShards} queries that find nothing`, dollars: sweeps * idleSweep },
    { what: 'Machine client', why: `${machines} client of Cognito`, dollars: machines * prices.machineClientMonth },
  ]
}
