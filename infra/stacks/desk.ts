import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Directory } from '../constructs/directory.ts'
import type { House } from '../house.ts'
import { mountAttachments } from '../resources/attachments.ts'
import { mountDesks } from '../resources/desks.ts'
import { mountDoors } from '../resources/doors.ts'
import { mountMacros } from '../resources/macros.ts'
import { mountServiceLevels } from '../resources/service-levels.ts'
import { mountSorting } from '../resources/sorting.ts'
import { mountTicketViews } from '../resources/ticket-views.ts'
import { mountTickets } from '../resources/tickets.ts'
import type { ApiStack } from './api.ts'
import type { DataStack } from './data.ts'
import type { MessagingStack } from './messaging.ts'

type Needs = {
  readonly house: House
  readonly data: DataStack
  readonly messaging: MessagingStack
  readonly directory: Directory
  readonly api: ApiStack
}

const mounts = [mountAttachments, mountDesks, mountDoors, mountMacros, mountServiceLevels, mountSorting, mountTicketViews, mountTickets]

/** The service desk: tickets, the doors that they come in by, and the rules by which they are worked on. */
export class DeskStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { house, data: { table, vault, files }, messaging: { events }, directory, api: { gateway } }: Needs,
  ) {
    super(scope, id, { description: 'Lading: the service desk', terminationProtection: house.settings.stage === 'prod' })
    for (const mount of mounts) mount({ scope: this, house, gateway, table, vault, files, events, directory })
  }
}
