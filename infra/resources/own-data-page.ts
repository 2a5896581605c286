import { ownDataPageRoutes } from '../../functions/http/own-data-page.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/**
 * The page on which contacts and individuals see to their own data. It may open and change one contact, with its rows at its customers, or one
 * customer, and end a link: of whom, its code looks up in the link, since keys do not tell an individual from a company.
 */
export const mountOwnDataPage = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'OwnDataPage', {
    house,
    gateway,
    entry: 'own-data-page',
    routes: ownDataPageRoutes,
    impact: 'Contacts and individuals who were sent a link cannot see or correct their own data',
  })
  const keys = ['SELFSERVICE#', 'CONTACT#', 'CUSTOMER#', 'CLAIM#contact#', 'CLAIM#customer#']
  table.letRead(worker, { keys: ['SELFSERVICE#', 'CONTACT#', 'CUSTOMER#', 'LIST#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#con_', 'EVENTS#cus_', 'EVENTS#lnk_'] })
  vault.letSealOf(worker, ['con_', 'cus_'])
  vault.letDerive(worker)
  vault.letSignLinks(worker)
}
