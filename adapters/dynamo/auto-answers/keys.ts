import type { Key } from '../table/table.ts'

/** Read or write how the desk answers by itself. */
export const autoAnswersKey = (): Key => ({ pk: 'AUTOANSWERS#all', sk: 'STATE' })
