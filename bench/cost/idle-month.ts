import * as z from 'zod'
import { dueShards } from '../../adapters/dynamo/keys.ts'
import type { Template } from '../../infra/templates.ts'
import type { Line } from './line.ts'
import { prices } from './prices.ts'

const Alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() })
const Client = z.object({ AllowedOAuthFlows: z.array(z.string()).default([]) })
const Mapping = z.object({ StartingPosition: z.string().optional() })
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

/** How many queues functions are fed from: of the mappings, those that are not of a stream. */
const askedQueues = (templates: readonly Template[]): number =>
  ofType(templates, 'AWS::Lambda::EventSourceMapping').filter((mapping) => Mapping.parse(mapping).StartingPosition === undefined).length

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
  const sweeps = minutesAMonth * ofType(templates, 'AWS::Events::Rule').filter(isEveryMinute).length
  const machines = ofType(templates, 'AWS::Cognito::UserPoolClient').filter(isMachine).length
  return [
    { what: 'Keys', why: `${keys} keys of KMS`, dollars: keys * prices.keyMonth },
    { what: 'Alarms', why: `${metrics} metrics watched`, dollars: metrics * prices.alarmMetricMonth },
    { what: 'Dashboard', why: `${dashboards} dashboard`, dollars: dashboards * prices.dashboardMonth },
    {
      what: 'Asking queues for work',
      why: `${queues} queues, ${Math.round(pollsAMonth / 1000)} thousand empty answers each`,
      dollars: queues * pollsAMonth * prices.queueRequest,
    },
    { what: 'The clock', why: `${sweeps / 1000} thousand sweeps of ${dueShards} queries that find nothing`, dollars: sweeps * idleSweep },
    { what: 'Machines', why: `${machines} clients of Cognito`, dollars: machines * prices.machineClientMonth },
  ]
}
