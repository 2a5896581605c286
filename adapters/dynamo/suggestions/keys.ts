import type { Key } from '../table/table.ts'

/** Read or write what a customer suggested. */
export const suggestionKey = (suggestionId: string): Key => ({ pk: `SUGGESTION#${suggestionId}`, sk: 'STATE' })

/** List what a customer suggested, the latest first. */
export const suggestionOfKey = (customerId: string, at: string, suggestionId: string): Key => ({
  pk: suggestionsOf(customerId),
  sk: `${at}#${suggestionId}`,
})
export const suggestionsOf = (customerId: string): string => `SUGGESTION#of#${customerId}`

/** Count what was suggested in a month, what became of it and what it was about. */
export const suggestionRowKey = (month: string, suggestionId: string): Key => ({ pk: suggestionsIn(month), sk: suggestionId })
export const suggestionsIn = (month: string): string => `SUGGESTION#in#${month}`
