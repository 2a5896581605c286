import { encodeTime } from 'ulid'
import * as z from 'zod'
import type { DeliveryStatus } from '../../../domain/deliveries/delivery.ts'
import type { DeliveryQueries } from '../../../domain/deliveries/ports.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { ok } from '../../../domain/kernel/result.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Ask, Table } from '../table/table.ts'
import { readDelivery } from './delivery-store.ts'
import { deadDeliveries, deliveryKey, deliveryPartition, openAbout, openDeliveries } from './keys.ts'

const Link = z.looseObject({ deliveryId: z.string(), eventId: z.string() })

const withStatus = (path: string, names: Readonly<Record<string, string>>, status: DeliveryStatus): Ask['filter'] => ({
  expression: `${path} = :status`,
  names,
  values: { ':status': status },
})

/** Where those of one status are found: the open and the dead by what stands for them, all others among everything. */
const askFor = (webhookId: string, status: DeliveryStatus | undefined) => {
  if (status === 'dead') return { linked: true, query: { partition: deadDeliveries(webhookId), descending: true } }
  if (status === 'pending' || status === 'waiting')
    return { linked: true, query: { partition: openDeliveries(webhookId), filter: withStatus('#status', { '#status': 'status' }, status) } }
  const filter = status && withStatus('#state.#status', { '#state': 'state', '#status': 'status' }, status)
  return { linked: false, query: { partition: deliveryPartition(webhookId), descending: true, filter } }
}

/** The least id that a delivery of an event of that moment can have. */
const idFrom = (moment: Instant | number): string => `whd_${encodeTime(typeof moment === 'number' ? moment : Date.parse(moment))}`

/** What the job looks up: it shows no lists to anybody, and needs no cursors. */
export const deliveryLookup = (table: Table): Pick<DeliveryQueries, 'openOf' | 'between'> => ({
  openOf: async (webhookId, subjectId) => {
    const prefix = [keyAttributes.sort, openAbout(subjectId)] as const
    const { items } = await table.query({ partition: openDeliveries(webhookId), prefix, limit: 10 })
    return items.map((item) => Link.parse(item))
  },
  between: async (webhookId, { from, to, after, limit }) => {
    const partition = deliveryPartition(webhookId)
    const found = await table.query({
      partition,
      below: [keyAttributes.sort, idFrom(Date.parse(to) + 1)],
      after: { pk: partition, sk: after ?? idFrom(from) },
      limit,
    })
    return { found: found.items.map((item) => readDelivery(item).state), more: found.after !== undefined }
  },
})

export const deliveryQueries = (table: Table, cursors: Cursors): Pick<DeliveryQueries, 'list'> => ({
  list: async (webhookId, status, page) => {
    const { linked, query } = askFor(webhookId, status)
    if (!linked) return paged({ table, cursors }, query, { page, read: readDelivery })
    const links = await paged({ table, cursors }, query, { page, read: (item) => Link.parse(item).deliveryId })
    if (!links.ok) return links
    const items = await table.getMany(links.value.items.map((id) => deliveryKey(webhookId, id)))
    return ok({ items: items.flatMap((item) => (item ? [readDelivery(item)] : [])), next: links.value.next })
  },
})
