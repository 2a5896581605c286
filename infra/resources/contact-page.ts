import { contactPageRoutes } from '../../functions/http/contact-page.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Open to everyone: it may keep what somebody wrote and sent along, count how often, and nothing else. */
export const mountContactPage = ({ scope, house, gateway, table, vault, files }: Site): void => {
  const { worker } = new HttpResource(scope, 'ContactPage', {
    house,
    gateway,
    entry: 'contact-page',
    routes: contactPageRoutes,
    impact: 'Customers cannot write to the desk by the form on the web',
  })
  table.letRead(worker, { keys: ['INBOUND#', 'ATTACHMENT#'] })
  table.letWrite(worker, { keys: ['DOORCOUNT#'] })
  table.letPut(worker, { keys: ['INBOUND#', 'ATTACHMENT#', 'EVENTS#inb_', 'EVENTS#att_'] })
  vault.letSealOf(worker, ['inb_'])
  vault.letSignLinks(worker)
  files.letPut(worker)
}
