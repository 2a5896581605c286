import * as z from 'zod'
import type { Rounds } from '../../domain/customers/rounds.ts'
import { listPartition, roundKey } from './customers/keys.ts'
import type { Item, Table } from './table/table.ts'

const Stored = z.looseObject({ cadences: z.string(), after: z.string().optional() })
const Row = z.looseObject({ summary: z.looseObject({ id: z.string() }) })
const Place = z.record(z.string(), z.string())

const pageSize = 200

async function* customers(table: Table, from: string | undefined) {
  let after: Item | undefined = from === undefined ? undefined : Place.parse(JSON.parse(from))
  do {
    const found = await table.query({ index: 'byAll', partition: listPartition('active', 'all', ''), limit: pageSize, after })
    after = found.after
    yield { ids: found.items.map((item) => Row.parse(item).summary.id), after: after && JSON.stringify(after) }
  } while (after)
}

export const roundsIn = (table: Table): Rounds => ({
  last: async () => {
    const item = await table.get(roundKey)
    if (!item) return undefined
    const { cadences, after } = Stored.parse(item)
    return { cadences, after }
  },
  save: async (round) => {
    await table.transact([table.put({ ...roundKey, entity: 'round', ...round })])
  },
  customers: (after) => customers(table, after),
})
