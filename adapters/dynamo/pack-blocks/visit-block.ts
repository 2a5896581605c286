import type { PackBlock } from '../../../domain/packs/block.ts'
import type { Table } from '../table/table.ts'
import { visitPartition } from '../visits/keys.ts'
import { readVisit } from '../visits/visit-queries.ts'

/** So many of the latest visits are shown: half a year of a VIP's. */
const shown = 6

/** What came of the latest visits: satisfaction, needs, and what they expect of the next quarter. */
export const visitBlock = (table: Table): PackBlock => ({
  name: 'visits',
  right: 'visits:read',
  read: async (customerId, now) => {
    const found = await table.query({ partition: visitPartition(customerId), descending: true, limit: shown })
    const visits = found.items.map(readVisit)
    const held = visits.flatMap(({ ended }) => (ended?.form ? [{ at: ended.at, ...ended.form }] : []))
    return {
      source: 'live',
      asOf: now,
      figures: {
        lastHeldAt: held[0]?.at ?? null,
        satisfaction: held.find(({ satisfaction }) => satisfaction !== undefined)?.satisfaction ?? null,
        outlook: held.find(({ outlook }) => outlook !== undefined)?.outlook ?? null,
        nextOn: visits.find(({ status }) => status === 'planned')?.dueOn ?? null,
      },
      rows: visits.map(({ id, status, dueOn, attempt, ended }) => ({ id, status, dueOn, attempt, ended })),
      more: found.after !== undefined,
    }
  },
})
