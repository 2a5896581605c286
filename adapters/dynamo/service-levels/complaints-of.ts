import * as z from 'zod'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { complaintCodes } from '../../../domain/ticket-kinds/complaints.ts'
import type { AllTicketKinds } from '../../../domain/ticket-kinds/ports.ts'
import { TicketSummary } from '../../../domain/tickets/summary.ts'
import type { Table } from '../table/table.ts'
import { ticketListPartition } from '../tickets/keys.ts'

const Listed = z.looseObject({ summary: TicketSummary.pick({ id: true, kind: true, openedAt: true }).strip() })

/** More tickets than this of one customer are not looked through: among so many, one that came again is found. */
const most = 100

/** A customer's complaints that were opened since a moment: the live ones, and the latest of those that are over. */
export const complaintsOf =
  (table: Table, kinds: AllTicketKinds) =>
  async (customerId: string, since: Instant): Promise<readonly { readonly id: string; readonly openedAt: Instant }[]> => {
    const read = (state: 'live' | 'over') =>
      table.query({
        index: 'byTier',
        partition: ticketListPartition(state, 'customer', customerId),
        descending: state === 'over',
        limit: most,
      })
    const [known, ...pages] = await Promise.all([kinds(), read('live'), read('over')])
    const complaints = complaintCodes(known.map(({ state }) => state))
    return pages
      .flatMap(({ items }) => items.map((item) => Listed.parse(item).summary))
      .filter(({ kind, openedAt }) => complaints.has(kind) && openedAt >= since)
      .map(({ id, openedAt }) => ({ id, openedAt }))
  }
