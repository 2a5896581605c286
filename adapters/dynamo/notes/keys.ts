import type { Key } from '../table/table.ts'

/** List the notes of a customer, or read or write one. They grow without bound, so they stand beside what the 360 view reads whole. */
export const noteKey = (customerId: string, noteId: string): Key => ({ pk: `NOTES#${customerId}`, sk: noteId })
export const notePartition = (customerId: string): string => `NOTES#${customerId}`

/** Find the pinned warnings of a customer together with its profile. */
export const pinKey = (customerId: string, noteId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: `PIN#${noteId}` })
