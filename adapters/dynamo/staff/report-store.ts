import * as z from 'zod'
import { ReportEvent } from '../../../domain/reports/events.ts'
import type { ReportStore, ReportsOf } from '../../../domain/reports/ports.ts'
import { Report } from '../../../domain/reports/report.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { ownedReportKey, ownedReports, reportKey } from './keys.ts'

const kept: Kept<typeof Report, typeof ReportEvent> = {
  kind: 'report',
  schema: Report,
  events: ReportEvent,
  key: reportKey,
  due: ({ nextAt }) => nextAt,
  links: (report) =>
    report?.droppedAt === undefined && report ? [{ ...ownedReportKey(report.owner, report.id), entity: 'report-row', report }] : [],
  about: () => [],
}

export const reportStore = (table: Table): ReportStore => recordStore(table, kept)

const Row = z.looseObject({ report: Report })

export const reportsOf =
  (table: Table): ReportsOf =>
  async (owner) =>
    (await table.queryAll({ partition: ownedReports(owner) })).map((item) => Row.parse(item).report)
