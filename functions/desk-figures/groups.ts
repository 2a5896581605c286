import * as z from 'zod'
import { Backlog, backlogOf, openGroupOf, tellsOpenApart } from '../../domain/desk-figures/backlog.ts'
import { type Cell, type Grouping, grouped } from '../../domain/desk-figures/cells.ts'
import type { What } from '../../domain/desk-figures/counted.ts'
import { Happened, happenedIn } from '../../domain/desk-figures/figures.ts'
import type { Period } from '../../domain/desk-figures/period.ts'
import type { DeskFigures, Wanted } from '../../domain/desk-figures/ports.ts'
import { sumOf, type Tally } from '../../domain/desk-figures/tally.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { Load } from './loads.ts'

/** What happened in the period, and what is open now. */
const Everything = z.strictObject({ ...Happened.shape, backlog: Backlog })
/** The figures of one day, team, agent and so on; the empty word is for what has none. Of days and causes, the backlog is no figure. */
const Group = z.strictObject({
  value: z.string(),
  ...Happened.shape,
  backlog: Backlog.optional(),
  load: Load.optional().describe('Of an agent who has a desk'),
})
export const Figures = z.strictObject({ total: Everything, groups: z.array(Group).readonly() })

type Open = Awaited<ReturnType<DeskFigures['open']>>
/** What the figures are made of, as far as the reader may see it. */
export type Material = {
  readonly by: Grouping
  readonly period: Period
  readonly wanted: Wanted
  readonly cells: readonly Cell[]
  readonly open: Open
  readonly loads: ReadonlyMap<string, Load>
  readonly now: Instant
}

/** Where the tickets behind a figure are listed: under the same selection. */
const linkTo =
  ({ period, wanted }: Pick<Material, 'period' | 'wanted'>) =>
  (figure: What | 'backlog'): string => {
    const words = new URLSearchParams({ figure, ...period })
    for (const [name, value] of Object.entries(wanted)) if (value !== undefined) words.set(name, value)
    return `/v1/desk/figures/tickets?${words}`
  }

const openBy = ({ by, open: { tickets } }: Material): ReadonlyMap<string, Open['tickets']> =>
  tellsOpenApart(by) ? Map.groupBy(tickets, (ticket) => openGroupOf(ticket, by)) : new Map()

const groupWith = (material: Material, tallies: ReadonlyMap<string, Tally>) => {
  const { by, period, wanted, open, loads, now } = material
  const standing = openBy(material)
  return (value: string): z.input<typeof Group> => {
    const link = linkTo(by === 'day' ? { period: { from: value, to: value }, wanted } : { period, wanted: { ...wanted, [by]: value } })
    const load = by === 'agent' ? loads.get(value) : undefined
    const tickets = standing.get(value) ?? []
    return {
      value,
      ...happenedIn(tallies.get(value) ?? {}, link),
      ...(tellsOpenApart(by) && { backlog: backlogOf({ tickets, more: open.more }, { now, link: link('backlog') }) }),
      ...(load && { load }),
    }
  }
}

/** Everything together, and each group: those to whom something happened, who have something open, or who have a desk. */
export const figuresFrom = (material: Material): z.input<typeof Figures> => {
  const { by, cells, open, loads, now } = material
  const tallies = grouped(cells, by)
  const values = new Set([...tallies.keys(), ...openBy(material).keys(), ...(by === 'agent' ? loads.keys() : [])])
  const link = linkTo(material)
  return {
    total: {
      ...happenedIn(sumOf(cells.map(({ tally }) => tally)), link),
      backlog: backlogOf(open, { now, link: link('backlog') }),
    },
    groups: [...values].sort().map(groupWith(material, tallies)),
  }
}
