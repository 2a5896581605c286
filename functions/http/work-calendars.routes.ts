import * as z from 'zod'
import type { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { workCalendars } from '../../domain/service-levels/decide.ts'
import type { AllWorkCalendars, PublicDaysOf, ReadWorkCalendar, WorkCalendarStore } from '../../domain/service-levels/ports.ts'
import { type HolidaySource, WorkCalendar, WorkCalendarDraft, yearsAround } from '../../domain/service-levels/work-calendar.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type WorkCalendarPorts = {
  readonly calendars: WorkCalendarStore
  readonly allCalendars: AllWorkCalendars
  readonly calendarEdition: ReadWorkCalendar
  readonly publicDays: PublicDaysOf
}

const CalendarAnswer = WorkCalendar.extend({ version: z.int() })
type CalendarAnswer = z.infer<typeof CalendarAnswer>
const answerOf = ({ state, version }: Loaded<WorkCalendar>): CalendarAnswer => ({ ...state, version })

const codeIn = (request: Asked): string => idIn(request, 'calendarCode')

/** An edition of the past is shown with the version of the calendar as it stands. */
const editionAt = async (ports: WorkCalendarPorts, code: string, edition: number | undefined): Promise<Result<CalendarAnswer, Refused>> => {
  const latest = await ports.calendars.load(code)
  if (!latest?.state) return refuse({ code: 'work_calendar.not_found' })
  const state = edition === undefined ? latest.state : await ports.calendarEdition({ code, edition })
  return state ? ok(answerOf({ state, version: latest.version })) : refuse({ code: 'work_calendar.not_found' })
}

const publicDaysFor = (ports: WorkCalendarPorts, source: HolidaySource | undefined, now: Instant) =>
  source && ports.publicDays(source, yearsAround(now))

const write = async (ports: WorkCalendarPorts, request: Request<unknown, WorkCalendarDraft>): Promise<Result<CalendarAnswer, Refused>> => {
  const { context, ifMatch, body: draft } = request
  const code = WorkCalendar.shape.code.safeParse(codeIn(request))
  if (!code.success) return refuse({ code: 'request.invalid', issues: code.error.issues })
  const published = await publicDaysFor(ports, draft.holidays, context.now)
  const command = { type: 'write', code: code.data, draft, published } as const
  const done = await execute(workCalendars, ports.calendars, { id: code.data, command, context, ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'work_calendar.not_found' })
}

const split = ['08:30-12:00', '13:30-18:00']
const example: z.input<typeof WorkCalendarDraft> = {
  title: '华东客服 Service desk east',
  zone: 'Asia/Shanghai',
  week: { mon: split, tue: split, wed: split, thu: split, fri: split, sat: ['09:00-12:00'], sun: [] },
  holidays: { country: 'CN' },
  days: [{ on: '2027-02-05', name: '除夕提前放假', periods: [] }],
}

export const workCalendarRoutes: Routes<WorkCalendarPorts> = {
  'GET /v1/work-calendars': route({
    summary: 'Read the latest edition of every work calendar',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(CalendarAnswer).readonly() }),
    status: 200,
    refusals: [],
    run: async (ports: WorkCalendarPorts) => ok({ items: (await ports.allCalendars()).map(answerOf) }),
  }),

  'GET /v1/work-calendars/{calendarCode}': route({
    summary: 'Read a work calendar, in its latest edition or in one that held before',
    permission: 'tickets:read',
    query: z.strictObject({ edition: z.coerce.number().int().min(1).max(9999).optional() }),
    body: noBody,
    answer: CalendarAnswer,
    status: 200,
    refusals: ['request.invalid', 'work_calendar.not_found'],
    run: (ports: WorkCalendarPorts, request) => editionAt(ports, codeIn(request), request.query.edition),
  }),

  'POST /v1/work-calendars/{calendarCode}/editions': route({
    summary: 'Write a new edition of a work calendar, or its first; written as it is, it takes in holidays published since',
    permission: 'desk:manage',
    query: noQuery,
    body: WorkCalendarDraft,
    answer: CalendarAnswer,
    status: 200,
    example,
    refusals: ['request.invalid', 'version.conflict', 'version.contended', 'work_calendar.not_found'],
    run: write,
  }),
}
