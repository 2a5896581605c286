import type { Key } from '../table/table.ts'

/** Read or write something that came in by a door of the desk. */
export const inboundKey = (inboundId: string): Key => ({ pk: `INBOUND#${inboundId}`, sk: 'STATE' })

/** Read the texts of something that came in: written once, with its record. */
export const inboundContentKey = (inboundId: string): Key => ({ pk: `INBOUND#${inboundId}`, sk: 'CONTENT' })
