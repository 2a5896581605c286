import { ulid } from 'ulid'
import { apiAs } from '../demo/api.ts'
import { concurrently } from '../demo/concurrently.ts'
import { matterIn } from '../demo/day/matters.ts'
import { randomOf } from '../demo/firm/random.ts'
import { CustomerId } from '../domain/kernel/ids.ts'
import type { Instant } from '../domain/kernel/instant.ts'
import { deadlinesBy } from '../domain/service-levels/deadlines.ts'
import type { ServiceBook } from '../domain/service-levels/policy.ts'
import { shippedCalendars, shippedPolicies } from '../domain/service-levels/shipped.ts'
import type { TicketChange } from '../domain/tickets/ports.ts'
import type { Ticket } from '../domain/tickets/ticket.ts'
import type { Stage } from './stage.ts'

const random = randomOf(11)
export const book: ServiceBook = {
  policies: shippedPolicies,
  calendars: new Map(shippedCalendars().map((calendar) => [calendar.code, calendar])),
}
export const deadlinesOf = deadlinesBy(book)

/** As many customers as have tickets. */
const customerIds = Array.from({ length: 20 }, () => CustomerId.parse(`cus_${ulid()}`))
/** Of whom one in twenty is. */
export const [oneCustomer = CustomerId.parse(`cus_${ulid()}`)] = customerIds

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

/** The `i`th ticket as it stands when it has just been opened, but for its id and number. */
export const ticketAt = (i: number, { openedAt, urgent }: { readonly openedAt: Instant; readonly urgent: boolean }) => {
  const { subject } = matterIn(i % 2 === 0 ? 'en' : 'zh-CN', random)
  const [level, priority] = urgent ? ['high', 'P1'] : ['medium', 'P3']
  const facts = ['opened', 'customer_wrote', 'kind:tracking', `priority:${priority}`].map((what) => ({ at: openedAt, what }))
  const customerId = customerIds[Math.floor(i / 20) % customerIds.length]
  return {
    ...{ kind: 'tracking', subject, channel: 'mail', tags: [], form: {}, watchers: [], why: [], facts, reopened: 0, status: 'new' },
    ...{ urgency: level, impact: level, priority, team: 'customer_service', language: 'zh-CN', openedAt, changedAt: openedAt },
    ...{ customerId, tier: 'regular', requester: { name: '李娜', address: `li.na.${i}@shunda.example` }, lastInAt: openedAt },
  }
}

const actor = { id: 'usr_bench', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } } as const
/** By which a store writes a ticket that was not there. */
export const changeOf = (state: Ticket): TicketChange => {
  const context = { now: state.openedAt, actor, traceId: 'bench' }
  return { id: state.id, expected: 0, before: undefined, state, events: [], context }
}
