import * as z from 'zod'
import { calendars } from '../../domain/calendars/calendar.ts'
import type { CalendarStore } from '../../domain/calendars/ports.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { calendarToken } from '../runtime/calendar-token.ts'
import { execute } from '../runtime/execute.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'

export type CalendarLinkPorts = {
  readonly calendars: CalendarStore
  readonly linkKey: () => Promise<Uint8Array>
  /** Where the calendar is read from. */
  readonly origin: string
}

export const calendarLinkRoutes: Routes<CalendarLinkPorts> = {
  'POST /v1/reminders/calendar': route({
    summary: 'Make a secret link under which a calendar program reads what you are to do; the last one you made ends',
    permission: 'reminders:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ url: z.url() }),
    status: 200,
    refusals: ['version.contended'],
    // The link is a secret, and first answers are kept: whoever asks again gets a new one.
    unrepeatable: true,
    run: async (ports: CalendarLinkPorts, { context }) => {
      const user = context.actor.id
      const done = await execute(calendars, ports.calendars, { id: user, command: { type: 'open' }, context })
      if (!done.ok) return done
      const token = calendarToken(await ports.linkKey(), { user, series: done.value.state?.series ?? 0 })
      return ok({ url: `${ports.origin}/calendar/${token}.ics` })
    },
  }),

  'POST /v1/reminders/calendar/revoke': route({
    summary: 'End the secret link to your calendar',
    permission: 'reminders:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ open: z.literal(false) }),
    status: 200,
    refusals: ['version.contended'],
    run: async (ports: CalendarLinkPorts, { context }) => {
      const done = await execute(calendars, ports.calendars, { id: context.actor.id, command: { type: 'revoke' }, context })
      return done.ok ? ok({ open: false as const }) : refuse(done.error)
    },
  }),
}
