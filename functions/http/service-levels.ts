import { maskedTicket } from '../../adapters/dynamo/service-levels/masked-ticket.ts'
import { movesIn } from '../../adapters/dynamo/service-levels/moves.ts'
import { readServiceBook } from '../../adapters/dynamo/service-levels/service-book.ts'
import {
  allServicePolicies,
  allWorkCalendars,
  readServicePolicy,
  readWorkCalendar,
  servicePolicyStore,
  workCalendarStore,
} from '../../adapters/dynamo/service-levels/service-level-store.ts'
import { holidaysOf } from '../../adapters/holidays/holidays-of.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { repeatable } from './repeatable.ts'
import { serviceMoveRoutes } from './service-moves.routes.ts'
import { servicePolicyRoutes } from './service-policies.routes.ts'
import { ticketSlaRoutes } from './ticket-sla.routes.ts'
import { workCalendarRoutes } from './work-calendars.routes.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base

export const handler = httpHandler(
  { ...workCalendarRoutes, ...servicePolicyRoutes, ...ticketSlaRoutes, ...serviceMoveRoutes },
  {
    ports: {
      calendars: workCalendarStore(table),
      allCalendars: allWorkCalendars(table),
      calendarEdition: readWorkCalendar(table),
      publicDays: holidaysOf,
      policies: servicePolicyStore(table),
      allPolicies: allServicePolicies(table),
      policyEdition: readServicePolicy(table),
      ticket: maskedTicket(table),
      serviceBook: readServiceBook(table),
      moves: movesIn(table, cursors),
    },
    once: repeatable(base, 'service-levels'),
  },
)
