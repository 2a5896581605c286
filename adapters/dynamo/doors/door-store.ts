import { Door } from '../../../domain/doors/door.ts'
import { DoorEvent } from '../../../domain/doors/events.ts'
import type { DoorStore } from '../../../domain/doors/ports.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { doorKey } from './keys.ts'

/** The doors that machines come through. What is sealed of them is nowhere, so their store needs no vault. */
export const doorStore = (table: Table): DoorStore =>
  recordStore(table, { kind: 'door', schema: Door, events: DoorEvent, key: doorKey, about: () => [] })
