import type { Store } from '../kernel/store.ts'
import type { PriorityTableEvent } from './events.ts'
import type { PriorityTable } from './table.ts'

/** There is one table, under this id. */
export const tableId = 'priority_table'
export type PriorityTableStore = Store<PriorityTable | undefined, PriorityTableEvent>
export type ReadPriorities = () => Promise<PriorityTable>
