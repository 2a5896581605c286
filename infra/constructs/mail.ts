import { Aws, Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { ConfigurationSet, type IEmailIdentity, SuppressionReasons } from 'aws-cdk-lib/aws-ses'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { House } from '../house.ts'
import { domainOf } from '../settings.ts'
import { HouseAlarm } from './house-alarm.ts'
import { mailDomain } from './mail-domain.ts'
import { MailNotices } from './mail-notices.ts'

/** At 5 and 0.1 of a hundred AWS reviews an account, and may stop its mail altogether. */
const rates = { BounceRate: 0.05, ComplaintRate: 0.001 } as const

/** Mail out by SES: from the firm's own domain, under settings that tell what becomes of each. */
export class Mail extends Construct {
  readonly #house: House
  readonly #from: string
  readonly #domain: IEmailIdentity
  readonly #settings: ConfigurationSet

  constructor(scope: Construct, id: string, house: House) {
    super(scope, id)
    this.#house = house
    this.#from = house.settings.mailFrom
    this.#domain = mailDomain(this, domainOf(this.#from), house.settings)
    this.#settings = new ConfigurationSet(this, 'Settings', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    })
    for (const [name, threshold] of Object.entries(rates)) this.watch(name, threshold)
  }

  /** What becomes of each mail is told to this queue, without the address that it went to. */
  tell(queue: IQueue): void {
    new MailNotices(this, 'Notices', { house: this.#house, settings: this.#settings, queue })
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

  private watch(name: string, threshold: number): void {
    new HouseAlarm(this, name, {
      house: this.#house,
      impact: 'AWS may soon stop all mail of the firm: too much of it bounces or is called a nuisance',
      metric: new Metric({ namespace: 'AWS/SES', metricName: `Reputation.${name}`, statistic: 'Average', period: Duration.hours(1) }),
      threshold,
      first: 'see which template, source of contacts or domain the bounced messages have in common',
      runbook: 'bounce-storm',
    })
  }
}
