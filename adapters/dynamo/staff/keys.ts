import type { Key } from '../table/table.ts'

/** Read or write what one person has settled for themselves. */
export const staffKey = (staffId: string): Key => ({ pk: `STAFF#${staffId}`, sk: 'STATE' })

/** Read or write when somebody's daily digest comes next. */
export const digestKey = (digestId: string): Key => ({ pk: `DIGEST#${digestId}`, sk: 'STATE' })

/** Read or write a report that is mailed to somebody again and again. */
export const reportKey = (reportId: string): Key => ({ pk: `REPORT#${reportId}`, sk: 'STATE' })

/** List the reports that are mailed to somebody. */
export const ownedReportKey = (owner: string, reportId: string): Key => ({ pk: ownedReports(owner), sk: reportId })
export const ownedReports = (owner: string): string => `REPORTS#${owner}`
