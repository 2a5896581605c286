import { ImprovementEvent } from '../../../domain/improvements/events.ts'
import { dueAtOf, Improvement } from '../../../domain/improvements/improvement.ts'
import type { ImprovementStore } from '../../../domain/improvements/ports.ts'
import { recordStore } from '../records/record-store.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { allImprovements, improvementKey, improvementRowKey, improvementsBecauseOf, improvementsOwnedBy } from './keys.ts'

/** A row in each list that it stands in. One of them is of all: a firm has some hundreds in a year. */
const links = (improvement: Improvement | undefined): readonly (Key & Item)[] => {
  if (!improvement) return []
  const { id: improvementId, owner, because, customers } = improvement
  const sources = [...Object.values(because), ...customers].flatMap((id) => (id === undefined ? [] : [improvementsBecauseOf(id)]))
  const lists = [allImprovements(), improvementsOwnedBy(owner), ...sources]
  return lists.map((list) => ({ ...improvementRowKey(list, improvement), entity: 'improvement_row', improvementId }))
}

export const improvementStore = (table: Table): ImprovementStore =>
  recordStore(table, {
    kind: 'improvement',
    schema: Improvement,
    events: ImprovementEvent,
    key: improvementKey,
    due: dueAtOf,
    links,
    // What was measured tells of more than these customers, and is not for all who look after them.
    about: ({ type }, { customers }) => (type === 'improvement.measured' ? [] : customers),
  })
