import type { Slice } from '../../domain/improvements/slice.ts'
import { groupings } from '../../domain/survey-results/cells.ts'
import { boundWords, driverWords } from '../../domain/survey-results/driver-words.ts'
import type { Driver, Measure } from '../../domain/survey-results/drivers.ts'
import { type Said, sidesOf } from '../../domain/survey-results/said.ts'
import type { Period } from './counted.ts'

/** By what a list of answers is narrowed beside facets, each a word of the query. */
const words = ['measure', 'drivers', 'except', 'above', 'upTo'] as const
type Selection = Period & Readonly<Partial<Record<(typeof words)[number], string | undefined>>>

/** All that a selection names, each by its name in a query. */
export const selectionWords = (query: Selection): Record<string, string> =>
  Object.fromEntries(
    ['from' as const, 'to' as const, ...groupings, ...words].flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
  )

const saidWords = ({ measure, drivers, except, above, upTo }: Said) => ({
  measure,
  drivers: drivers && driverWords(drivers),
  except: except && driverWords(except),
  above: above && boundWords(above),
  upTo: upTo && boundWords(upTo),
})

/** Where the records behind a figure are read: the same selection, as a list. */
export const answersLink = (query: Selection, group: Readonly<Record<string, string>> = {}): string =>
  `/v1/survey-results/answers?${new URLSearchParams({ ...selectionWords(query), ...group })}`

/** Where the answers of some months are read that a slice tells apart. */
export const sliceLink = ({ drivers, ...facets }: Slice, { from, to }: Pick<Period, 'from' | 'to'>): string =>
  answersLink({ ...facets, from, to, ...(drivers && { drivers: driverWords(drivers) }) })

/** Where the answers of each side of a comparison are read, of those that are compared. */
export const sidesLinks = (selection: Period, measure: Measure, driver: Driver) => {
  const { there, others } = sidesOf(measure, driver)
  const link = ({ facets, said }: typeof there) => answersLink({ ...selection, ...saidWords(said) }, facets)
  return { there: link(there), others: link(others) }
}
