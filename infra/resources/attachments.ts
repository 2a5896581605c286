import { attachmentRoutes } from '../../functions/http/attachments.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['ATTACHMENT#', 'IDEMPOTENCY#attachments']

export const mountAttachments = ({ scope, house, gateway, table, vault, files }: Site): void => {
  const { worker } = new HttpResource(scope, 'Attachments', {
    house,
    gateway,
    entry: 'attachments',
    routes: attachmentRoutes,
    impact: 'Staff cannot attach files to tickets, or open those that customers sent',
  })
  table.letRead(worker, { keys: [...keys, 'TICKET#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
  files.letSign(worker)
}
