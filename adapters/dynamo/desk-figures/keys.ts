import type { Key } from '../table/table.ts'

/** Keep one thing that is counted of a ticket, or see what is counted of it. */
export const countedKey = (ticketId: string, entry: string): Key => ({ pk: `DESKCOUNTED#${ticketId}`, sk: `${entry}` })
export const countedPartition = (ticketId: string): string => `DESKCOUNTED#${ticketId}`

/** List what was counted, the last first: all of it, or by agent, team or region. */
export const countedListPartition = (what: string, by: string, value: string): string => `DESKCOUNTED/${what}/${by}#${value}`

/** Work out figures: how often what happened on a day, by who (`people`) or by what it was about (`matters`). */
export const deskCellKey = (cut: string, day: string, facets: string): Key => ({
  pk: `DESKCELLS#${day.slice(0, 7)}#${cut}`,
  sk: `${day}#${facets}`,
})
export const deskCells = (month: string, cut: string): string => `DESKCELLS#${month}#${cut}`
