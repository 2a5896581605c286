import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Rule } from 'aws-cdk-lib/aws-events'
import type { House } from '../house.ts'
import { HouseAlarm } from './house-alarm.ts'

type Watched = {
  readonly house: House
  /** Who is hurt when nothing comes through. */
  readonly impact: string
}

/** Rings when a rule that hands on what becomes of messages does not get it through to the queue of MailFeedback. */
export const watchRule = (rule: Rule, { house, impact }: Watched): HouseAlarm =>
  new HouseAlarm(rule, 'Lost', {
    house,
    impact,
    metric: new Metric({
      namespace: 'AWS/Events',
      metricName: 'FailedInvocations',
      dimensionsMap: { RuleName: rule.ruleName },
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    threshold: 1,
    first: 'see whether the queue of MailFeedback still lets events.amazonaws.com send to it',
    runbook: 'lost-notices',
  })
