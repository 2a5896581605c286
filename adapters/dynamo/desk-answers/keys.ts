import type { Key } from '../table/table.ts'

/** Know what the desk last said by itself in the thread of a ticket. */
export const deskAnswerKey = (answerId: string): Key => ({ pk: `DESKANSWER#${answerId}`, sk: 'STATE' })
