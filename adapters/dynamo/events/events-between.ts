import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import type { EventsBetween } from '../../../domain/kernel/store.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { readEvent } from './event-log.ts'
import { eventPartition } from './keys.ts'

/** So many events are looked at, the newest first: those of others that mention the record stand among them. */
const [pageSize, mostQueries] = [200, 5]

const newest = (id: string): Ask => ({
  partition: eventPartition(id),
  filter: { expression: 'entity = :event', names: {}, values: { ':event': 'event' } },
  descending: true,
  limit: pageSize,
})

/** Goes back through what happened until something older than asked for is met; undefined where it would have to go on. */
const backTo = async (table: Table, id: string, after: number): Promise<readonly EventEnvelope[] | undefined> => {
  const events: EventEnvelope[] = []
  let position: Item | undefined
  for (let asked = 0; asked < mostQueries; asked += 1) {
    const found = await table.query({ ...newest(id), after: position })
    events.push(...found.items.map(readEvent))
    position = found.after
    if (!position || events.some(({ version }) => version <= after)) return events.filter(({ version }) => version > after)
  }
  return undefined
}

/** Every version is of at least one event, so a gap among them means that not all was found. */
export const eventsBetween =
  (table: Table): EventsBetween =>
  async (id, { after, upTo }) => {
    if (after >= upTo) return undefined
    const events = await backTo(table, id, after)
    const versions = new Set(events?.map(({ version }) => version).filter((version) => version <= upTo))
    return versions.size === upTo - after ? events : undefined
  }
