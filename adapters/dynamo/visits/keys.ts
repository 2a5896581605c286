import { digits } from '../table/digits.ts'
import type { Key } from '../table/table.ts'

/** Read or write one visit. */
export const visitKey = (visitId: string): Key => ({ pk: `VISIT#${visitId}`, sk: 'STATE' })

/** List the visits of a customer in their order, or read the latest. */
export const visitRowKey = (customerId: string, number: number): Key => ({
  pk: visitPartition(customerId),
  sk: digits(number),
})
export const visitPartition = (customerId: string): string => `VISITS#${customerId}`

/** List visits by what became of them, all of them or by visitor, team or region, in the order of their days. */
export const visitListPartition = (status: string, by: string, value: string): string => `VISIT/${status}/${by}#${value}`
