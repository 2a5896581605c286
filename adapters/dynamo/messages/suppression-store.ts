import * as z from 'zod'
import { SuppressionEvent } from '../../../domain/suppressions/events.ts'
import type { SuppressionStore } from '../../../domain/suppressions/ports.ts'
import { Suppression } from '../../../domain/suppressions/suppression.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { recipientSuppressionKey, recipientSuppressions, suppressionKey } from './keys.ts'

const Stored = z.looseObject({ version: z.int(), state: Suppression })
const Row = z.looseObject({ suppression: z.string() })

const kept: Kept<typeof Suppression, typeof SuppressionEvent> = {
  kind: 'suppression',
  schema: Suppression,
  events: SuppressionEvent,
  key: suppressionKey,
  links: (suppression) =>
    suppression?.recipients.map((recipient) => ({
      ...recipientSuppressionKey(recipient, suppression.id),
      entity: 'suppression-row',
      suppression: suppression.id,
    })) ?? [],
  about: (event) => (event.type === 'suppression.added' && event.customerId !== undefined ? [event.customerId] : []),
}

export const suppressionStore = (table: Table): SuppressionStore => {
  const many = async (ids: readonly string[]) => {
    const items = await table.getMany(ids.map(suppressionKey))
    return items.map((item) => item && Stored.parse(item))
  }
  return {
    ...recordStore(table, kept),
    many: async (ids) => (await many(ids)).map((found) => found?.state),
    ofRecipient: async (recipientId) => {
      const rows = await table.queryAll({ partition: recipientSuppressions(recipientId) })
      const found = await many(rows.map((row) => Row.parse(row).suppression))
      return found.flatMap((one) => (one ? [{ state: one.state, version: one.version }] : []))
    },
  }
}
