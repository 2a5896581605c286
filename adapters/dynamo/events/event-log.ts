import { monotonicFactory } from 'ulid'
import type * as z from 'zod'
import { part } from '../../../domain/kernel/care/care.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { EventId } from '../../../domain/kernel/ids.ts'
import { bare } from '../table/items.ts'
import type { Item, Table } from '../table/table.ts'
import { eventKey } from './keys.ts'

const ulid = monotonicFactory()
/**
 * Ids are in the order of committing, not of asking: of two writers of one record the second one has read what the first
 * wrote, so it comes here later, whenever its request began.
 */
const newEventId = () => EventId.parse(`evt_${ulid()}`)

export type Happened<Event> = {
  readonly subject: { readonly kind: string; readonly id: string }
  readonly version: number
  /** It brings its subject into being, so that nothing was sealed for that before. */
  readonly isFirst?: boolean
  readonly about: readonly string[]
  readonly event: Event
  readonly context: Context
}

const schemaVersion = 1

/**
 * The items that record one event: the event itself in its subject's partition, its sensitive members sealed under the
 * subject's key, and a mention in the partition of every customer that it is about, so that each timeline is one query.
 */
export const eventItems = async <Schema extends z.ZodType<{ type: string }>>(
  schema: Schema,
  vault: Vault | undefined,
  { subject, version, isFirst = false, about, event, context }: Happened<z.output<Schema>>,
): Promise<readonly Item[]> => {
  const { masked, sealed } = part(schema, event)
  if (sealed.length > 0 && !vault) throw new Failure(`${event.type} has sealed members and its store no vault`)
  const { actor, now, why, traceId } = context
  const id = newEventId()
  const envelope = {
    id,
    type: event.type,
    schema: schemaVersion,
    at: now,
    actor: { id: actor.id, roles: actor.roles },
    subject,
    version,
    about,
    why,
    traceId,
    data: masked,
  }
  const mentions = about.filter((customer) => customer !== subject.id)
  return [
    {
      ...eventKey(subject.id, id),
      entity: 'event',
      ...envelope,
      sealed: sealed.length > 0 ? await vault?.seal({ subject: subject.id, item: id }, sealed, { isNew: isFirst }) : undefined,
    },
    ...mentions.map((customer) => ({ ...eventKey(customer, id), entity: 'mention', ...envelope })),
  ]
}

/** An event as it stands in the table, without its keys and its seal. */
export const readEvent = (item: Item): EventEnvelope => {
  const { sealed: _sealed, ...envelope } = bare(item)
  return EventEnvelope.parse(envelope)
}

/** One event, for those who were told that it happened. */
export const eventIn =
  (table: Table) =>
  async (subjectId: string, eventId: string): Promise<EventEnvelope | undefined> => {
    const item = await table.get(eventKey(subjectId, eventId))
    return item && readEvent(item)
  }
