import type { Slice } from '../../domain/improvements/slice.ts'
import { groupings } from '../../domain/survey-results/cells.ts'
import { driverWords } from '../../domain/survey-results/driver-words.ts'
import type { Period } from './counted.ts'

type Selection = Period & { readonly drivers?: string | undefined }

/** All that a selection names, each by its name in a query. */
export const selectionWords = (query: Selection): Record<string, string> =>
  Object.fromEntries(
    ['from' as const, 'to' as const, ...groupings, 'drivers' as const].flatMap((name) =>
      query[name] === undefined ? [] : [[name, query[name]]],
    ),
  )

/** Where the records behind a figure are read: the same selection, as a list. */
export const answersLink = (query: Selection, group: Readonly<Record<string, string>> = {}): string =>
  `/v1/survey-results/answers?${new URLSearchParams({ ...selectionWords(query), ...group })}`

/** Where the answers of some months are read that a slice tells apart. */
export const sliceLink = ({ drivers, ...facets }: Slice, { from, to }: Pick<Period, 'from' | 'to'>): string =>
  answersLink({ ...facets, from, to, ...(drivers && { drivers: driverWords(drivers) }) })
