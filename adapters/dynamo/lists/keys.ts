import type { Key } from '../table/table.ts'

/** Read or write a coded list. */
export const listKey = (listId: string): Key => ({ pk: `LIST#${listId}`, sk: 'STATE' })

/** See at the price of one small read whether any coded list has changed. */
export const listsMarkKey: Key = { pk: 'LIST#all', sk: 'MARK' }
