import type { Key } from '../table/table.ts'

/** Read or write a link behind which somebody sees to their own data. */
export const selfServiceKey = (linkId: string): Key => ({ pk: `SELFSERVICE#${linkId}`, sk: 'STATE' })

/** List the links that were sent to a contact or an individual, the latest first. */
export const selfServiceRowKey = (whoseId: string, linkId: string): Key => ({ pk: selfServicePartition(whoseId), sk: linkId })
export const selfServicePartition = (whoseId: string): string => `SELFSERVICE#${whoseId}`
