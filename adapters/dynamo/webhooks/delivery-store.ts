import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { Delivery, type Delivery as DeliveryState, dueAt, isOpen } from '../../../domain/deliveries/delivery.ts'
import type { DeliveryStore } from '../../../domain/deliveries/ports.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { days } from '../../../domain/kernel/later.ts'
import { ok, refuse } from '../../../domain/kernel/result.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { dueAttributes } from '../due-index.ts'
import { unmoved } from '../table/conditions.ts'
import { expiryAttribute } from '../table/indexes.ts'
import { without } from '../table/items.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'
import { deadDeliveryKey, deliveryKey, openDeliveryKey } from './keys.ts'

const Stored = z.looseObject({ version: z.int(), state: Delivery })

export const readDelivery = (item: Item): Loaded<DeliveryState> => {
  const { state, version } = Stored.parse(item)
  return { state, version }
}

/** The deadline lies three days behind its beginning, and it is remembered for a month from there. */
const expiryOf = ({ deadline }: DeliveryState): number => Math.floor((Date.parse(deadline) + 27 * days) / 1000)

/** By what the clock hands it over: a delivery's own id does not tell where it stands. */
const dueIdOf = ({ webhookId, id }: Pick<DeliveryState, 'webhookId' | 'id'>): string => `${webhookId}/${id}`

const itemOf = (state: DeliveryState, version: number): Item => ({
  ...deliveryKey(state.webhookId, state.id),
  entity: 'delivery',
  version,
  state,
  [expiryAttribute]: expiryOf(state),
  ...dueAttributes('delivery', dueIdOf(state), dueAt(state)),
})

/** What stands for it in the lists of open ones and of dead ones. Those that got through, by far the most, are in neither. */
const linksOf = (state: DeliveryState | undefined): readonly (Key & Item)[] => {
  if (!state || state.status === 'delivered') return []
  const { id, webhookId, eventId, subject, status } = state
  const key = isOpen(state) ? openDeliveryKey(webhookId, { subjectId: subject.id, eventId }) : deadDeliveryKey(webhookId, id)
  return [{ ...key, entity: 'delivery_link', deliveryId: id, eventId, status, [expiryAttribute]: expiryOf(state) }]
}

const linkWrites = (table: Table, before: DeliveryState | undefined, state: DeliveryState): readonly Write[] => {
  const [stood, links] = [linksOf(before), linksOf(state)]
  const news = links.filter((link) => !stood.some((old) => isDeepStrictEqual(old, link)))
  return [...news.map((link) => table.put(link)), ...without(stood, links).map((link) => table.drop(link))]
}

/**
 * The deliveries of one webhook. They leave no events behind: their attempts are their history, and an event about each would be
 * one more event to deliver. After a month the table forgets them.
 */
export const deliveryStore = (table: Table, webhookId: string): DeliveryStore => ({
  load: async (id) => {
    const item = await table.get(deliveryKey(webhookId, id))
    return item && readDelivery(item)
  },
  commit: async ({ expected, before, state }) => {
    if (!state) throw new Failure('a delivery is never removed')
    const version = expected + 1
    const writes = [table.put(itemOf(state, version), unmoved('version', expected)), ...linkWrites(table, before, state)]
    const done = await table.transact(writes)
    return done.ok ? ok({ state, version }) : refuse({ code: 'version.conflict', current: Number(done.error[0]?.item?.['version'] ?? 0) })
  },
})
