import * as z from 'zod'
import type { CustomerId } from '../../../domain/kernel/ids.ts'
import { RelationEnd } from '../../../domain/relations/end.ts'
import { type Ancestry, type Level, mostLevels, subordinating, subordination } from '../../../domain/relations/group.ts'
import { mostSteps, type RelationQueries } from '../../../domain/relations/ports.ts'
import { Relation } from '../../../domain/relations/relation.ts'
import { customerPartition } from '../customers/keys.ts'
import { holderIn } from '../records/claim-holder.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { bare } from '../table/items.ts'
import { paged } from '../table/paged.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { relationEndKey, relationKey } from './keys.ts'
import { parentKey } from './relation-store.ts'

const Stored = z.looseObject({ state: Relation })

/** An end of a relation as it stands in the table. */
export const readEnd = (item: Item): RelationEnd => RelationEnd.parse(bare(item))

/** Relations that have not ended. */
export const lasting = { expression: 'attribute_not_exists(#until)', names: { '#until': 'until' }, values: {} } satisfies Ask['filter']
const lastingStep: Ask['filter'] = {
  expression: `${lasting.expression} AND #type IN (${subordinating.map((type) => `:${type}`).join(', ')})`,
  names: { ...lasting.names, '#type': 'type' },
  values: Object.fromEntries(subordinating.map((type) => [`:${type}`, type])),
}

const relationsOf = (customerId: string): Pick<Ask, 'partition' | 'prefix' | 'descending'> => ({
  partition: customerPartition(customerId),
  prefix: [keyAttributes.sort, relationEndKey(customerId, '').sk],
  descending: true,
})

/** A customer with more relations than this is walked in part: so many queries of a megabyte, some 4,000 relations, each. */
const mostQueries = 20

const steps: (table: Table) => RelationQueries['steps'] = (table) => async (customerId) => {
  const items: Item[] = []
  let after: Item | undefined
  for (let asked = 0; asked < mostQueries && items.length <= mostSteps; asked += 1) {
    const found = await table.query({ ...relationsOf(customerId), filter: lastingStep, after })
    items.push(...found.items)
    after = found.after
    if (!after) break
  }
  return { items: items.slice(0, mostSteps).map(readEnd), truncated: after !== undefined || items.length > mostSteps }
}

const levelAbove = async (table: Table, child: CustomerId): Promise<Level | undefined> => {
  const claim = await table.get(parentKey(child))
  const relation = claim && (await table.get(relationKey(holderIn(claim))))
  if (!relation) return undefined
  const { state } = Stored.parse(relation)
  const under = subordination(state)
  return under && { ...under, relation: state.id }
}

const ancestry = async (table: Table, of: CustomerId): Promise<Ancestry> => {
  const levels: Level[] = []
  for (;;) {
    const level = await levelAbove(table, levels.at(-1)?.parent ?? of)
    if (!level) return { of, levels, complete: true }
    if (levels.length === mostLevels) return { of, levels, complete: false }
    levels.push(level)
  }
}

export const relationQueries = (table: Table, cursors: Cursors): RelationQueries => ({
  list: (customerId, which, page) =>
    paged({ table, cursors }, { ...relationsOf(customerId), filter: which === 'lasting' ? lasting : undefined }, { page, read: readEnd }),
  steps: steps(table),
  ancestry: (of) => ancestry(table, of),
})
