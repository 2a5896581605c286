import type { Key } from '../table/table.ts'

/** Find tickets by a term, or by how one begins: those that were opened last come first. */
export const ticketTermKey = (term: string, { id, openedAt }: { readonly id: string; readonly openedAt: string }): Key => ({
  pk: ticketTerms(term),
  sk: `${term}#${backwards(openedAt)}#${id}`,
})
export const ticketTerms = (term: string): string => `TICKETTERM#${[...term].slice(0, 2).join('')}`

/** Read or write by which terms a ticket is found. */
export const ticketIndexKey = (ticketId: string): Key => ({ pk: `TICKETTERMS#${ticketId}`, sk: 'STATE' })

/** The later, the smaller. */
const backwards = (at: string): string => at.replace(/\d/gu, (digit) => String(9 - Number(digit)))
