import * as z from 'zod'
import { FiledProfile, weightsName } from '../../../domain/customers/completeness.ts'
import type { CompletenessStore, CustomerAround } from '../../../domain/customers/ports.ts'
import { CustomerSummary } from '../../../domain/customers/summary.ts'
import { currentPeople } from '../contacts/keys.ts'
import { unmoved } from '../table/conditions.ts'
import { keyAttributes, thinIndex, thinSort } from '../table/indexes.ts'
import type { Item, Table } from '../table/table.ts'
import { completenessKey, customerKey, customerPartition, thinKey, thinPartition } from './keys.ts'

const Stored = z.looseObject({ summary: CustomerSummary, state: FiledProfile })
const Kept = z.looseObject({ revision: z.int() })
const Row = z.looseObject({ summary: z.looseObject({ id: z.string(), weights: z.string() }) })

const around = async (table: Table, id: string): Promise<CustomerAround | undefined> => {
  // The revision is read first: what changes after that makes the save fail, and everything is read again.
  const kept = await table.get(completenessKey(id))
  const [item, people] = await Promise.all([
    table.get(customerKey(id)),
    table.queryAll({ partition: customerPartition(id), prefix: [keyAttributes.sort, currentPeople] }),
  ])
  if (!item) return undefined
  const { summary, state: profile } = Stored.parse(item)
  return { summary, profile, contacts: people.length, revision: kept ? Kept.parse(kept).revision : 0 }
}

const itemOf = (...[{ summary, revision }, { score, missing, tierRank, at }]: Parameters<CompletenessStore['save']>): Item => ({
  ...completenessKey(summary.id),
  entity: 'completeness',
  revision: revision + 1,
  at,
  summary: { ...summary, score, missing, weights: weightsName },
  ...(summary.status === 'active' && { [thinIndex]: thinPartition, [thinSort]: thinKey(tierRank, score, summary.id) }),
})

const underOtherWeights = {
  expression: '#summary.#weights <> :weights',
  names: { '#summary': 'summary', '#weights': 'weights' },
  values: { ':weights': weightsName },
}

async function* outdated(table: Table) {
  let after: Item | undefined
  do {
    const found = await table.query({ index: thinIndex, partition: thinPartition, filter: underOtherWeights, after })
    yield found.items.map((item) => Row.parse(item).summary.id)
    after = found.after
  } while (after)
}

/** How complete each customer's file is, kept beside it. Whoever writes must have seen what was last written. */
export const completenessStore = (table: Table): CompletenessStore => ({
  load: (id) => around(table, id),
  save: (seen, worked) => table.putIf(itemOf(seen, worked), unmoved('revision', seen.revision)),
  outdated: () => outdated(table),
})
