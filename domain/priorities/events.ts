import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { PriorityTable } from './table.ts'

/** What can happen to the table. Tickets keep the priority that they have. */
export const PriorityTableEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('priority_table.put'), from: PriorityTable, to: PriorityTable, at: Instant, by: UserId }),
])
export type PriorityTableEvent = z.infer<typeof PriorityTableEvent>

export const evolve = (_: PriorityTable | undefined, event: PriorityTableEvent): PriorityTable => event.to
