import type { Key } from '../table/table.ts'

/** Read or write a rule by which tickets are sorted, or read them all. */
export const sortingRuleKey = (code: string): Key => ({ pk: 'SORTING#all', sk: `RULE#${code}` })
export const allSortingRules = { partition: 'SORTING#all', prefix: 'RULE#' } as const

/** Read or write the table by which urgency, impact and tier make a priority. */
export const priorityTableKey = (): Key => ({ pk: 'SORTING#all', sk: 'TABLE' })

/** See at the price of one small read whether a sorting rule or the priority table has changed. */
export const sortingMarkKey: Key = { pk: 'SORTING#all', sk: 'MARK' }
