import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { dueShardOf } from '../adapters/dynamo/keys.ts'
import { ticketStore } from '../adapters/dynamo/tickets/ticket-store.ts'
import { apiAs } from '../demo/api.ts'
import { concurrently } from '../demo/concurrently.ts'
import { matterIn } from '../demo/day/matters.ts'
import { randomOf } from '../demo/firm/random.ts'
import { type Instant, instantAt } from '../domain/kernel/instant.ts'
import { deadlinesBy } from '../domain/service-levels/deadlines.ts'
import { shippedCalendars, shippedPolicies } from '../domain/service-levels/shipped.ts'
import { TicketMessage } from '../domain/tickets/thread.ts'
import { Ticket } from '../domain/tickets/ticket.ts'
import { fillerVault } from './customers.ts'
import { type Made, recorded, seed } from './records.ts'
import type { Stage } from './stage.ts'

const random = randomOf(11)
const day = 24 * 60 * 60_000
const book = { policies: shippedPolicies, calendars: new Map(shippedCalendars().map((calendar) => [calendar.code, calendar])) }
const deadlinesOf = deadlinesBy(book)

/** As many people as have tickets, and customers that they are of. */
const [people, customers] = [20, 500]
const customerIds = Array.from({ length: customers }, () => `cus_${ulid()}`)

let made = 0
/** The body of a request for a ticket as an agent opens it while somebody is on the phone. */
export const newTicket = (): string => {
  made += 1
  const { subject, text } = matterIn(made % 2 === 0 ? 'en' : 'zh-CN', random)
  const requester = { name: '赵敏', address: `zhao.min.${made}@shunda.example` }
  return JSON.stringify({ subject, text, kind: 'tracking', channel: 'phone', requester, form: { waybills: [random.fill('YT26########')] } })
}

/** Opens tickets as anybody would, through the API. Returns their ids. */
export const openTickets = async ({ api, token }: Stage, count: number): Promise<readonly string[]> => {
  const ask = apiAs(api, await token('agent'))
  const ids: string[] = []
  await concurrently(Array.from({ length: count }, newTicket), 8, async (body) => {
    const { body: answer } = await ask({ method: 'POST', path: '/v1/tickets', body: JSON.parse(body) })
    if (typeof answer === 'object' && answer && 'id' in answer) ids.push(String(answer.id))
  })
  return ids
}

const stateAt = (i: number, id: string, openedAt: Instant) => {
  const { subject } = matterIn(i % 2 === 0 ? 'en' : 'zh-CN', random)
  const facts = (['opened', 'customer_wrote', 'kind:tracking', 'priority:P3'] as const).map((what) => ({ at: openedAt, what }))
  return {
    ...{ id, number: `${openedAt.slice(2, 10).replaceAll('-', '')}-${1000 + i}`, kind: 'tracking', subject, channel: 'mail' },
    ...{ urgency: 'medium', impact: 'medium', priority: 'P3', tags: [], form: {}, team: 'customer_service', language: 'zh-CN' },
    ...{ customerId: customerIds[i % customers], tier: 'regular', requester: { name: '李娜', address: `li.na.${i}@shunda.example` } },
    ...{ watchers: [], openedAt, changedAt: openedAt, why: [], facts, reopened: 0, lastInAt: openedAt, status: 'new' },
  }
}

/** One of twenty waits for somebody; of the others half are somebody's, half are over. */
const standingAt = (i: number, openedAt: Instant) => {
  if (i % 20 === 0) return {}
  const assignee = `usr_bench_${i % people}`
  if (i % 2 === 0) return { assignee, status: 'open' }
  const resolution = { cause: 'delivered', fix: '已送达', customerTold: true, at: openedAt, by: assignee }
  return { assignee, status: 'closed', resolution, closed: { at: openedAt, by: 'system', reason: 'quiet' } }
}

const actor = { id: 'usr_bench', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } } as const
/** What a ticket is found by stands in its copies under their own ids; a number of its own none of them has. */
const copied = new Set(['ticket', 'ticket_message', 'waiting-row', 'in-hand-row', 'served-row'])

type Standing = Readonly<Record<string, unknown>>

const itemsOf = async (stage: Stage, given: Standing): Promise<Made> => {
  const ticket = Ticket.parse(given)
  const deadlines = deadlinesOf(ticket)
  const state = { ...ticket, ...(deadlines && { deadlines }) }
  const { id, openedAt: at } = state
  const words = { text: '请问货到哪里了?轨迹三天没有更新。', channel: 'mail', from: state.requester }
  const message = TicketMessage.parse({ kind: 'received', id: `tms_${ulid()}`, ticketId: id, at, ...words })
  const change = { id, expected: 0, before: undefined, state, events: [], context: { now: at, actor, traceId: 'bench' } }
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

/** Brings the tickets in the table from `from` to `to`, each with a message, with filler in place of seals and without claims and events. */
export const seedTickets = (stage: Stage, from: number, to: number): Promise<void> => {
  const make = (i: number): Promise<Made> => {
    const openedAt = instantAt(Date.now() - 30 * day + i * 1000)
    return itemsOf(stage, { ...stateAt(i, `tkt_${ulid()}`, openedAt), ...standingAt(i, openedAt) })
  }
  return seed(stage, [from, to], { make, idLike })
}

/** Of the time for the first answer to the most urgent ones, a quarter of an hour around the clock, half is used up after this. Milliseconds. */
const untilHalf = 7.5 * 60_000

/** Puts tickets into the table of which each comes to half of its time within `ms` milliseconds from the moment `from` (epoch milliseconds) on. */
export const seedDueTickets = (
  stage: Stage,
  { count, from, ms }: { readonly count: number; readonly from: number; readonly ms: number },
): Promise<void> => {
  const places = Math.min(1000, count)
  const make = (i: number): Promise<Made> => {
    const openedAt = instantAt(from - untilHalf + Math.floor((i * ms) / places))
    const facts = (['opened', 'customer_wrote', 'kind:tracking', 'priority:P1'] as const).map((what) => ({ at: openedAt, what }))
    const given = { ...stateAt(i, `tkt_${ulid()}`, openedAt), urgency: 'high', impact: 'high', priority: 'P1', facts }
    return itemsOf(stage, { ...given, assignee: `usr_bench_${i % people}`, status: 'open' })
  }
  return seed(stage, [0, count], { make, idLike })
}
