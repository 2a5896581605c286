import { ServicePolicyEvent, WorkCalendarEvent } from '../../../domain/service-levels/events.ts'
import { ServicePolicy } from '../../../domain/service-levels/policy.ts'
import type {
  AllServicePolicies,
  AllWorkCalendars,
  ReadServicePolicy,
  ReadWorkCalendar,
  ServicePolicyStore,
  WorkCalendarStore,
} from '../../../domain/service-levels/ports.ts'
import { shippedCalendar, shippedCalendars, shippedPolicies, shippedPolicy } from '../../../domain/service-levels/shipped.ts'
import { WorkCalendar } from '../../../domain/service-levels/work-calendar.ts'
import type { Kept } from '../records/kept.ts'
import type { Table } from '../table/table.ts'
import { latestCalendars, latestPolicies, serviceBook, servicePolicyKey, workCalendarKey } from './keys.ts'
import { editionStore, latestOf, readEditions } from './service-editions.ts'

const keptCalendar: Kept<typeof WorkCalendar, typeof WorkCalendarEvent> = {
  kind: 'work_calendar',
  schema: WorkCalendar,
  events: WorkCalendarEvent,
  key: workCalendarKey,
  about: () => [],
}
const calendars = { kept: keptCalendar, shipped: shippedCalendar }

const keptPolicy: Kept<typeof ServicePolicy, typeof ServicePolicyEvent> = {
  kind: 'service_policy',
  schema: ServicePolicy,
  events: ServicePolicyEvent,
  key: servicePolicyKey,
  about: () => [],
}
const policies = { kept: keptPolicy, shipped: shippedPolicy }

export const workCalendarStore = (table: Table): WorkCalendarStore => editionStore(table, calendars)
export const servicePolicyStore = (table: Table): ServicePolicyStore => editionStore(table, policies)

export const readWorkCalendar = (table: Table): ReadWorkCalendar => readEditions(table, calendars)
export const readServicePolicy = (table: Table): ReadServicePolicy => readEditions(table, policies)

export const allWorkCalendars =
  (table: Table): AllWorkCalendars =>
  async () =>
    latestOf(WorkCalendar, await table.queryAll({ partition: serviceBook(), prefix: ['sk', latestCalendars] }), shippedCalendars())

export const allServicePolicies =
  (table: Table): AllServicePolicies =>
  async () =>
    latestOf(ServicePolicy, await table.queryAll({ partition: serviceBook(), prefix: ['sk', latestPolicies] }), shippedPolicies)
