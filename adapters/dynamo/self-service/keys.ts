import type { Key } from '../table/table.ts'

/** Read or write a link behind which somebody sees to their own data. */
export const selfServiceKey = (linkId: string): Key => ({ pk: `SELFSERVICE#${linkId}`, sk: 'STATE' })

/** List the links that were sent to a contact, the latest first. */
export const selfServiceRowKey = (contactId: string, linkId: string): Key => ({ pk: selfServicePartition(contactId), sk: linkId })
export const selfServicePartition = (contactId: string): string => `SELFSERVICE#${contactId}`
