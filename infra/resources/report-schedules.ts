import { reportScheduleRoutes } from '../../functions/http/report-schedules.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['REPORT#', 'REPORTS#', 'IDEMPOTENCY#report-schedules']

export const mountReportSchedules = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'ReportSchedules', {
    house,
    gateway,
    entry: 'report-schedules',
    routes: reportScheduleRoutes,
    impact: 'Staff cannot say which lists are to be mailed to them',
  })
  table.letRead(worker, { keys: [...keys, 'STAFF#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
