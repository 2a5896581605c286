import ical from 'ical-generator'
import * as z from 'zod'
import type { RightsOf } from '../../domain/access/directory.ts'
import type { Calendar } from '../../domain/calendars/calendar.ts'
import { type Entry, entriesOf, improvementEntry, taskEntries, visitEntry } from '../../domain/calendars/entries.ts'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import type { Planned } from '../../domain/improvements/improvement.ts'
import { type Actor, may, reaches } from '../../domain/kernel/actor.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Reminder } from '../../domain/reminders/reminder.ts'
import type { OpenTask } from '../../domain/tickets/open-task.ts'
import type { VisitSummary } from '../../domain/visits/summary.ts'
import { readCalendarToken } from '../runtime/calendar-token.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'

/** Those of somebody, the earliest first, so many at most. */
type OfUser<Item> = (user: string, most: number) => Promise<readonly Item[]>

export type CalendarPorts = {
  readonly calendar: (user: string) => Promise<Calendar | undefined>
  readonly openReminders: OfUser<Reminder>
  readonly plannedVisits: OfUser<VisitSummary>
  readonly tasks: OfUser<OpenTask>
  readonly improvements: OfUser<{ readonly improvement: Planned; readonly version: number }>
  readonly glances: CustomerGlances
  /** What the owner may do now: a link outlives no right to read. */
  readonly rightsOf: RightsOf
  readonly linkKey: () => Promise<Uint8Array>
}

/** A calendar shows so many of each at most: who has more open has another trouble. */
const most = 500
const minutes = 15

const timesOf = ({ when }: Entry) => {
  if ('on' in when) return { allDay: true, start: new Date(`${when.on}T00:00:00Z`) }
  const start = new Date(when.at)
  return { start, end: new Date(start.getTime() + when.minutes * 60_000) }
}

/** RFC 5545, times in UTC. What is done or called off is no longer in it, and so vanishes where it is read. */
const written = (entries: readonly Entry[]): string => {
  const calendar = ical({ name: 'Lading', prodId: { company: 'Lading', product: 'Calendar' }, ttl: 60 * minutes })
  for (const entry of entries) {
    const { id, text, changedAt, sequence } = entry
    const changed = new Date(changedAt)
    calendar.createEvent({ id, summary: text, stamp: changed, lastModified: changed, sequence, ...timesOf(entry) })
  }
  return calendar.toString()
}

const visitEntries = async ({ plannedVisits, glances }: CalendarPorts, owner: Actor): Promise<readonly Entry[]> => {
  const visits = await plannedVisits(owner.id, most)
  const customers = may(owner, 'customers:read') ? await glances(visits.map(({ customerId }) => customerId)) : []
  return visits.map((visit, i) => {
    const customer = customers[i]
    return visitEntry(visit, customer && reaches(owner, customer) ? customer : undefined)
  })
}

/** The reminder of a visit is the visit, where that stands there itself. */
const isShown = ({ madeBy }: Reminder, shown: ReadonlySet<string>): boolean => madeBy.kind === 'rule' && shown.has(madeBy.subject.id)

/** All that is somebody's and has a time, by what they may read now. A data review that is due is one of the reminders. */
const entriesFor = async (ports: CalendarPorts, owner: Actor, now: Instant): Promise<readonly Entry[]> => {
  const ifMay = async <Item>(permission: string, read: () => Promise<readonly Item[]>) => (may(owner, permission) ? read() : [])
  const [reminders, visits, tasks, improvements] = await Promise.all([
    ports.openReminders(owner.id, most),
    ifMay('visits:read', () => visitEntries(ports, owner)),
    ifMay('tickets:read', () => ports.tasks(owner.id, most)),
    ifMay('surveys:read', () => ports.improvements(owner.id, most)),
  ])
  const shown = new Set(visits.map(({ id }) => id))
  return [
    ...reminders.filter((reminder) => !isShown(reminder, shown)).flatMap((reminder) => entriesOf(reminder, now)),
    ...visits,
    ...tasks.flatMap(taskEntries),
    ...improvements.map(({ improvement, version }) => improvementEntry(improvement, version)),
  ]
}

export const calendarRoutes: Routes<CalendarPorts> = {
  'GET /calendar/{token}': route({
    summary: 'What whoever made this secret link is to do and when, for a calendar program',
    permission: 'public',
    query: noQuery,
    body: noBody,
    answer: z.string(),
    status: 200,
    produces: 'text/calendar; charset=utf-8',
    refusals: ['calendar.not_found'],
    run: async (ports: CalendarPorts, request) => {
      const { calendar: calendarOf, rightsOf, linkKey } = ports
      const token = request.path['token']?.replace(/\.ics$/, '') ?? ''
      const link = readCalendarToken(await linkKey(), token)
      const calendar = link && (await calendarOf(link.user))
      if (!link || !calendar?.open || calendar.series !== link.series) return refuse({ code: 'calendar.not_found' })
      const owner = await rightsOf(link.user)
      if (!owner || !may(owner, 'reminders:read')) return refuse({ code: 'calendar.not_found' })
      return ok(written(await entriesFor(ports, owner, request.context.now)))
    },
  }),
}
