import { calendarsIn, type SortingBook } from '../../domain/sorting/book.ts'
import type { SortingFacts } from '../../domain/sorting/facts.ts'
import type { HoursAt, ReadSortingBook, Sorter } from '../../domain/sorting/ports.ts'
import { sort } from '../../domain/sorting/sort.ts'

export type SorterPorts = { readonly book: ReadSortingBook; readonly hoursAt: HoursAt }

/** The facts with the hours that rules of these books ask for: calendars are looked at only where one does. */
export const withHours = async (
  hoursAt: HoursAt,
  books: readonly SortingBook[],
  facts: Omit<SortingFacts, 'hours'>,
): Promise<SortingFacts> => {
  const calendars = [...new Set(books.flatMap(calendarsIn))]
  const known = await Promise.all(calendars.map((calendar) => hoursAt(calendar, facts.at)))
  const hours = Object.fromEntries(
    calendars.flatMap((calendar, i) => {
      const are = known[i]
      return are === undefined ? [] : [[calendar, are] as const]
    }),
  )
  return { ...facts, hours }
}

/** A sorter by the rules as they stand when it is asked. */
export const sorterWith =
  ({ book, hoursAt }: SorterPorts): Sorter =>
  async (facts) => {
    const read = await book()
    return sort(read, await withHours(hoursAt, [read], facts))
  }
