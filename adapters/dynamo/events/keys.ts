import type { Key } from '../table/table.ts'

/** Append an event of a subject; read a subject's events in the order of time. */
export const eventKey = (subjectId: string, eventId: string): Key => ({ pk: `EVENTS#${subjectId}`, sk: eventId })
export const eventPartition = (subjectId: string): string => `EVENTS#${subjectId}`
