import { Aws, Duration } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { FileStore } from '../constructs/file-store.ts'
import { HouseAlarm } from '../constructs/house-alarm.ts'
import type { Mail } from '../constructs/mail.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { ServiceFunction } from '../constructs/service-function.ts'
import type { JobSite, MountedJob } from './site.ts'

type Sending = { readonly mail: Mail; readonly files: FileStore; readonly origin: string }

/**
 * How many batches are worked on at once, and how many messages each holds, so that no more than `most` are under way together: the
 * messages of a batch go beside one another. Lambda takes a bound of two batches or more, of one message or more.
 */
export const braked = (most: number): { readonly atOnce: number; readonly batch: number } => {
  const batch = Math.min(10, Math.max(1, Math.floor(most / 3)))
  return { atOnce: Math.max(2, Math.floor(most / batch)), batch }
}

/** Sends what waits. It alone opens addresses to send to, and it alone may send. */
export const mountMessageSender = (site: JobSite & Sending): MountedJob => {
  const { scope, house, table, vault, events, mail, files, origin } = site
  const job = new QueueWorker(scope, 'MessageSender', {
    house,
    entry: 'message-sender',
    impact: 'Customers and colleagues get no messages: surveys, notices and letters wait',
    topic: events,
    eventTypes: ['message.queued', 'message.requeued'],
    // SES turns away what comes too fast.
    ...braked(house.settings.messagesAtOnce),
    // Ten replies with as much beside them as a mail may have go one after another.
    timeout: Duration.minutes(2),
    // Files that go along are held while they are handed over.
    memorySize: 1024,
  })
  const { worker } = job
  table.letRead(worker, { keys: ['MESSAGE#', 'TEMPLATE#', 'SUPPRESSION#', 'CONTACT#', 'CUSTOMER#', 'STAFF#', 'TICKET#', 'TICKETS#'] })
  table.letWrite(worker, { keys: ['MESSAGE#', 'SUPPRESSION#'] })
  table.letPut(worker, { keys: ['EVENTS#', 'MAIL#', 'CARRIED#'] })
  vault.letOpenOf(worker, ['con_', 'cus_', 'stf_', 'tkt_'])
  vault.letDerive(worker)
  vault.letSignLinks(worker)
  mail.letSend(worker)
  files.letRead(worker)
  worker.addEnvironment('PUBLIC_ORIGIN', origin)
  worker.addEnvironment('DESK_MAIL', house.settings.deskMail)
  if (house.settings.quietHours !== 'off') worker.addEnvironment('QUIET_HOURS', house.settings.quietHours)
  letReachPhones(site, worker)
  watchUnknown(site, worker)
  return { job, due: ['message'] }
}

/** Off unless the installation says otherwise: neither right nor secret is there until then. */
const letReachPhones = ({ house: { settings } }: JobSite, worker: ServiceFunction): void => {
  if (settings.smsFrom !== undefined) {
    worker.addToRolePolicy(new PolicyStatement({ actions: ['sms-voice:SendTextMessage'], resources: [settings.smsFrom] }))
    worker.addEnvironment('SMS_FROM', settings.smsFrom)
  }
  const { wechatAppId, wechatSecretParameter, wechatHost } = settings
  if (wechatAppId === undefined || wechatSecretParameter === undefined) return
  const parameter = `arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter/${wechatSecretParameter.replace(/^\//, '')}`
  worker.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [parameter] }))
  worker.addEnvironment('WECHAT_APP_ID', wechatAppId)
  worker.addEnvironment('WECHAT_SECRET_PARAMETER', wechatSecretParameter)
  worker.addEnvironment('WECHAT_ORIGIN', `https://${wechatHost}`)
}

const watchUnknown = ({ house }: JobSite, worker: ServiceFunction): void => {
  const filter = new MetricFilter(worker, 'Unknown', {
    logGroup: worker.logGroup,
    metricNamespace: `Lading/${house.settings.stage}`,
    metricName: 'UnknownMessages',
    filterPattern: FilterPattern.stringValue('$.message', '=', 'nobody knows whether a message went out'),
  })
  new HouseAlarm(worker, 'UnknownMessages', {
    house,
    impact: 'Somebody may not have been written to, and only a person can say',
    metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
    threshold: 1,
    first: 'list them by GET /v1/messages?state=unknown and settle each',
    runbook: 'unknown-messages',
  })
}
