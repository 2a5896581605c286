import type { Key } from '../table/table.ts'

/** Read or write one relation between two customers. */
export const relationKey = (relationId: string): Key => ({ pk: `RELATION#${relationId}`, sk: 'STATE' })

/** List the relations of a customer, read from either end. */
export const relationEndKey = (customerId: string, relationId: string): Key => ({
  pk: `CUSTOMER#${customerId}`,
  sk: `RELATION#${relationId}`,
})
