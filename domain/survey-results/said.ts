import { circumstances, type Driver, isCode, type Measure } from './drivers.ts'
import type { SurveyRow } from './row.ts'

type Codes = Readonly<Record<string, string>>
type Bounds = Readonly<Record<string, number>>

/**
 * What a figure counts beyond the facets of a survey: those that gave a score, and of what went with it a code or any other one, or
 * a figure above a bound or up to it.
 */
export type Said = {
  readonly measure?: Measure | undefined
  readonly drivers?: Codes | undefined
  readonly except?: Codes | undefined
  readonly above?: Bounds | undefined
  readonly upTo?: Bounds | undefined
}

/** What is said of each name of a record; nothing is said by a record that is not there. */
const all = <Value>(wanted: Readonly<Record<string, Value>> | undefined, holds: (name: string, value: Value) => boolean): boolean =>
  Object.entries(wanted ?? {}).every(([name, value]) => holds(name, value))

const isFigure = (value: number | string | undefined, holds: (figure: number) => boolean): boolean =>
  typeof value === 'number' && holds(value)

/** Whether a survey that was not called off is among what was said. */
export const isSaid = ({ measure, drivers, except, above, upTo }: Said, row: SurveyRow): boolean => {
  if (row.cancelled || (measure !== undefined && row.scores?.[measure] === undefined)) return false
  const around = circumstances(row)
  return (
    all(drivers, (name, value) => around[name] === value) &&
    all(except, (name, value) => isCode(around[name]) && around[name] !== value) &&
    all(above, (name, bound) => isFigure(around[name], (figure) => figure > bound)) &&
    all(upTo, (name, bound) => isFigure(around[name], (figure) => figure <= bound))
  )
}

const isFacet = (name: string): boolean => name === 'agent' || name === 'tier' || name === 'kind'

/** What one side of a comparison is asked for with: facets by their names, and what was said. */
type Side = { readonly facets: Codes; readonly said: Said }

/** Both sides of a comparison, to be shown the answers that each of them counts. */
export const sidesOf = (measure: Measure, { driver, value, median }: Driver): Readonly<Record<'there' | 'others', Side>> => {
  const one = { [driver]: value }
  const only = (said: Said, facets: Codes = {}): Side => ({ facets, said: { measure, ...said } })
  if (median === undefined) return { there: isFacet(driver) ? only({}, one) : only({ drivers: one }), others: only({ except: one }) }
  const bound = { [driver]: median }
  return { there: only({ above: bound }), others: only({ upTo: bound }) }
}
