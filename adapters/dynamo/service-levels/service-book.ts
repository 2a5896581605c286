import type { BooksAt } from '../../../domain/desk-figures/ports.ts'
import { type ServiceBook, ServicePolicy } from '../../../domain/service-levels/policy.ts'
import type { ReadServiceBook } from '../../../domain/service-levels/ports.ts'
import { shippedCalendars, shippedPolicies } from '../../../domain/service-levels/shipped.ts'
import { WorkCalendar } from '../../../domain/service-levels/work-calendar.ts'
import type { Item, Table } from '../table/table.ts'
import { latestCalendars, latestPolicies, serviceBook } from './keys.ts'
import { latestOf } from './service-editions.ts'
import { readServicePolicy, readWorkCalendar } from './service-level-store.ts'

type Dated = { readonly code: string; readonly edition: number; readonly written?: { readonly at: string } | undefined }

/** The edition that held at a moment: the latest that was written by then. Undefined for what was not there yet. */
const editionAt = async <Edition extends Dated>(
  latest: Edition,
  asOf: string | undefined,
  read: (ref: { readonly code: string; readonly edition: number }) => Promise<Edition | undefined>,
): Promise<Edition | undefined> => {
  let held: Edition | undefined = latest
  while (asOf !== undefined && held?.written && held.written.at > asOf)
    held = held.edition > 1 ? await read({ code: held.code, edition: held.edition - 1 }) : undefined
  return held
}

const standing = <T>(found: readonly (T | undefined)[]): readonly T[] => found.filter((one) => one !== undefined)

/** Every calendar and policy in its latest edition: one query. Nothing is remembered, so that a change holds for the very next ticket. */
const latestIn = async (table: Table) => {
  const items = await table.queryAll({ partition: serviceBook() })
  const of = (prefix: string): readonly Item[] => items.filter(({ sk }) => typeof sk === 'string' && sk.startsWith(prefix))
  return {
    calendars: latestOf(WorkCalendar, of(latestCalendars), shippedCalendars()),
    policies: latestOf(ServicePolicy, of(latestPolicies), shippedPolicies),
  }
}
type Latest = Awaited<ReturnType<typeof latestIn>>

/** The book as it was, with a read for each edition that was written since. */
const bookBy = (table: Table) => {
  const [calendar, policy] = [readWorkCalendar(table), readServicePolicy(table)]
  return async (latest: Latest, asOf: string | undefined): Promise<ServiceBook> => {
    const calendars = standing(await Promise.all(latest.calendars.map(({ state }) => editionAt(state, asOf, calendar))))
    const policies = standing(await Promise.all(latest.policies.map(({ state }) => editionAt(state, asOf, policy))))
    return { policies, calendars: new Map(calendars.map((one) => [one.code, one])) }
  }
}

/** The book as it is now, in one query; as it was at a moment, with a read more for each edition that was written since. */
export const readServiceBook = (table: Table): ReadServiceBook => {
  const bookAt = bookBy(table)
  return async (asOf) => bookAt(await latestIn(table), asOf)
}

/** The book as it was at each of some moments, in one query and a read for each edition that was written since the first of them. */
export const readServiceBooks = (table: Table): BooksAt => {
  const bookAt = bookBy(table)
  return async (moments) => {
    const latest = moments.length > 0 ? await latestIn(table) : { calendars: [], policies: [] }
    const books = new Map<string, ServiceBook>()
    for (const moment of moments) if (!books.has(moment)) books.set(moment, await bookAt(latest, moment))
    return (at) => {
      const book = books.get(at)
      if (!book) throw new RangeError(`nobody asked for the service book of ${at}`)
      return book
    }
  }
}
