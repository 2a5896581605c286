import { attachmentStore } from '../../adapters/dynamo/attachments/attachment-store.ts'
import { rosterIn } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { eventsBetween } from '../../adapters/dynamo/events/events-between.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { ticketGlances } from '../../adapters/dynamo/tickets/ticket-glances.ts'
import { ticketKindStore } from '../../adapters/dynamo/tickets/ticket-kind-store.ts'
import { messagesIn, ticketThread } from '../../adapters/dynamo/tickets/ticket-thread.ts'
import { fileObjects } from '../../adapters/objects/file-objects.ts'
import { onShiftIn } from '../desk/on-shift.ts'
import { deskPorts } from '../desk/wiring.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { repeatable } from './repeatable.ts'
import { sealing } from './sealing.ts'
import { ticketKinRoutes } from './ticket-kin.routes.ts'
import { ticketKindRoutes } from './ticket-kinds.routes.ts'
import { ticketStepRoutes } from './ticket-steps.routes.ts'
import { ticketTaskRoutes } from './ticket-tasks.routes.ts'
import { ticketRoutes } from './tickets.routes.ts'

const { FILES_BUCKET } = Environment.pick({ FILES_BUCKET: true }).parse(process.env)
const base = sealing(process.env)
const { table, cursors, vault } = base

export const handler = httpHandler(
  { ...ticketRoutes, ...ticketStepRoutes, ...ticketKinRoutes, ...ticketTaskRoutes, ...ticketKindRoutes },
  {
    ports: {
      ...deskPorts(table, vault),
      onShift: onShiftIn({ roster: rosterIn(table), lists: allLists(table) }),
      kindStore: ticketKindStore(table),
      thread: ticketThread(table, cursors, vault),
      messagesIn: messagesIn(table, vault),
      ticketGlances: ticketGlances(table),
      between: eventsBetween(table),
      files: { attachments: attachmentStore(table), objects: fileObjects(FILES_BUCKET) },
    },
    once: repeatable(base, 'tickets'),
  },
)
