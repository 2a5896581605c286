import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { recipientCustomers } from '../../adapters/dynamo/customers/recipient-customers.ts'
import { messageQueries } from '../../adapters/dynamo/messages/message-queries.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../adapters/dynamo/messages/suppression-store.ts'
import { templateStore } from '../../adapters/dynamo/messages/template-store.ts'
import { claimHolder } from '../../adapters/dynamo/records/claim-holder.ts'
import { blindIndex } from '../../adapters/vault/blind-index.ts'
import type { Claim } from '../../domain/kernel/store.ts'
import { shippedTemplates } from '../../domain/templates/shipped.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { messageRoutes } from './messages.routes.ts'
import { repeatable } from './repeatable.ts'
import { suppressionRoutes } from './suppressions.routes.ts'
import { templateRoutes } from './templates.routes.ts'

const env = Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env)
const base = foundations(env)
const { table, cursors, kms } = base
const hashes = { blindIndex: (kind: string, value: string) => blindIndex(kms, env.DERIVING_KEY_ID, [kind, value]) }

export const handler = httpHandler(
  { ...messageRoutes, ...templateRoutes, ...suppressionRoutes },
  {
    ports: {
      messages: messageStore(table),
      queries: messageQueries(table, cursors),
      glances: customerGlances(table),
      customersOf: recipientCustomers(table),
      templates: { store: templateStore(table), shipped: shippedTemplates },
      suppressions: suppressionStore(table),
      ...hashes,
      holderOf: (noun: 'contact' | 'customer', claim: Claim) => claimHolder(table, hashes, noun)(claim),
    },
    once: repeatable(base, 'messages'),
  },
)
