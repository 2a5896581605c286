import type { Store } from '../kernel/store.ts'
import type { ReportEvent } from './events.ts'
import type { Report } from './report.ts'

export type ReportStore = Store<Report | undefined, ReportEvent>

/** The reports that still come to somebody, a handful. */
export type ReportsOf = (owner: string) => Promise<readonly Report[]>
