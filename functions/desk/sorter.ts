import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { asksForCustomerTags, calendarsIn, type SortingBook } from '../../domain/sorting/book.ts'
import type { SortingFacts } from '../../domain/sorting/facts.ts'
import type { HoursAt, ReadSortingBook, Sorter } from '../../domain/sorting/ports.ts'
import { sort } from '../../domain/sorting/sort.ts'

/** Where that is looked up which few rules ask for. */
export type LookingUp = { readonly hoursAt: HoursAt; readonly glances: CustomerGlances }
export type SorterPorts = LookingUp & { readonly book: ReadSortingBook }

const hoursFor = async (
  hoursAt: HoursAt,
  books: readonly SortingBook[],
  { at }: Pick<SortingFacts, 'at'>,
): Promise<SortingFacts['hours']> => {
  const calendars = [...new Set(books.flatMap(calendarsIn))]
  const known = await Promise.all(calendars.map((calendar) => hoursAt(calendar, at)))
  return Object.fromEntries(
    calendars.flatMap((calendar, i) => {
      const are = known[i]
      return are === undefined ? [] : [[calendar, are] as const]
    }),
  )
}

const tagsFor = async (
  glances: CustomerGlances,
  books: readonly SortingBook[],
  { sender, customerTags }: Pick<SortingFacts, 'sender' | 'customerTags'>,
): Promise<SortingFacts['customerTags']> => {
  const { customerId } = sender
  if (customerTags !== undefined || customerId === undefined || !books.some(asksForCustomerTags)) return customerTags
  const [customer] = await glances([customerId])
  return customer?.tags
}

/** The facts with what rules of these books ask for besides: calendars and the customer's tags are looked at only where one does. */
export const withLookups = async (
  { hoursAt, glances }: LookingUp,
  books: readonly SortingBook[],
  facts: Omit<SortingFacts, 'hours'>,
): Promise<SortingFacts> => {
  const [hours, customerTags] = await Promise.all([hoursFor(hoursAt, books, facts), tagsFor(glances, books, facts)])
  return { ...facts, hours, customerTags }
}

/** A sorter by the rules as they stand when it is asked. */
export const sorterWith =
  ({ book, ...looking }: SorterPorts): Sorter =>
  async (facts) => {
    const read = await book()
    return sort(read, await withLookups(looking, [read], facts))
  }
