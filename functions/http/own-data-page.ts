import { contactQueries } from '../../adapters/dynamo/contacts/contact-queries.ts'
import { contactStore } from '../../adapters/dynamo/contacts/contact-store.ts'
import { customerStore } from '../../adapters/dynamo/customers/customer-store.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { answeringStores, selfServiceStore } from '../../adapters/dynamo/self-service/self-service-store.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { languageFor, notice, ownDataHandler } from '../page/own-data-page.ts'
import { pageHandler } from '../page/page-handler.ts'
import { Environment } from '../runtime/environment.ts'
import { now } from '../runtime/now.ts'
import { purposes } from '../runtime/purposes.ts'
import { sealing } from './sealing.ts'

const { LINK_KEY_ID } = Environment.pick({ LINK_KEY_ID: true }).parse(process.env)
const { table, vault, cursors, kms } = sealing(process.env)
const ports = {
  links: selfServiceStore(table),
  contacts: contactStore(table, vault),
  customers: customerStore(table, vault),
  served: contactQueries(table, vault, cursors).served,
  answering: answeringStores(table, vault),
  lists: allLists(table),
  key: () => deriveKey(kms, LINK_KEY_ID, purposes.publicLink),
}

export const handler = pageHandler({
  answer: (event) => ownDataHandler(ports, event, now()),
  busy: (language) => notice(language, 'busy'),
  languageFor,
})
