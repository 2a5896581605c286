import { Aws, Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity, SuppressionReasons } from 'aws-cdk-lib/aws-ses'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { House } from '../house.ts'
import { HouseAlarm } from './house-alarm.ts'

/** What SES tells of a mail that changes what we know of it. */
const told = [EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT]

/** At 5 and 0.1 of a hundred AWS reviews an account, and may stop its mail altogether. */
const rates = { BounceRate: 0.05, ComplaintRate: 0.001 } as const

/** Mail out by SES: from the firm's own domain, under settings that tell what becomes of each. */
export class Mail extends Construct {
  readonly notices: Topic
  readonly #from: string
  readonly #domain: EmailIdentity
  readonly #settings: ConfigurationSet

  constructor(scope: Construct, id: string, house: House) {
    super(scope, id)
    this.#from = house.settings.mailFrom
    this.#domain = new EmailIdentity(this, 'Domain', { identity: Identity.domain(this.#from.split('@').at(-1) ?? '') })
    this.#settings = new ConfigurationSet(this, 'Settings', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    })
    // In the clear at rest while SNS hands them on: SES cannot publish under the key that AWS keeps for SNS.
    this.notices = new Topic(this, 'Notices', { enforceSSL: true })
    this.#settings.addEventDestination('Told', { destination: EventDestination.snsTopic(this.notices), events: told })
    for (const [name, threshold] of Object.entries(rates)) this.watch(house, name, threshold)
  }

  /** Send under these settings, as the firm and as nobody else. */
  letSend(sender: LambdaFunction): void {
    const resources = [
      this.#domain.emailIdentityArn,
      `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:configuration-set/${this.#settings.configurationSetName}`,
    ]
    sender.addToRolePolicy(
      new PolicyStatement({ actions: ['ses:SendEmail'], resources, conditions: { StringEquals: { 'ses:FromAddress': this.#from } } }),
    )
    sender.addEnvironment('MAIL_FROM', this.#from)
    sender.addEnvironment('MAIL_CONFIGURATION_SET', this.#settings.configurationSetName)
  }

  private watch(house: House, name: string, threshold: number): void {
    new HouseAlarm(this, name, {
      house,
      impact: 'AWS may soon stop all mail of the firm: too much of it bounces or is called a nuisance',
      metric: new Metric({ namespace: 'AWS/SES', metricName: `Reputation.${name}`, statistic: 'Average', period: Duration.hours(1) }),
      threshold,
      first: 'see which template and which import of contacts the bounced messages have in common',
      runbook: 'bounce-storm',
    })
  }
}
