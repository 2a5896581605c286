import { messageRoutes } from '../../functions/http/messages.routes.ts'
import { suppressionRoutes } from '../../functions/http/suppressions.routes.ts'
import { templateRoutes } from '../../functions/http/templates.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['MESSAGE#', 'TEMPLATE#', 'SUPPRESSION#', 'IDEMPOTENCY#messages']

/** Asks for messages and reads what became of them. Neither does it send, nor open an address. */
export const mountMessages = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Messages', {
    house,
    gateway,
    entry: 'messages',
    routes: { ...messageRoutes, ...templateRoutes, ...suppressionRoutes },
    impact: 'Staff cannot write to customers, see what became of messages, or change templates',
  })
  table.letRead(worker, { keys: [...keys, 'CONTACT#', 'CUSTOMER#', 'CLAIM#contact#', 'CLAIM#customer#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
