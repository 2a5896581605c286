import type { Key } from '../table/table.ts'

/** Read or write one improvement. */
export const improvementKey = (improvementId: string): Key => ({ pk: `IMPROVEMENT#${improvementId}`, sk: 'STATE' })

/** List improvements of one status by when they are due: all, those of an owner, or those that a customer, survey, suggestion or ticket led to. */
export const improvementRowKey = (list: string, { status, dueOn, id }: Readonly<Record<'status' | 'dueOn' | 'id', string>>): Key => ({
  pk: list,
  sk: `${improvementsAt(status)}${dueOn}#${id}`,
})
export const improvementsAt = (status: string): string => `${status}#`
export const allImprovements = (): string => 'IMPROVEMENTS#all'
export const improvementsOwnedBy = (owner: string): string => `IMPROVEMENTS#owner#${owner}`
export const improvementsBecauseOf = (sourceId: string): string => `IMPROVEMENTS#of#${sourceId}`
