import { isDeepStrictEqual } from 'node:util'
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Item, Key } from './table.ts'

/** What is added to the counters of an item, which comes into being with them. `item` is what else stands there, the same each time. */
export type Addition = {
  readonly table: string
  readonly key: Key
  readonly item: Item
  readonly counts: Readonly<Record<string, number>>
}

/** Whether both can be said as one: what is added to an item in two steps may be added in one. */
export const addUp = (one: Addition, other: Addition): boolean => isDeepStrictEqual(one.item, other.item)

export const sumOf = (one: Addition, other: Addition): Addition => {
  const names = new Set([...Object.keys(one.counts), ...Object.keys(other.counts)])
  const counts = [...names].map((name) => [name, (one.counts[name] ?? 0) + (other.counts[name] ?? 0)])
  return { ...one, counts: Object.fromEntries(counts) }
}

/** The update by which DynamoDB adds. */
export const updateOf = ({
  table,
  key: { pk, sk },
  item,
  counts,
}: Addition): NonNullable<TransactWriteCommandInput['TransactItems']>[number] => {
  const [constant, counted] = [Object.entries(item), Object.entries(counts)]
  const set = constant.map((_, i) => `#s${i} = :s${i}`).join(', ')
  const add = counted.map((_, i) => `#c${i} :c${i}`).join(', ')
  const named = (letter: string, entries: readonly (readonly [string, unknown])[], at: 0 | 1) =>
    entries.map((entry, i) => [`${letter}${i}`, entry[at]] as const)
  return {
    Update: {
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: `SET ${set} ADD ${add}`,
      ExpressionAttributeNames: Object.fromEntries(
        [...named('#s', constant, 0), ...named('#c', counted, 0)].map(([name, value]) => [name, String(value)]),
      ),
      ExpressionAttributeValues: Object.fromEntries([...named(':s', constant, 1), ...named(':c', counted, 1)]),
    },
  }
}
