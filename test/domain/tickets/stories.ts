import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import { TicketId, TicketMessageId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { bookOf } from '../../../domain/sorting/book.ts'
import { sort } from '../../../domain/sorting/sort.ts'
import { shippedKind, shippedKinds } from '../../../domain/ticket-kinds/shipped.ts'
import type { Opening } from '../../../domain/tickets/commands.ts'
import { tickets } from '../../../domain/tickets/decide.ts'
import type { TicketEvent } from '../../../domain/tickets/events.ts'
import type { NoteMessage, ReceivedMessage, ReplyMessage } from '../../../domain/tickets/thread.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { customerId, customerOf } from '../reviews/stories.ts'

export const ticketId = TicketId.parse('tkt_01KAJ0000000000000000000AA')
export const otherTicket = TicketId.parse('tkt_01KAJ0000000000000000000BB')
export const { given } = stories(tickets)

/** So many days and hours after it was opened. */
export const at = (days: number, hours = 0): Instant =>
  Instant.parse(new Date(Date.UTC(2026, 10, 23, 1) + (days * 24 + hours) * 3_600_000).toISOString())
export const later = (days: number, facts: Parameters<typeof contextOf>[0] = {}) => contextOf({ now: at(days), ...facts })
/** An agent of the service team. */
export const li = { id: 'usr_li', roles: ['agent'], reach: { kind: 'team', team: 'customer_service' } } as const

const book = bookOf({ rules: [], table: undefined, kinds: shippedKinds.map((state) => ({ state, version: 0 })) })
const sortedAs = (kind: string, text = '') =>
  sort(book, { on: 'opened', at: at(0), channel: 'phone', text, sender: { kind: 'unknown' }, given: { kind } })

export const opening = (facts: Partial<Opening> = {}, kind = 'tracking'): Opening => ({
  id: ticketId,
  number: '261123-4711',
  channel: 'phone',
  subject: '货物到哪里了',
  kind: { code: kind, is: shippedKind(kind) },
  sorted: sortedAs(kind),
  ...facts,
})

export const named = (is: CustomerGlance | undefined = customerOf()) => ({ wanted: customerId, is })

let ids = 0
const said = (text: string, sent: Instant) => {
  ids += 1
  const id = TicketMessageId.parse(`tms_${String(ids).padStart(26, '0')}`)
  return { id, ticketId, at: sent, text, attachments: [] }
}
export const received = (facts: Partial<ReceivedMessage> = {}, days = 1): ReceivedMessage => ({
  ...said('还没有到', at(days)),
  kind: 'received',
  channel: 'mail',
  ...facts,
})
export const reply = (facts: Partial<ReplyMessage> = {}, days = 1): ReplyMessage => ({
  ...said('已在途中', at(days)),
  kind: 'reply',
  channel: 'mail',
  author: 'usr_li',
  ...facts,
})
export const note = (facts: Partial<NoteMessage> = {}, days = 1): NoteMessage => ({
  ...said('承运商说周三', at(days)),
  kind: 'note',
  author: 'usr_li',
  mentions: [],
  ...facts,
})

const happened = (decided: ReturnType<ReturnType<typeof given>['when']>['decided']): readonly TicketEvent[] => {
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value
}
/** A ticket as it was opened. */
export const opened = (facts: Partial<Opening> = {}, kind = 'tracking'): readonly TicketEvent[] =>
  happened(given().when({ type: 'open', opening: opening(facts, kind) }, later(0)).decided)

export const resolve = {
  type: 'resolve',
  draft: { cause: 'delayed', fix: '已催促承运商', customerTold: true },
  kind: shippedKind('tracking'),
} as const
export const resolved = (days = 1, facts: Partial<Opening> = {}): readonly TicketEvent[] => {
  const past = opened(facts)
  return [...past, ...happened(given(...past).when(resolve, later(days)).decided)]
}
