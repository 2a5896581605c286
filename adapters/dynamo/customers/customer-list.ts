import * as z from 'zod'
import type { CustomerFilter, CustomerQueries } from '../../../domain/customers/ports.ts'
import { CustomerSummary } from '../../../domain/customers/summary.ts'
import type { Cursors } from '../table/cursor.ts'
import { type ListIndex, listSort } from '../table/indexes.ts'
import { paged, type Query } from '../table/paged.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { listPartition, namePrefix } from './keys.ts'

/** A row that an older version wrote may hold more. */
const Row = z.looseObject({ summary: CustomerSummary.strip() })

type Narrowing = Pick<CustomerFilter, 'owner' | 'team' | 'industry' | 'region' | 'stage' | 'tag' | 'tier'>

/** From the most to the least selective, as they are in most firms: the first that is given leads, the others filter. */
const leading = [
  ['owner', 'byOwner'],
  ['team', 'byTeam'],
  // Of each tag there is a row of its own, in a partition of its own.
  ['tag', 'byAll'],
  ['industry', 'byIndustry'],
  ['region', 'byRegion'],
  ['stage', 'byStage'],
  ['tier', 'byTier'],
] as const satisfies readonly (readonly [keyof Narrowing, ListIndex])[]

export const filterOf = (wanted: Narrowing): Ask['filter'] => {
  const members = Object.entries(wanted).filter(([, value]) => value !== undefined)
  if (members.length === 0) return undefined
  return {
    expression: members
      .map(([member]) => (member === 'tag' ? 'contains(#summary.#tag, :tag)' : `#summary.#${member} = :${member}`))
      .join(' AND '),
    names: { '#summary': 'summary', ...Object.fromEntries(members.map(([member]) => [`#${member}`, member === 'tag' ? 'tags' : member])) },
    values: Object.fromEntries(members.map(([member, value]) => [`:${member}`, value])),
  }
}

/** Second names have no rows by tag: they are looked for by how they begin, and few begin alike. */
const ledBy = (set: 'active' | 'archived' | 'alias', wanted: Narrowing): Pick<Query, 'index' | 'partition' | 'filter'> => {
  const lead = leading.find(([member]) => wanted[member] !== undefined && !(set === 'alias' && member === 'tag'))
  if (!lead) return { index: 'byAll', partition: listPartition(set, 'all', ''), filter: filterOf(wanted) }
  const [member, index] = lead
  return { index, partition: listPartition(set, member, wanted[member] ?? ''), filter: filterOf({ ...wanted, [member]: undefined }) }
}

/** The index partitions that a filter reads, one behind the other, and what is filtered within them: names first, then the second names of those not found by the first. */
const queriesFor = ({ q, archived, ...wanted }: CustomerFilter): readonly Query[] => {
  const sets = archived ? (['archived'] as const) : q === undefined ? (['active'] as const) : (['active', 'alias'] as const)
  return sets.map((set) => ({
    ...ledBy(set, wanted),
    prefix: q === undefined ? undefined : [listSort, namePrefix(q)],
    ...(set === 'alias' && { keep: (item: Item) => !namePrefix(Row.parse(item).summary.name).startsWith(namePrefix(q ?? '')) }),
  }))
}

/** The list of customers alone, for those who have no vault. */
export const customerList =
  (table: Table, cursors: Cursors): CustomerQueries['list'] =>
  (filter, page) =>
    paged({ table, cursors, sort: listSort }, queriesFor(filter), { page, read: (item: Item) => Row.parse(item).summary })
