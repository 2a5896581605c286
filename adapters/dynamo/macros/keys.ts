import type { Key } from '../table/table.ts'

/** Read or write a macro, or read them all: some dozens, so they stand together. */
export const macroKey = (code: string): Key => ({ pk: 'MACRO#all', sk: code })
export const allMacrosPartition = (): string => 'MACRO#all'
