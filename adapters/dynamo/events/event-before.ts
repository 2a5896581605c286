import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { keyAttributes } from '../table/indexes.ts'
import type { Table } from '../table/table.ts'
import { readEvent } from './event-log.ts'
import { eventPartition } from './keys.ts'

/** In a customer's partition stand mentions of what happened to others; behind so many of them it is not worth looking. */
const fewest = 5

/** What happened to a record right before an event of it. */
export const eventBefore =
  (table: Table) =>
  async (subjectId: string, eventId: string): Promise<EventEnvelope | undefined> => {
    const below = [keyAttributes.sort, eventId] as const
    const { items } = await table.query({ partition: eventPartition(subjectId), below, descending: true, limit: fewest })
    const found = items.find(({ entity }) => entity === 'event')
    return found && readEvent(found)
  }
