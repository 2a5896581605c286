import { reportStore, reportsOf } from '../../adapters/dynamo/staff/report-store.ts'
import { staffReader } from '../../adapters/dynamo/staff/staff-reader.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { settingsIn } from '../runtime/settings-of.ts'
import { foundations } from './foundations.ts'
import { repeatable } from './repeatable.ts'
import { reportScheduleRoutes } from './report-schedules.routes.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table } = base

export const handler = httpHandler(reportScheduleRoutes, {
  ports: { reports: reportStore(table), mine: reportsOf(table), settingsOf: settingsIn(staffReader(table)) },
  once: repeatable(base, 'report-schedules'),
})
