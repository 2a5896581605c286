import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Month, type SurveyRow } from './row.ts'
import { changeOf, type Tally, tallyOf } from './tally.ts'

/** By what results are told apart. */
export const groupings = ['month', 'team', 'owner', 'agent', 'kind', 'tier', 'region', 'questionnaire'] as const
export const Grouping = z.enum(groupings)
export type Grouping = z.infer<typeof Grouping>

/** Under what something counts. */
export const Facets = z.strictObject({
  month: Month,
  questionnaire: Code.optional(),
  kind: z.string().optional(),
  tier: Code.optional(),
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  agent: UserId.optional(),
})
export type Facets = z.infer<typeof Facets>

/** All surveys of one month that agree in their facets, counted. */
export type Cell = { readonly facets: Facets; readonly tally: Tally }

/** Those that have none, such as surveys of customers without a team, count under the empty word. */
export const groupOf = (facets: Facets, grouping: Grouping): string => facets[grouping] ?? ''

/**
 * The ways in which surveys are kept counted. "Who looked after the customer" and "who did what was asked about" are counted apart:
 * a cell for each pair of the two would be nearly a cell for each survey. So there are as many cells as a firm has people, tiers and
 * kinds of occasion, however many are asked.
 */
export const cuts = {
  customers: ['owner', 'team', 'region', 'tier', 'kind', 'questionnaire'],
  agents: ['agent', 'tier', 'kind', 'questionnaire'],
} as const satisfies Readonly<Record<string, readonly Grouping[]>>
export type Cut = keyof typeof cuts
const cutNames = ['customers', 'agents'] as const

/** The cut that tells apart all that is asked about; undefined where none does. */
export const cutFor = (asked: readonly Grouping[]): Cut | undefined =>
  cutNames.find((cut) => asked.every((grouping) => grouping === 'month' || cuts[cut].some((one) => one === grouping)))

const facetsIn = (row: SurveyRow, cut: Cut): Facets =>
  Facets.parse(Object.fromEntries(['month' as const, ...cuts[cut]].flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]]))))

export type CellChange = Cell & { readonly cut: Cut }

/** What a survey's new row adds to the cells that its former row is counted in. Its facets never change. */
export const cellChanges = (before: SurveyRow | undefined, after: SurveyRow): readonly CellChange[] => {
  const tally = changeOf(before ? tallyOf(before) : {}, tallyOf(after))
  return Object.keys(tally).length === 0 ? [] : cutNames.map((cut) => ({ cut, facets: facetsIn(after, cut), tally }))
}

/** A row as a cell of its own. */
export const cellOf = (row: SurveyRow): Cell => {
  const { month, questionnaire, kind, tier, owner, team, region, agent } = row
  return { facets: { month, questionnaire, kind, tier, owner, team, region, agent }, tally: tallyOf(row) }
}
