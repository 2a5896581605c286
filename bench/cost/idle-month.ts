import * as z from 'zod'
import type { Template } from '../../infra/templates.ts'
import type { Line } from './line.ts'
import { prices } from './prices.ts'

const Alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() })
const Client = z.object({ AllowedOAuthFlows: z.array(z.string()).default([]) })
const Mapping = z.object({ StartingPosition: z.string().optional() })

/** Lambda asks a queue with five pollers, each waiting at most twenty seconds for an answer. */
const pollsAMonth = (5 * 30 * 24 * 3600) / 20

/** What a deployment costs in a month in which nobody uses it, counted off its templates. */
export const idleMonth = (templates: Iterable<Template>): readonly Line[] => {
  const resources = [...templates].flatMap(({ Resources }) => Object.values(Resources))
  const propertiesOf = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties)
  const keys = propertiesOf('AWS::KMS::Key').length
  const dashboards = propertiesOf('AWS::CloudWatch::Dashboard').length
  const metrics = propertiesOf('AWS::CloudWatch::Alarm')
    .map((alarm) => Alarm.parse(alarm).Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1)
    .reduce((sum, each) => sum + each, 0)
  const machines = propertiesOf('AWS::Cognito::UserPoolClient').filter((client) =>
    Client.parse(client).AllowedOAuthFlows.includes('client_credentials'),
  ).length
  const queues = propertiesOf('AWS::Lambda::EventSourceMapping').filter((mapping) => !Mapping.parse(mapping).StartingPosition).length
  return [
    { what: 'Keys', why: `${keys} keys of KMS`, dollars: keys * prices.keyMonth },
    { what: 'Alarms', why: `${metrics} metrics watched`, dollars: metrics * prices.alarmMetricMonth },
    { what: 'Dashboard', why: `${dashboards} dashboard`, dollars: dashboards * prices.dashboardMonth },
    {
      what: 'Asking queues for work',
      why: `${queues} queue, ${Math.round(pollsAMonth / 1000)} thousand empty answers each`,
      dollars: queues * pollsAMonth * prices.fifoRequest,
    },
    { what: 'Machine client', why: `${machines} client of Cognito`, dollars: machines * prices.machineClientMonth },
  ]
}
