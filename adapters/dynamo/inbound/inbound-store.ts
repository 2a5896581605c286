import * as z from 'zod'
import { InboundEvent } from '../../../domain/inbound/events.ts'
import { dueOf, Inbound } from '../../../domain/inbound/inbound.ts'
import { InboundContent } from '../../../domain/inbound/inbound-message.ts'
import type { InboundStore } from '../../../domain/inbound/ports.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { inboundContentKey, inboundKey } from './keys.ts'
import { receivedMail } from './mail-threads.ts'

const kept: Kept<typeof Inbound, typeof InboundEvent> = {
  kind: 'inbound',
  schema: Inbound,
  events: InboundEvent,
  key: inboundKey,
  due: dueOf,
  links: receivedMail,
  // In a customer's timeline stands what comes of it: the ticket.
  about: () => [],
}

const Content = z.looseObject({ content: InboundContent })

/** What came in by the doors of the desk. Who it is from is sealed under a key of its own. */
export const inboundStore = (table: Table, vault: Vault): InboundStore => ({
  ...recordStore(table, kept, vault),
  bringing: (id, content) => {
    const beside = [table.put({ ...inboundContentKey(id), entity: 'inbound_content', content })]
    return recordStore(table, { ...kept, beside }, vault)
  },
  content: async (id) => {
    const item = await table.get(inboundContentKey(id))
    return item && Content.parse(item).content
  },
})
