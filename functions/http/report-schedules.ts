import { reportStore, reportsOf } from '../../adapters/dynamo/report-store.ts'
import { staffStore } from '../../adapters/dynamo/staff-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { settingsIn } from '../runtime/settings-of.ts'
import { foundations } from './foundations.ts'
import { reportScheduleRoutes } from './report-schedules.routes.ts'

const { table, once } = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))

export const handler = httpHandler(reportScheduleRoutes, {
  ports: { reports: reportStore(table), mine: reportsOf(table), settingsOf: settingsIn(staffStore(table)) },
  once: once('report-schedules'),
})
