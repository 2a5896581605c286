import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Directory } from '../constructs/directory.ts'
import { HttpGateway } from '../constructs/http-gateway.ts'
import type { House } from '../house.ts'
import { mountAttachments } from '../resources/attachments.ts'
import { mountCalendar } from '../resources/calendar.ts'
import { mountContactPage } from '../resources/contact-page.ts'
import { mountContacts } from '../resources/contacts.ts'
import { mountCustomers } from '../resources/customers.ts'
import { mountDoors } from '../resources/doors.ts'
import { mountLists } from '../resources/lists.ts'
import { mountMachineDoors } from '../resources/machine-doors.ts'
import { mountMacros } from '../resources/macros.ts'
import { mountMe } from '../resources/me.ts'
import { mountMessages } from '../resources/messages.ts'
import { mountMeta } from '../resources/meta.ts'
import { mountNotes } from '../resources/notes.ts'
import { mountNotifications } from '../resources/notifications.ts'
import { mountOwnDataPage } from '../resources/own-data-page.ts'
import { mountRelations } from '../resources/relations.ts'
import { mountReminders } from '../resources/reminders.ts'
import { mountReportSchedules } from '../resources/report-schedules.ts'
import { mountReviews } from '../resources/reviews.ts'
import { mountServiceLevels } from '../resources/service-levels.ts'
import { mountSorting } from '../resources/sorting.ts'
import { mountSurveyPage } from '../resources/survey-page.ts'
import { mountSurveys } from '../resources/surveys.ts'
import { mountTicketViews } from '../resources/ticket-views.ts'
import { mountTickets } from '../resources/tickets.ts'
import { mountUnsubscribe } from '../resources/unsubscribe.ts'
import { mountVisits } from '../resources/visits.ts'
import { mountWebhooks } from '../resources/webhooks.ts'
import type { DataStack } from './data.ts'
import type { MessagingStack } from './messaging.ts'

type Needs = { readonly house: House; readonly data: DataStack; readonly messaging: MessagingStack; readonly directory: Directory }

const mounts = [
  mountCustomers,
  mountContacts,
  mountRelations,
  mountNotes,
  mountLists,
  mountSorting,
  mountMacros,
  mountReminders,
  mountCalendar,
  mountReviews,
  mountVisits,
  mountOwnDataPage,
  mountNotifications,
  mountReportSchedules,
  mountMe,
  mountSurveys,
  mountServiceLevels,
  mountSurveyPage,
  mountMessages,
  mountUnsubscribe,
  mountDoors,
  mountMachineDoors,
  mountContactPage,
  mountAttachments,
  mountTickets,
  mountTicketViews,
  mountWebhooks,
  mountMeta,
]

/**
 * The door and every resource behind it. A stack holds at most 500 resources: before that, a resource moves to a stack of its
 * own by being mounted there, on the same gateway.
 */
export class ApiStack extends Stack {
  /** Where it is found. */
  readonly address: string

  constructor(scope: Construct, id: string, { house, data: { table, vault, files }, messaging: { events }, directory }: Needs) {
    super(scope, id, { description: 'Lading: the API', terminationProtection: house.settings.stage === 'prod' })
    const gateway = new HttpGateway(this, 'Gateway', { house, directory })
    this.address = gateway.api.apiEndpoint
    for (const mount of mounts) mount({ scope: this, house, gateway, table, vault, files, events, directory })
    new CfnOutput(this, 'Address', { value: gateway.api.apiEndpoint })
  }
}
