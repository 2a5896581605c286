import * as z from 'zod'
import { weightsName } from '../../domain/customers/completeness.ts'
import { Customer } from '../../domain/customers/customer.ts'
import type { CompletenessStore } from '../../domain/customers/ports.ts'
import { summaryOf } from '../../domain/customers/summary.ts'
import { masked } from '../../domain/kernel/marks.ts'
import { keyAttributes, thinIndex, thinSort } from './indexes.ts'
import { completenessKey, currentPeople, customerKey, customerPartition, thinKey, thinPartition } from './keys.ts'
import type { Item, Table } from './table.ts'

const StoredCustomer = z.looseObject({ version: z.int(), state: masked(Customer) })
const Kept = z.looseObject({ revision: z.int() })
const Row = z.looseObject({ summary: z.looseObject({ id: z.string(), weights: z.string() }) })

/** How complete each customer's file is, kept beside it. Whoever writes must have seen what was last written. */
export const completenessStore = (table: Table): CompletenessStore => ({
  load: async (id) => {
    // The revision is read first: what changes after that makes the save fail, and everything is read again.
    const kept = await table.get(completenessKey(id))
    const [item, people] = await Promise.all([
      table.get(customerKey(id)),
      table.queryAll({ partition: customerPartition(id), prefix: [keyAttributes.sort, currentPeople] }),
    ])
    if (!item) return undefined
    return { ...StoredCustomer.parse(item), contacts: people.length, revision: kept ? Kept.parse(kept).revision : 0 }
  },

  save: ({ state, revision }, { score, missing, tierRank, at }) => {
    const listed = state.archived === undefined && { [thinIndex]: thinPartition, [thinSort]: thinKey(tierRank, score, state.id) }
    const item = {
      ...completenessKey(state.id),
      entity: 'completeness',
      revision: revision + 1,
      at,
      summary: { ...summaryOf(state), score, missing, weights: weightsName },
      ...listed,
    }
    return table.putIf(
      item,
      revision === 0 ? { expression: 'attribute_not_exists(pk)' } : { expression: 'revision = :seen', values: { ':seen': revision } },
    )
  },

  outdated: async function* () {
    const filter = {
      expression: '#summary.#weights <> :weights',
      names: { '#summary': 'summary', '#weights': 'weights' },
      values: { ':weights': weightsName },
    }
    let after: Item | undefined
    do {
      const found = await table.query({ index: thinIndex, partition: thinPartition, filter, after })
      yield found.items.map((item) => Row.parse(item).summary.id)
      after = found.after
    } while (after)
  },
})
