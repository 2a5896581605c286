import { ServicePolicy } from '../../../domain/service-levels/policy.ts'
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

/**
 * The book as it is now, in one query; as it was at a moment, with a read more for each edition that was written since. Nothing
 * is remembered: a calendar that was changed a moment ago holds for the very next ticket.
 */
export const readServiceBook = (table: Table): ReadServiceBook => {
  const [calendar, policy] = [readWorkCalendar(table), readServicePolicy(table)]
  return async (asOf) => {
    const items = await table.queryAll({ partition: serviceBook })
    const of = (prefix: string): readonly Item[] => items.filter(({ sk }) => typeof sk === 'string' && sk.startsWith(prefix))
    const latest = {
      calendars: latestOf(WorkCalendar, of(latestCalendars), shippedCalendars),
      policies: latestOf(ServicePolicy, of(latestPolicies), shippedPolicies),
    }
    const calendars = standing(await Promise.all(latest.calendars.map(({ state }) => editionAt(state, asOf, calendar))))
    const policies = standing(await Promise.all(latest.policies.map(({ state }) => editionAt(state, asOf, policy))))
    return { policies, calendars: new Map(calendars.map((one) => [one.code, one])) }
  }
}
