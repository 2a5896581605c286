import * as z from 'zod'
import { ok } from '../../../domain/kernel/result.ts'
import type { PastTicket } from '../../../domain/sorting/dry-run.ts'
import type { Given, SortingFacts } from '../../../domain/sorting/facts.ts'
import type { PastTickets } from '../../../domain/sorting/ports.ts'
import { laneOf } from '../../../domain/ticket-kinds/lane.ts'
import { TicketMembers } from '../../../domain/tickets/ticket.ts'
import { readEvent } from '../events/event-log.ts'
import { eventPartition } from '../events/keys.ts'
import type { Cursors } from '../table/cursor.ts'
import type { Table } from '../table/table.ts'
import { threadPartition } from '../tickets/keys.ts'
import { ticketQueries } from '../tickets/ticket-queries.ts'

const Opened = z.looseObject({
  type: z.literal('ticket.opened'),
  ticket: TicketMembers.pick({
    number: true,
    kind: true,
    subject: true,
    channel: true,
    language: true,
    form: true,
    customerId: true,
    contactId: true,
    tier: true,
    shipmentState: true,
    team: true,
    openedAt: true,
    why: true,
  }).strip(),
})
type AsOpened = z.infer<typeof Opened>['ticket']
const FirstMessage = z.looseObject({ message: z.looseObject({ kind: z.string(), text: z.string() }) })

/** What no rule and no kind has said, somebody had said when it was opened. */
const givenIn = ({ why, kind, team }: AsOpened): Given => {
  const isSorted = (member: string) => why.some(({ what }) => what.startsWith(`${member}:`))
  return { ...(!isSorted('kind') && { kind }), ...(team !== undefined && !isSorted('team') && { team }) }
}

const factsOf = (ticket: AsOpened, text: string): SortingFacts => {
  const { openedAt, channel, subject, contactId, customerId, tier, language, form, shipmentState } = ticket
  const kind = contactId !== undefined ? 'contact' : customerId !== undefined ? 'customer' : 'unknown'
  return {
    on: 'opened',
    at: openedAt,
    channel,
    subject,
    text,
    sender: { kind, contactId, customerId },
    tier,
    language,
    lane: laneOf(form),
    shipmentState,
    given: givenIn(ticket),
  }
}

/** The ticket as its first event tells of it, with the first message in its thread; undefined where it did not open by itself. */
const asOpened = async (table: Table, id: string): Promise<PastTicket | undefined> => {
  const [events, thread] = await Promise.all([
    table.query({ partition: eventPartition(id), limit: 1 }),
    table.query({ partition: threadPartition(id), limit: 1 }),
  ])
  const opened = events.items[0] && Opened.safeParse(readEvent(events.items[0]).data).data
  const first = thread.items[0] && FirstMessage.parse(thread.items[0]).message
  return opened && { id, number: opened.ticket.number, facts: factsOf(opened.ticket, first?.kind === 'received' ? first.text : '') }
}

/** Tickets of a view as they opened: two small queries for each. */
export const pastTickets = (table: Table, cursors: Cursors): PastTickets => {
  const { list } = ticketQueries(table, cursors)
  return async (view, page) => {
    const found = await list(view, page)
    if (!found.ok) return found
    const items = await Promise.all(found.value.items.map(({ id }) => asOpened(table, id)))
    return ok({ items: items.filter((one) => one !== undefined), next: found.value.next })
  }
}
