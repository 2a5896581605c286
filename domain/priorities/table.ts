import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { block, type Finding } from '../kernel/finding.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import { isRaise, type Level, levels, moreUrgent, Priority } from './priority.ts'

/** By what is at stake. */
const Row = z.strictObject({ low: Priority, medium: Priority, high: Priority } satisfies Record<Level, unknown>)
/** By how long it can wait, and then by what is at stake. */
const Grid = z.strictObject({ low: Row, medium: Row, high: Row } satisfies Record<Level, unknown>)
type Grid = z.infer<typeof Grid>

/** Priority = urgency × impact × tier. A tier without a grid of its own goes by the general one. */
export const PriorityTable = z.strictObject({
  general: Grid,
  tiers: z.record(Code, Grid),
})
export type PriorityTable = z.infer<typeof PriorityTable>

export type Weighed = { readonly urgency: Level; readonly impact: Level; readonly tier?: string | undefined }

export const priorityOf = ({ general, tiers }: PriorityTable, { urgency, impact, tier }: Weighed): Priority => {
  const own = tier !== undefined && Object.hasOwn(tiers, tier) ? tiers[tier] : undefined
  return (own ?? general)[urgency][impact]
}

/**
 * "What has become more pressing is raised to what the table says of it." Where it has not, the priority stays what somebody has
 * made of it since, be that less than the table says; nothing is ever lowered.
 */
export const raisedBy = (
  table: PriorityTable,
  priority: Priority,
  { was, is }: { readonly was: Weighed; readonly is: Weighed },
): Priority => {
  const [before, now] = [priorityOf(table, was), priorityOf(table, is)]
  return isRaise(before, now) ? moreUrgent(priority, now) : priority
}

/** Each level with the one below it. */
const steps = levels.flatMap((level, i) => {
  const below = levels[i - 1]
  return below === undefined ? [] : [{ level, below }]
})

const upsideDown = (grid: Grid, at: string): readonly Finding[] =>
  levels.flatMap((other) =>
    steps.flatMap(({ level, below }) => [
      ...(isRaise(grid[level][other], grid[below][other]) ? [block('priority_table.upside_down', `${at}/${level}/${other}`)] : []),
      ...(isRaise(grid[other][level], grid[other][below]) ? [block('priority_table.upside_down', `${at}/${other}/${level}`)] : []),
    ]),
  )

/** "What is more urgent, or has more at stake, never waits longer", and tiers are those of the firm: where a table says otherwise. */
export const tableFindings = ({ general, tiers }: PriorityTable, lists: CodedLists): readonly Finding[] => [
  ...upsideDown(general, '/general'),
  ...Object.entries(tiers).flatMap(([tier, grid]) => [
    ...listed(lists, 'tier', tier, `/tiers/${tier}`),
    ...upsideDown(grid, `/tiers/${tier}`),
  ]),
]

/** What a firm starts with: the tier that is worth most is seen to one step sooner. */
export const shippedTable: PriorityTable = {
  general: {
    low: { low: 'P4', medium: 'P4', high: 'P3' },
    medium: { low: 'P4', medium: 'P3', high: 'P2' },
    high: { low: 'P3', medium: 'P2', high: 'P1' },
  },
  tiers: {
    vip: {
      low: { low: 'P3', medium: 'P3', high: 'P2' },
      medium: { low: 'P3', medium: 'P2', high: 'P1' },
      high: { low: 'P2', medium: 'P1', high: 'P1' },
    },
  },
}
