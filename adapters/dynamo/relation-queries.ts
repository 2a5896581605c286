import * as z from 'zod'
import type { CustomerId } from '../../domain/kernel/ids.ts'
import { RelationEnd } from '../../domain/relations/end.ts'
import { type Ancestry, type Level, mostLevels, subordination } from '../../domain/relations/group.ts'
import { mostEnds, type RelationQueries } from '../../domain/relations/ports.ts'
import { Relation } from '../../domain/relations/relation.ts'
import { holderIn } from './claim-holder.ts'
import { keyAttributes } from './indexes.ts'
import { bare } from './items.ts'
import { customerPartition, relationEndKey, relationKey } from './keys.ts'
import { parentKey } from './relation-store.ts'
import type { Ask, Item, Table } from './table.ts'

const Stored = z.looseObject({ state: Relation })

/** An end of a relation as it stands in the table. */
export const readEnd = (item: Item): RelationEnd => RelationEnd.parse(bare(item))

const lasting: Ask['filter'] = { expression: 'attribute_not_exists(#until)', names: { '#until': 'until' }, values: {} }

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

export const relationQueries = (table: Table): RelationQueries => ({
  ends: async (customerId, which) => {
    const { items, after } = await table.query({
      partition: customerPartition(customerId),
      prefix: [keyAttributes.sort, relationEndKey(customerId, '').sk],
      filter: which === 'lasting' ? lasting : undefined,
      descending: true,
    })
    return { items: items.slice(0, mostEnds).map(readEnd), truncated: after !== undefined || items.length > mostEnds }
  },
  ancestry: (of) => ancestry(table, of),
})
