import type { Key } from '../table/table.ts'

/** Read or write what is known of one file. */
export const attachmentKey = (attachmentId: string): Key => ({ pk: `ATTACHMENT#${attachmentId}`, sk: 'STATE' })
