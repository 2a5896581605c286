import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Construct } from 'constructs'
import type { House } from '../house.ts'

type HouseAlarmProps = {
  readonly house: Pick<House, 'settings' | 'alarms'>
  readonly metric: IMetric
  /** Rings at this value and above. */
  readonly threshold: number
  /** Whom the failure hurts, as a sentence that a person of the firm understands. */
  readonly impact: string
  /** The first thing to do, for someone woken at night. */
  readonly first: string
  /** The heading of the runbook, as its anchor. */
  readonly runbook: string
  /** For a metric that is sent only when something runs: silence is the alarm. */
  readonly ringsOnSilence?: boolean
}

/** An alarm that tells whoever reads it what it means, what to do, and where the rest is written. */
export class HouseAlarm extends Alarm {
  constructor(scope: Construct, id: string, { house, impact, first, runbook, ...props }: HouseAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: 1,
      alarmName: `${scope.node.path} ${id}`.replaceAll('/', ' '),
      alarmDescription: `${impact}. First: ${first}. ${house.settings.runbook}#${runbook}`,
      comparisonOperator: props.ringsOnSilence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.ringsOnSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    this.addAlarmAction(new SnsAction(house.alarms))
    this.addOkAction(new SnsAction(house.alarms))
  }
}
