import { Duration } from 'aws-cdk-lib'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { listIndexes } from '../../adapters/dynamo/table/indexes.ts'
import { toldOf } from '../../domain/notifications/tellings.ts'
import { HouseAlarm } from '../constructs/house-alarm.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { ServiceFunction } from '../constructs/service-function.ts'
import type { JobSite, MountedJob } from './site.ts'

/** What the figures in reports are read from, and what is in hand at the desks. */
const counted = ['SURVEYMONTH#', 'SERVICELEVEL#', 'DESKCELLS#', 'INHAND#']

/** What people are told of: in the notification centre, by a mail of its own, in the daily digest, and as lists that they asked for. */
export const mountTelling = (site: JobSite): MountedJob => {
  const { scope, house, table, vault, events, directory } = site
  const job = new QueueWorker(scope, 'Telling', {
    house,
    entry: 'telling',
    impact: 'Staff are not told what concerns them, get no daily digest, and the lists that they asked for do not come',
    topic: events,
    eventTypes: [...toldOf, 'staff.', 'digest.fell_due', 'report.fell_due'],
  })
  const own = ['NOTIFICATIONS#', 'UNREAD#', 'DIGEST#', 'REPORT#', 'REPORTS#', 'MESSAGE#']
  table.letRead(job.worker, {
    keys: [...own, 'EVENTS#', 'DESKS#', 'LIST#', 'STAFF#', 'CUSTOMER#', 'NOTES#', 'REMINDER#', 'REMINDERS#', 'SUGGESTION#', ...counted],
  })
  table.letQuery(job.worker, { keys: ['CUSTOMER#', 'REVIEW#'], indexes: listIndexes })
  table.letQuery(job.worker, { keys: ['TICKET#', 'DESKCOUNTED#'], indexes: ['byAll', 'byOwner', 'byTeam', 'byRegion'] })
  table.letWrite(job.worker, { keys: own })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  vault.letDerive(job.worker)
  directory.letLookUp(job.worker)
  directory.letFind(job.worker)
  watchForsaken(site, job.worker)
  return { job, due: ['notification', 'digest', 'report'] }
}

const watchForsaken = ({ house }: JobSite, worker: ServiceFunction): void => {
  const filter = new MetricFilter(worker, 'Forsaken', {
    logGroup: worker.logGroup,
    metricNamespace: `Lading/${house.settings.stage}`,
    metricName: 'ForsakenCustomers',
    filterPattern: FilterPattern.stringValue('$.message', '=', 'something waits and nobody can be told'),
  })
  new HouseAlarm(worker, 'ForsakenCustomers', {
    house,
    impact: 'A customer waits for a review of its data or for a visit, it has no owner, and nobody is there who could give it one',
    metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
    threshold: 1,
    first: 'find the customers by GET /v1/reviews and GET /v1/visits?state=planned, and give them an owner',
    runbook: 'forsaken-customers',
  })
}
