import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Month, type SurveyRow } from './row.ts'
import { changeOf, type Tally, tallyOf } from './tally.ts'

/** By what results are told apart. */
export const groupings = ['month', 'team', 'owner', 'agent', 'kind', 'matter', 'tier', 'region', 'questionnaire'] as const
export const Grouping = z.enum(groupings)
export type Grouping = z.infer<typeof Grouping>

/** Under what something counts. */
export const Facets = z.strictObject({
  month: Month,
  questionnaire: Code.optional(),
  kind: z.string().optional(),
  matter: Code.optional(),
  tier: Code.optional(),
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  agent: UserId.optional(),
})
export type Facets = z.infer<typeof Facets>

/** All surveys of one month that agree in their facets, counted. */
export type Cell = { readonly facets: Facets; readonly tally: Tally }

/**
 * "What was asked about is a complaint or a claim, where it was a ticket; else it is what happened, such as a visit": its `matter`. Those
 * that have none of something, such as surveys of customers without a team, count under the empty word.
 */
export const groupOf = (facets: Facets, grouping: Grouping): string =>
  (grouping === 'matter' ? (facets.matter ?? facets.kind) : facets[grouping]) ?? ''

/**
 * The ways in which surveys are kept counted. "Who looked after the customer" and "who did what was asked about" are counted apart:
 * a cell for each pair of the two would be nearly a cell for each survey. So there are as many cells as a firm has people, tiers and
 * kinds of occasion and ticket, however many are asked.
 */
export const cuts = {
  customers: ['owner', 'team', 'region', 'tier', 'kind', 'questionnaire', 'matter'],
  agents: ['agent', 'tier', 'kind', 'questionnaire', 'matter'],
} as const satisfies Readonly<Record<string, readonly Grouping[]>>
export type Cut = keyof typeof cuts
const cutNames = ['customers', 'agents'] as const

/** The cut that tells apart all that is asked about; undefined where none does. */
export const cutFor = (asked: readonly Grouping[]): Cut | undefined =>
  cutNames.find((cut) => asked.every((grouping) => grouping === 'month' || cuts[cut].some((one) => one === grouping)))

const facetsIn = (row: SurveyRow, cut: Cut): Facets =>
  Facets.parse(Object.fromEntries(['month' as const, ...cuts[cut]].flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]]))))

export type CellChange = Cell & { readonly cut: Cut }

const counting = (cut: Cut, facets: Facets, tally: Tally): readonly CellChange[] =>
  Object.keys(tally).length === 0 ? [] : [{ cut, facets, tally }]

/**
 * What a survey's new row adds to the cells that its former row is counted in. Where the two count under other facets (of a survey that
 * was counted before there were matters, its own becomes known) it leaves the one cell and goes into the other.
 */
export const cellChanges = (before: SurveyRow | undefined, after: SurveyRow): readonly CellChange[] =>
  cutNames.flatMap((cut) => {
    const [was, is] = [before && facetsIn(before, cut), facetsIn(after, cut)]
    const counted = before ? tallyOf(before) : {}
    const stays = was === undefined || isDeepStrictEqual(was, is)
    if (stays) return counting(cut, is, changeOf(counted, tallyOf(after)))
    return [...counting(cut, was, changeOf(counted, {})), ...counting(cut, is, tallyOf(after))]
  })

/** A row as a cell of its own. */
export const cellOf = (row: SurveyRow): Cell => {
  const { month, questionnaire, kind, matter, tier, owner, team, region, agent } = row
  return { facets: { month, questionnaire, kind, matter, tier, owner, team, region, agent }, tally: tallyOf(row) }
}
