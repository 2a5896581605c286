import type { Key } from '../table/table.ts'

/** Read or write when a customer's data are reviewed. */
export const reviewKey = (reviewId: string): Key => ({ pk: `REVIEW#${reviewId}`, sk: 'STATE' })

/** List the reviews that wait for somebody, all of them or by owner, team or region, the longest due first. */
export const reviewPartition = (status: 'due' | 'escalated', by: string, value: string): string => `REVIEW/${status}/${by}#${value}`
