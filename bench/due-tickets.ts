import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { dueShardOf } from '../adapters/dynamo/keys.ts'
import { ticketStore } from '../adapters/dynamo/tickets/ticket-store.ts'
import { instantAt } from '../domain/kernel/instant.ts'
import { TicketMessage } from '../domain/tickets/thread.ts'
import { Ticket } from '../domain/tickets/ticket.ts'
import { fillerVault } from './customers.ts'
import { type Made, recorded, seed } from './records.ts'
import type { Stage } from './stage.ts'
import { changeOf, deadlinesOf, ticketAt } from './ticket-items.ts'

/** Of the time for the first answer to the most urgent ones, a quarter of an hour around the clock, half is used up after this. Milliseconds. */
const untilHalf = 7.5 * 60_000
/** As many people as have the tickets in hand. */
const people = 20

/** What a ticket is found by stands in its copies under their own ids; a number of its own none of them has. */
const copied = new Set(['ticket', 'ticket_message', 'in-hand-row', 'served-row'])

const make = async (stage: Stage, i: number, openedAt: number): Promise<Made> => {
  const [id, at, assignee] = [`tkt_${ulid()}`, instantAt(openedAt), `usr_bench_${i % people}`]
  const number = `${at.slice(2, 10).replaceAll('-', '')}-${1000 + i}`
  const ticket = Ticket.parse({ ...ticketAt(i, { openedAt: at, urgent: true }), id, number, assignee, status: 'open' })
  const words = { text: '请问货到哪里了?轨迹三天没有更新。', channel: 'mail', from: ticket.requester }
  const message = TicketMessage.parse({ kind: 'received', id: `tms_${ulid()}`, ticketId: id, at, ...words })
  const change = changeOf({ ...ticket, deadlines: deadlinesOf(ticket) })
  const items = await recorded(stage, (table) => ticketStore(table, fillerVault).with([message]).commit(change))
  return { id, items: items.filter(({ entity }) => copied.has(String(entity))) }
}

/** Another id in its place in every order, on the same partition of the due index. */
const idLike = ({ id }: { readonly id: string }): string => {
  for (;;) {
    const like = `tkt_0${randomBytes(13).toString('hex').toUpperCase().slice(0, 25)}`
    if (dueShardOf(like) === dueShardOf(id)) return like
  }
}

type Span = { readonly count: number; readonly from: number; readonly ms: number }

/** Puts tickets into the table of which each comes to half of its time within `ms` milliseconds from the moment `from` (epoch milliseconds) on. */
export const seedDueTickets = (stage: Stage, { count, from, ms }: Span): Promise<void> => {
  const places = Math.min(1000, count)
  return seed(stage, [0, count], { make: (i) => make(stage, i, from - untilHalf + Math.floor((i * ms) / places)), idLike })
}
