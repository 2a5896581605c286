import { contactRoutes } from '../../functions/http/contacts.routes.ts'
import { selfServiceRoutes } from '../../functions/http/self-service.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['CUSTOMER#', 'CONTACT#', 'CLAIM#contact#', 'SELFSERVICE#', 'MESSAGE#', 'IDEMPOTENCY#contacts']

export const mountContacts = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Contacts', {
    house,
    gateway,
    entry: 'contacts',
    routes: { ...contactRoutes, ...selfServiceRoutes },
    impact: 'Staff cannot find, read or change the people they deal with at a customer',
  })
  table.letRead(worker, { keys: [...keys, 'EVENTS#', 'LIST#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['con_'])
  vault.letDerive(worker)
}
