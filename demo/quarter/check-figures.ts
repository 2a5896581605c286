import * as z from 'zod'
import { type Check, same } from '../rehearsal/check.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import { founder } from './found.ts'
import type { Played } from './play.ts'

const sorted = (ids: Iterable<string>): readonly string[] => [...ids].sort()

/** The last event of each subject that is one of these. */
const lastOf = (events: readonly RawEvent[], types: RegExp): ReadonlyMap<string, RawEvent> =>
  new Map(events.filter(({ type }) => types.test(type)).map((event) => [event.subject.id, event]))

const Review = z.looseObject({ customer: z.looseObject({ id: z.string() }), status: z.string() })

export const reviewsShown = async ({ client, events }: Played): Promise<Check> => {
  const shown = (await client.list(founder, '/v1/reviews'))
    .map((row) => Review.parse(row))
    .map(({ customer, status }) => `${customer.id} ${status}`)
  const last = lastOf(events, /^review\.(scheduled|fell_due|escalated|confirmed|changed|suspended)$/)
  const states = new Map([
    ['review.fell_due', 'due'],
    ['review.escalated', 'escalated'],
  ])
  const counted = [...last].flatMap(([id, { type }]) => (states.has(type) ? [`${id.replace(/^rev_/, 'cus_')} ${states.get(type)}`] : []))
  return { name: `the list of reviews that wait (${counted.length})`, faults: same('reviews', sorted(shown), sorted(counted)) }
}

const Identified = z.looseObject({ id: z.string() })
const ends = { planned: 'planned', held: 'held', unreachable: 'unreachable', refused: 'refused' } as const

export const visitsShown = async ({ client, events }: Played): Promise<Check> => {
  const last = lastOf(events, /^visit\.(planned|held|unreachable|refused|cancelled)$/)
  const faults: string[] = []
  for (const state of Object.values(ends)) {
    const shown = (await client.list(founder, `/v1/visits?state=${state}`)).map((row) => Identified.parse(row).id)
    const counted = [...last].flatMap(([id, { type }]) => (type === `visit.${state}` ? [id] : []))
    faults.push(...same(`visits ${state}`, sorted(shown), sorted(counted)))
  }
  return { name: `the lists of visits (${last.size})`, faults }
}

const Told = z.looseObject({
  /** Who looks after the customer of a suggestion. */
  tell: z.string().optional(),
  /** Whose it is, or to whom it was escalated. */
  owner: z.string().optional(),
  to: z.union([z.string(), z.looseObject({ owner: z.string().optional() })]).optional(),
  customer: z.looseObject({ owner: z.string().optional() }).optional(),
  reminder: z
    .looseObject({ owner: z.string(), madeBy: z.looseObject({ subject: z.looseObject({ kind: z.string() }).optional() }) })
    .optional(),
})
type Told = z.infer<typeof Told>

/** Who is to be told of an event, by its type: a second time, beside the product. */
const tells: Readonly<Record<string, (data: Told) => string | undefined>> = {
  'customer.registered': ({ customer }) => customer?.owner,
  'customer.changed': ({ to }) => (typeof to === 'object' ? to.owner : undefined),
  'reminder.fell_due': ({ owner }) => owner,
  'reminder.written': ({ reminder }) => (reminder?.madeBy.subject?.kind === 'survey' ? reminder.owner : undefined),
  'suggestion.received': ({ tell }) => tell,
  'review.escalated': ({ to }) => (typeof to === 'string' ? to : undefined),
}
/** Nobody is told what they did themselves. */
const toldOf = ({ type, data, actor }: RawEvent): string | undefined => {
  const who = tells[type]?.(Told.parse(data))
  return who === actor.id ? undefined : who
}
const Count = z.object({ unread: z.int(), more: z.boolean() })

export const unreadShown = async ({ client, events, firm, journal }: Played): Promise<Check> => {
  const told = Map.groupBy(events, (event) => toldOf(event) ?? '')
  const faults: string[] = []
  for (const { user } of firm.colleagues) {
    const unread = (told.get(user) ?? []).filter(({ at }) => at > (journal.readAt.get(user) ?? 0)).length
    const shown = Count.parse(await client.must(user, { method: 'GET', path: '/v1/notifications/count' }))
    faults.push(...same(`unread of ${user}`, shown, { unread: Math.min(99, unread), more: unread > 99 }))
    const listed = (await client.list(user, '/v1/notifications?which=unread')).length
    faults.push(...same(`list of unread of ${user}`, listed, unread))
  }
  return { name: `unread notifications of ${firm.colleagues.length} people`, faults }
}

const Written = z.looseObject({ reminder: z.looseObject({ owner: z.string() }) })

export const remindersShown = async ({ client, events, firm }: Played): Promise<Check> => {
  const owner = new Map(
    events.filter(({ type }) => type === 'reminder.written').map(({ subject, data }) => [subject.id, Written.parse(data).reminder.owner]),
  )
  const last = lastOf(events, /^reminder\.(written|fell_due|done|dropped)$/)
  const faults: string[] = []
  for (const { user } of firm.colleagues) {
    const counted = [...last].flatMap(([id, { type }]) => (owner.get(id) === user && /written|fell_due/.test(type) ? [id] : []))
    const shown = (await client.list(user, '/v1/reminders')).map((row) => Identified.parse(row).id)
    faults.push(...same(`open reminders of ${user}`, sorted(shown), sorted(counted)))
  }
  return { name: `open reminders of ${firm.colleagues.length} people (${owner.size} were made)`, faults }
}

const Unknown = z.looseObject({ id: z.string() })

export const unknownShown = async ({ client, events }: Played): Promise<Check> => {
  const last = lastOf(events, /^message\./)
  const counted = [...last].flatMap(([id, { type }]) => (type === 'message.unknown' ? [id] : []))
  const shown = (await client.list(founder, '/v1/messages?state=unknown')).map((row) => Unknown.parse(row).id)
  return { name: `the list of messages of which nobody knows (${counted.length})`, faults: same('unknown', sorted(shown), sorted(counted)) }
}

const timelineSample = 10

/** Of a few customers: everything about them stands in their timeline. */
export const timelinesShown = async ({ client, events, firm, founded }: Played): Promise<Check> => {
  const faults: string[] = []
  const every = Math.max(1, Math.floor(firm.customers.length / timelineSample))
  for (const { number } of firm.customers.filter((_, i) => i % every === 0)) {
    const id = founded.ids.get(number) ?? ''
    const shown = (await client.list(founder, `/v1/customers/${id}/timeline`)).map((row) => Identified.parse(row).id)
    const counted = events.filter(({ subject, about }) => subject.id === id || about.includes(id)).map((event) => event.id)
    faults.push(...same(`timeline of customer ${number}`, sorted(shown), sorted(counted)))
  }
  return { name: 'the timelines of some customers', faults }
}
