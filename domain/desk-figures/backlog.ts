import * as z from 'zod'
import type { Instant } from '../kernel/instant.ts'
import { days } from '../kernel/later.ts'
import { LiveStatus } from '../tickets/moves.ts'
import type { TicketSummary } from '../tickets/summary.ts'
import type { Grouping } from './cells.ts'

/** How long ago it was opened, by the clock: less than a day, than three, than a week, than thirty days, or more. */
const ages = ['day', 'three_days', 'week', 'month', 'older'] as const
const ageLimits = { day: 1, three_days: 3, week: 7, month: 30 } as const

/** What is open at this moment. */
export const Backlog = z.strictObject({
  count: z.int(),
  /** There are others, of which nothing was read. */
  more: z.boolean(),
  byStatus: z.partialRecord(LiveStatus, z.int()),
  byAge: z.record(z.enum(ages), z.int()),
  /** Whose nearest deadline has passed. */
  overdue: z.int(),
  tickets: z.string(),
})
export type Backlog = z.infer<typeof Backlog>

const ageOf = ({ openedAt }: Pick<TicketSummary, 'openedAt'>, now: Instant): (typeof ages)[number] => {
  const age = (Date.parse(now) - Date.parse(openedAt)) / days
  return ages.find((name) => name === 'older' || age < ageLimits[name]) ?? 'older'
}

const times = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, alike]) => [name, alike.length]))

type Open = { readonly tickets: readonly TicketSummary[]; readonly more: boolean }

export const backlogOf = ({ tickets, more }: Open, { now, link }: { readonly now: Instant; readonly link: string }): Backlog => ({
  count: tickets.length,
  more,
  byStatus: times(tickets.map(({ status }) => LiveStatus.parse(status))),
  byAge: { day: 0, three_days: 0, week: 0, month: 0, older: 0, ...times(tickets.map((ticket) => ageOf(ticket, now))) },
  overdue: tickets.filter(({ dueAt }) => dueAt !== undefined && dueAt <= now).length,
  tickets: link,
})

/** "What is open has no cause yet, and the days of figures are those on which something happened." */
type OpenGrouping = Exclude<Grouping, 'day' | 'cause'>
export const tellsOpenApart = (grouping: Grouping): grouping is OpenGrouping => grouping !== 'day' && grouping !== 'cause'

/** By what an open ticket counts: whose it is now. */
export const openGroupOf = ({ owner, ...ticket }: TicketSummary, grouping: OpenGrouping): string =>
  (grouping === 'agent' ? owner : ticket[grouping]) ?? ''
