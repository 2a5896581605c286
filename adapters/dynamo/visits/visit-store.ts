import { VisitEvent } from '../../../domain/visits/events.ts'
import type { VisitStore } from '../../../domain/visits/ports.ts'
import { summaryOf } from '../../../domain/visits/summary.ts'
import { dueAtOf, Visit, visitorOf } from '../../../domain/visits/visit.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { anchoredRow } from '../table/anchored.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { visitKey, visitListPartition, visitRowKey } from './keys.ts'

/** The owner of a row is whoever goes: theirs are the visits that they see. */
const indexed = (visit: Visit): Item => {
  const { id, status, customer, dueOn, ended } = visit
  return anchoredRow((by, value) => visitListPartition(status, by, value), {
    anchor: { owner: visitorOf(visit), team: customer.team, region: customer.region },
    order: `${ended?.at ?? dueOn}#${id}`,
    summary: summaryOf(visit),
  })
}

const rows = (visit: Visit | undefined): readonly (Key & Item)[] =>
  visit ? [{ ...visitRowKey(visit.customerId, visit.number), entity: 'visit-row', visit }] : []

const kept: Kept<typeof Visit, typeof VisitEvent> = {
  kind: 'visit',
  schema: Visit,
  events: VisitEvent,
  key: visitKey,
  indexed,
  due: dueAtOf,
  links: rows,
  about: (_, { customerId }) => [customerId],
}

export const visitStore = (table: Table): VisitStore => recordStore(table, kept)
