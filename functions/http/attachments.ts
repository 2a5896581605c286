import { attachmentStore } from '../../adapters/dynamo/attachments/attachment-store.ts'
import { ticketGlance } from '../../adapters/dynamo/tickets/ticket-glance.ts'
import { fileObjects } from '../../adapters/objects/file-objects.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { attachmentRoutes } from './attachments.routes.ts'
import { foundations } from './foundations.ts'
import { repeatable } from './repeatable.ts'

const environment = Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true, FILES_BUCKET: true }).parse(process.env)
const base = foundations(environment)

export const handler = httpHandler(attachmentRoutes, {
  ports: {
    attachments: attachmentStore(base.table),
    tickets: ticketGlance(base.table),
    objects: fileObjects(environment.FILES_BUCKET),
  },
  once: repeatable(base, 'attachments'),
})
