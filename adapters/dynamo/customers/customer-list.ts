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

type Narrowing = Pick<CustomerFilter, 'owner' | 'team' | 'industry' | 'region' | 'stage' | 'tier'>

/** From the most to the least selective, as they are in most firms: the first that is given leads, the others filter. */
const leading = [
  ['owner', 'byOwner'],
  ['team', 'byTeam'],
  ['industry', 'byIndustry'],
  ['region', 'byRegion'],
  ['stage', 'byStage'],
  ['tier', 'byTier'],
] as const satisfies readonly (readonly [keyof Narrowing, ListIndex])[]

export const filterOf = (wanted: Narrowing): Ask['filter'] => {
  const members = Object.entries(wanted).filter(([, value]) => value !== undefined)
  if (members.length === 0) return undefined
  return {
    expression: members.map(([member]) => `#summary.#${member} = :${member}`).join(' AND '),
    names: { '#summary': 'summary', ...Object.fromEntries(members.map(([member]) => [`#${member}`, member])) },
    values: Object.fromEntries(members.map(([member, value]) => [`:${member}`, value])),
  }
}

/** The index partitions that a filter reads, one behind the other, and what is filtered within them: names first, then the second names of those not found by the first. */
const queriesFor = ({ q, archived, ...wanted }: CustomerFilter): readonly Query[] => {
  const lead = leading.find(([member]) => wanted[member] !== undefined)
  const rest: Narrowing = lead ? { ...wanted, [lead[0]]: undefined } : wanted
  const sets = archived ? (['archived'] as const) : q === undefined ? (['active'] as const) : (['active', 'alias'] as const)
  return sets.map((set) => ({
    index: lead ? lead[1] : 'byAll',
    partition: lead ? listPartition(set, lead[0], wanted[lead[0]] ?? '') : listPartition(set, 'all', ''),
    prefix: q === undefined ? undefined : [listSort, namePrefix(q)],
    filter: filterOf(rest),
    ...(set === 'alias' && { keep: (item: Item) => !namePrefix(Row.parse(item).summary.name).startsWith(namePrefix(q ?? '')) }),
  }))
}

/** The list of customers alone, for those who have no vault. */
export const customerList =
  (table: Table, cursors: Cursors): CustomerQueries['list'] =>
  (filter, page) =>
    paged({ table, cursors, sort: listSort }, queriesFor(filter), { page, read: (item: Item) => Row.parse(item).summary })
