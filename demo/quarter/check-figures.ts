import * as z from 'zod'
import { type Check, same } from '../rehearsal/check.ts'
import { dayAt } from '../rehearsal/days.ts'
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

const Results = z.looseObject({
  groups: z.array(
    z.looseObject({
      value: z.string(),
      figures: z.looseObject({
        sent: z.int(),
        answered: z.int(),
        csat: z.looseObject({ count: z.int(), mean: z.number(), spread: z.record(z.string(), z.int()) }).optional(),
      }),
    }),
  ),
})
const figuresIn = ({ value, figures: { sent, answered, csat } }: z.infer<typeof Results>['groups'][number]) => ({
  value,
  sent,
  answered,
  ...(csat && { csat: { count: csat.count, mean: csat.mean.toFixed(9), spread: csat.spread } }),
})
const Scored = z.looseObject({ scores: z.looseObject({ csat: z.int() }) })
/** Fewer answers than this are not shown. */
const fewest = 5

const figuresFrom = (sent: readonly RawEvent[], scores: ReadonlyMap<string, number>) => {
  const given = sent.flatMap(({ subject }) => scores.get(subject.id) ?? [])
  const spread = Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap((score) => {
      const times = given.filter((one) => one === score).length
      return times > 0 ? [[String(score), times]] : []
    }),
  )
  const mean = given.reduce((sum, score) => sum + score, 0) / given.length
  return {
    sent: sent.length,
    answered: given.length,
    ...(given.length >= fewest && { csat: { count: given.length, mean: mean.toFixed(9), spread } }),
  }
}

const Planned = z.looseObject({
  plan: z.looseObject({
    cause: z.looseObject({ type: z.string(), agent: z.string().optional() }),
    around: z.record(z.string(), z.string()),
    questionnaire: z.looseObject({ id: z.string() }),
  }),
})

/** What each survey counts under, from how it was planned. */
const facetsFrom = (events: readonly RawEvent[]): ReadonlyMap<string, Readonly<Record<string, string | undefined>>> =>
  new Map(
    events
      .filter(({ type }) => type === 'survey.scheduled')
      .map(({ subject, data }) => {
        const { cause, around, questionnaire } = Planned.parse(data).plan
        return [subject.id, { ...around, kind: cause.type, agent: cause.agent, questionnaire: questionnaire.id }]
      }),
  )

const facets = ['month', 'team', 'owner', 'agent', 'kind', 'tier', 'questionnaire']

export const resultsShown = async ({ client, events, span: { first, last } }: Played): Promise<Check> => {
  const planned = facetsFrom(events)
  const scores = new Map(
    events.filter(({ type }) => type === 'survey.answered').map(({ subject, data }) => [subject.id, Scored.parse(data).scores.csat]),
  )
  const sent = events.filter(({ type }) => type === 'survey.sent')
  const faults: string[] = []
  for (const by of facets) {
    const path = `/v1/survey-results?from=${first.slice(0, 7)}&to=${last.slice(0, 7)}&by=${by}`
    const { groups } = Results.parse(await client.must(founder, { method: 'GET', path }))
    const facetOf = ({ at, subject }: RawEvent) => (by === 'month' ? dayAt(at).slice(0, 7) : (planned.get(subject.id)?.[by] ?? ''))
    const counted = [...Map.groupBy(sent, facetOf)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, all]) => ({ value, ...figuresFrom(all, scores) }))
    faults.push(...same(`results by ${by}`, groups.map(figuresIn), counted))
  }
  return { name: `survey results by ${facets.length} facets (${sent.length} sent, ${scores.size} answered)`, faults }
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
