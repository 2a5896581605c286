import ical from 'ical-generator'
import * as z from 'zod'
import type { RightsOf } from '../../domain/access/directory.ts'
import type { Calendar } from '../../domain/calendars/calendar.ts'
import { entriesOf } from '../../domain/calendars/entries.ts'
import { may } from '../../domain/kernel/actor.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Reminder } from '../../domain/reminders/reminder.ts'
import { readCalendarToken } from '../runtime/calendar-token.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'

export type CalendarPorts = {
  readonly calendar: (user: string) => Promise<Calendar | undefined>
  /** Somebody's open reminders, the earliest due first. */
  readonly openReminders: (owner: string, most: number) => Promise<readonly Reminder[]>
  /** What the owner may do now: a link outlives no right to read. */
  readonly rightsOf: RightsOf
  readonly linkKey: () => Promise<Uint8Array>
}

/** A calendar shows so many reminders at most: who has more open has another trouble. */
const mostReminders = 500
const minutes = 15

/** RFC 5545, times in UTC. It says what the reminder says, and neither whom it is about nor who else is concerned. */
const written = (reminders: readonly Reminder[], now: Instant): string => {
  const calendar = ical({ name: 'Lading', prodId: { company: 'Lading', product: 'Reminders' }, ttl: 60 * minutes })
  for (const { id, text, at } of reminders.flatMap((reminder) => entriesOf(reminder, now))) {
    const start = new Date(at)
    calendar.createEvent({ id, summary: text, stamp: new Date(now), start, end: new Date(start.getTime() + minutes * 60_000) })
  }
  return calendar.toString()
}

export const calendarRoutes: Routes<CalendarPorts> = {
  'GET /calendar/{token}': route({
    summary: 'The reminders of whoever made this secret link, for a calendar program',
    permission: 'public',
    query: noQuery,
    body: noBody,
    answer: z.string(),
    status: 200,
    produces: 'text/calendar; charset=utf-8',
    refusals: ['calendar.not_found'],
    run: async ({ calendar: calendarOf, openReminders, rightsOf, linkKey }: CalendarPorts, request) => {
      const token = request.path['token']?.replace(/\.ics$/, '') ?? ''
      const link = readCalendarToken(await linkKey(), token)
      const calendar = link && (await calendarOf(link.user))
      if (!link || !calendar?.open || calendar.series !== link.series) return refuse({ code: 'calendar.not_found' })
      const owner = await rightsOf(link.user)
      if (!owner || !may(owner, 'reminders:read')) return refuse({ code: 'calendar.not_found' })
      return ok(written(await openReminders(link.user, mostReminders), request.context.now))
    },
  }),
}
