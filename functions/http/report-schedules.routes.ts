import * as z from 'zod'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { mostReports, type ReportCommand, reports } from '../../domain/reports/decide.ts'
import type { ReportStore, ReportsOf } from '../../domain/reports/ports.ts'
import { Report, ReportDraft, ReportPatch } from '../../domain/reports/report.ts'
import type { SettingsOf } from '../../domain/staff/ports.ts'
import { execute } from '../runtime/execute.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type ReportPorts = { readonly reports: ReportStore; readonly mine: ReportsOf; readonly settingsOf: SettingsOf }

const ReportAnswer = Report.omit({ owner: true }).extend({ version: z.int() })
type ReportAnswer = z.infer<typeof ReportAnswer>

const answerOf = ({ state: { owner: _owner, ...report }, version }: Loaded<Report>): ReportAnswer => ({ ...report, version })

const changed = async (ports: ReportPorts, command: ReportCommand, request: Asked) => {
  const { context, ifMatch } = request
  const done = await execute(reports, ports.reports, { id: idIn(request, 'reportId'), command, context, ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'report.not_found' } as const)
}

const example = {
  title: '华东 VIP 客户',
  list: { of: 'customers', narrowed: { tier: 'vip', region: 'east' } },
  startsAt: '2036-11-24T00:30:00.000Z',
  recurrence: 'FREQ=WEEKLY;BYDAY=MO',
} as const

export const reportScheduleRoutes: Routes<ReportPorts> = {
  'POST /v1/report-schedules': route({
    summary: 'Have a list mailed to you again and again, by what you may read at the time',
    permission: 'me:manage',
    query: noQuery,
    body: ReportDraft,
    answer: ReportAnswer,
    status: 201,
    example,
    refusals: ['request.invalid', 'report.too_many', 'report.starts_in_past', 'recurrence.never_occurs', 'version.contended'],
    run: async (ports: ReportPorts, { body: draft, context, newId, isNew }) => {
      const [id, mine, { settings }] = await Promise.all([
        newId('report'),
        ports.mine(context.actor.id),
        ports.settingsOf(context.actor.id),
      ])
      const command = { type: 'schedule', id, draft, zone: settings.zone, reports: mine.length } as const
      const done = await execute(reports, ports.reports, { id, command, context, isNew: isNew(id) })
      if (!done.ok) return done
      const { state, version } = done.value
      return state ? ok(answerOf({ state, version })) : refuse({ code: 'report.not_found' } as const)
    },
  }),

  'GET /v1/report-schedules': route({
    summary: `The lists that are mailed to you, ${mostReports} at most`,
    permission: 'me:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(ReportAnswer.omit({ version: true })).readonly() }),
    status: 200,
    refusals: [],
    run: async ({ mine }: ReportPorts, { context }) => {
      const items = await mine(context.actor.id)
      return ok({ items: items.map(({ owner: _owner, ...report }) => report) })
    },
  }),

  'PATCH /v1/report-schedules/{reportId}': route({
    summary: 'Have another list mailed, or the same at another time',
    permission: 'me:manage',
    query: noQuery,
    body: ReportPatch,
    answer: ReportAnswer,
    status: 200,
    example: { recurrence: 'FREQ=WEEKLY;BYDAY=FR', list: { of: 'survey_results', narrowed: { by: 'team', months: 3 } } },
    refusals: [
      'request.invalid',
      'report.not_found',
      'report.starts_in_past',
      'recurrence.never_occurs',
      'version.conflict',
      'version.contended',
    ],
    run: (ports: ReportPorts, request) => changed(ports, { type: 'change', patch: request.body }, request),
  }),

  'POST /v1/report-schedules/{reportId}/drop': route({
    summary: 'Have it mailed no more',
    permission: 'me:manage',
    query: noQuery,
    body: noBody,
    answer: ReportAnswer,
    status: 200,
    refusals: ['report.not_found', 'version.conflict', 'version.contended'],
    run: (ports: ReportPorts, request) => changed(ports, { type: 'drop' }, request),
  }),
}
