import * as z from 'zod'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { SelfServiceEvent } from '../../../domain/self-service/events.ts'
import { SelfServiceLink, whoseOf } from '../../../domain/self-service/link.ts'
import type { AnsweringStores, LinksOf, SelfServiceStore } from '../../../domain/self-service/ports.ts'
import { keptContact } from '../contacts/contact-store.ts'
import { customerStore } from '../customers/customer-store.ts'
import { eventItems } from '../events/event-log.ts'
import type { Keeping, Kept } from '../records/kept.ts'
import { itemOf } from '../records/record-item.ts'
import { recordStore } from '../records/record-store.ts'
import { absent, unmoved } from '../table/conditions.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { selfServiceKey, selfServicePartition, selfServiceRowKey } from './keys.ts'

const rows = (link: SelfServiceLink | undefined): readonly (Key & Item)[] =>
  link ? [{ ...selfServiceRowKey(whoseOf(link).id, link.id), entity: 'self-service-row', link }] : []

const kept: Kept<typeof SelfServiceLink, typeof SelfServiceEvent> = {
  kind: 'self_service',
  schema: SelfServiceLink,
  events: SelfServiceEvent,
  key: selfServiceKey,
  links: rows,
  // That it was used is told by what came of it.
  about: ({ type }, { customers }) => (type === 'self_service.used' ? [] : customers),
}

export const selfServiceStore = (table: Table): SelfServiceStore => recordStore(table, kept)

const Row = z.looseObject({ link: SelfServiceLink })

export const selfServiceLinks =
  (table: Table, cursors: Cursors): LinksOf =>
  (whoseId, page) =>
    paged(
      { table, cursors },
      { partition: selfServicePartition(whoseId), descending: true },
      { page, read: (item) => Row.parse(item).link },
    )

export const answeringStores =
  (table: Table, vault: Vault): AnsweringStores =>
  async ({ before, after, event, context }) => {
    const keeping: Keeping<typeof SelfServiceLink, typeof SelfServiceEvent> = { table, kept, vault: undefined, stored: SelfServiceLink }
    const version = before.version + 1
    const subject = { kind: kept.kind, id: after.id }
    const told = { subject, version, about: kept.about(event, after), event, context }
    const [item, events] = await Promise.all([
      itemOf(keeping, after.id, { before: before.state, state: after, version }),
      eventItems(SelfServiceEvent, undefined, told),
    ])
    const beside = [
      table.put(item, unmoved('version', before.version)),
      ...events.map((each) => table.put(each, absent)),
      ...rows(after).map((row) => table.put(row)),
    ]
    return { contacts: recordStore(table, { ...keptContact, beside }, vault), customers: customerStore(table, vault, beside) }
  }
