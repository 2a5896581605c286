import { Duration, Stack } from 'aws-cdk-lib'
import { Schedule } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import { Clock } from '../constructs/clock.ts'
import { ScheduledJob } from '../constructs/scheduled-job.ts'
import type { House } from '../house.ts'
import type { DataStack } from './data.ts'
import type { MailStack } from './mail.ts'
import type { MessagingStack } from './messaging.ts'

type Needs = { readonly house: House; readonly data: DataStack; readonly messaging: MessagingStack; readonly mail: MailStack }

/** What the clock starts: the sweep that hands what falls due to its job, and the renewal of calendars, which is the work of a moment. */
export class JobsStack extends Stack {
  constructor(scope: Construct, id: string, { house, data, messaging, mail }: Needs) {
    super(scope, id, { description: 'Lading: what the clock starts' })
    const clock = new Clock(this, 'DueSweep', { house, table: data.table })
    for (const { job, due } of [...messaging.jobs, ...mail.jobs]) for (const kind of due) clock.feed(job, kind)
    const renewal = new ScheduledJob(this, 'CalendarSweep', {
      house,
      entry: 'calendar-sweep',
      impact:
        'Deadlines of tickets, digests, reviews and visits do not know holidays and make-up days that were published since a calendar was written',
      schedule: Schedule.cron({ hour: '19', minute: '0' }),
      everyAtLeast: Duration.days(1),
    })
    data.table.letRead(renewal.worker, { keys: ['SERVICELEVEL#'] })
    data.table.letWrite(renewal.worker, { keys: ['SERVICELEVEL#'] })
    data.table.letPut(renewal.worker, { keys: ['EVENTS#'] })
  }
}
