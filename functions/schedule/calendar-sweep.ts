import { allWorkCalendars, workCalendarStore } from '../../adapters/dynamo/service-levels/service-level-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { holidaysOf } from '../../adapters/holidays/holidays-of.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { renewCalendars } from './renew-calendars.ts'

const env = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const ports = {
  calendars: workCalendarStore(table),
  allCalendars: allWorkCalendars(table),
  publicDays: holidaysOf,
}

/** Every night: what is known of holidays by now is taken into the work calendars. Running it twice does no harm. */
export const handler = async (): Promise<void> => {
  const renewed = await renewCalendars(ports, { now: now(), actor: system, traceId: crypto.randomUUID() })
  log.info('calendars renewed', { renewed })
}
