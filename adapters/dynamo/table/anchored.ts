import type { Anchor } from '../../../domain/kernel/actor.ts'
import { type ListIndex, listSort } from './indexes.ts'
import type { Query } from './paged.ts'
import type { Item } from './table.ts'

/** The name of a partition of a list, by what it is narrowed to: `owner`, `team`, `region`, or `all` with no value. */
export type PartitionOf = (by: string, value: string) => string

/** What stands in lists that are narrowed by who looks after it: in which order, and what a list shows of it. */
type Listed = { readonly anchor: Anchor; readonly order: string; readonly summary: Item }

/** The attributes by which it is found. */
export const anchoredRow = (partitionOf: PartitionOf, { anchor, order, summary }: Listed): Item => ({
  byAll: partitionOf('all', ''),
  byOwner: anchor.owner && partitionOf('owner', anchor.owner),
  byTeam: anchor.team && partitionOf('team', anchor.team),
  byRegion: anchor.region && partitionOf('region', anchor.region),
  [listSort]: order,
  summary: { ...summary, ...anchor },
})

const leading = [
  ['owner', 'byOwner'],
  ['team', 'byTeam'],
  ['region', 'byRegion'],
] as const satisfies readonly (readonly [keyof Anchor, ListIndex])[]

/** The most selective of what is wanted leads, the others filter. `extra` are further members of the summary that must be so. */
export const anchoredQuery = (partitionOf: PartitionOf, wanted: Anchor, extra: Readonly<Record<string, string>> = {}): Query => {
  const lead = leading.find(([member]) => wanted[member] !== undefined)
  const rest = [...leading.map(([member]) => [member, wanted[member]] as const), ...Object.entries(extra)].filter(
    ([member, value]) => value !== undefined && member !== lead?.[0],
  )
  return {
    index: lead ? lead[1] : 'byAll',
    partition: lead ? partitionOf(lead[0], wanted[lead[0]] ?? '') : partitionOf('all', ''),
    ...(rest.length > 0 && {
      filter: {
        expression: rest.map(([member]) => `#summary.#${member} = :${member}`).join(' AND '),
        names: { '#summary': 'summary', ...Object.fromEntries(rest.map(([member]) => [`#${member}`, member])) },
        values: Object.fromEntries(rest.map(([member, value]) => [`:${member}`, value])),
      },
    }),
  }
}
