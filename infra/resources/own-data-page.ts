import { ownDataPageRoutes } from '../../functions/http/own-data-page.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** The page on which contacts see to their own data. It may open and change one contact, with its rows at its customers, and end a link. */
export const mountOwnDataPage = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'OwnDataPage', {
    house,
    gateway,
    entry: 'own-data-page',
    routes: ownDataPageRoutes,
    impact: 'Contacts who were sent a link cannot see or correct their own data',
  })
  const keys = ['SELFSERVICE#', 'CONTACT#', 'CUSTOMER#', 'CLAIM#contact#']
  table.letRead(worker, { keys: ['SELFSERVICE#', 'CONTACT#', 'CUSTOMER#', 'LIST#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#con_', 'EVENTS#cus_', 'EVENTS#lnk_'] })
  vault.letSealOf(worker, ['con_'])
  vault.letDerive(worker)
  vault.letSignLinks(worker)
}
