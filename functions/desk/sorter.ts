import { calendarsIn } from '../../domain/sorting/book.ts'
import type { HoursAt, ReadSortingBook, Sorter } from '../../domain/sorting/ports.ts'
import { sort } from '../../domain/sorting/sort.ts'

export type SorterPorts = { readonly book: ReadSortingBook; readonly hoursAt: HoursAt }

/** A sorter by the rules as they stand when it is asked. Work calendars are looked at only where a rule asks for one. */
export const sorterWith =
  ({ book, hoursAt }: SorterPorts): Sorter =>
  async (facts) => {
    const read = await book()
    const calendars = calendarsIn(read)
    const known = await Promise.all(calendars.map((calendar) => hoursAt(calendar, facts.at)))
    const hours = Object.fromEntries(
      calendars.flatMap((calendar, i) => {
        const are = known[i]
        return are === undefined ? [] : [[calendar, are] as const]
      }),
    )
    return sort(read, { ...facts, hours })
  }
