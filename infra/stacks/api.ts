import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Directory } from '../constructs/directory.ts'
import { HttpGateway } from '../constructs/http-gateway.ts'
import type { Gateway } from '../constructs/http-resource.ts'
import type { House } from '../house.ts'
import { mountCalendar } from '../resources/calendar.ts'
import { mountContactPage } from '../resources/contact-page.ts'
import { mountContacts } from '../resources/contacts.ts'
import { mountCustomers } from '../resources/customers.ts'
import { mountLists } from '../resources/lists.ts'
import { mountMachineDoors } from '../resources/machine-doors.ts'
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
import { mountSurveyPage } from '../resources/survey-page.ts'
import { mountSurveys } from '../resources/surveys.ts'
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
  mountReminders,
  mountCalendar,
  mountReviews,
  mountVisits,
  mountOwnDataPage,
  mountNotifications,
  mountReportSchedules,
  mountMe,
  mountSurveys,
  mountSurveyPage,
  mountMessages,
  mountUnsubscribe,
  mountWebhooks,
  mountContactPage,
  mountMachineDoors,
  mountMeta,
]

/**
 * The door, all that is open without a token and is limited there, and the resources behind it that everybody works with. A stack holds at most 500 resources: those of the service desk
 * stand in a stack of their own, on the same gateway.
 */
export class ApiStack extends Stack {
  /** Where it is found. */
  readonly address: string
  readonly gateway: Gateway

  constructor(scope: Construct, id: string, { house, data: { table, vault, files }, messaging: { events }, directory }: Needs) {
    super(scope, id, { description: 'Lading: the API', terminationProtection: house.settings.stage === 'prod' })
    const gateway = new HttpGateway(this, 'Gateway', { house, directory })
    this.gateway = gateway
    this.address = gateway.api.apiEndpoint
    for (const mount of mounts) mount({ scope: this, house, gateway, table, vault, files, events, directory })
    new CfnOutput(this, 'Address', { value: gateway.api.apiEndpoint })
  }
}
