import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { attempts, backoff, TableBusy } from './busy.ts'
import { inOneTurn } from './one-turn.ts'
import type { Item, Key } from './table.ts'

/** As many keys as one request may name. */
const mostKeys = 100
const nameOf = ({ pk, sk }: Key | Item): string => `${pk}|${sk}`

type Source = { readonly client: DynamoDBDocumentClient; readonly name: string }

const readOne = async ({ client, name }: Source, { pk, sk }: Key): Promise<readonly Item[]> => {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }))
  return Item ? [Item] : []
}

/** Asks again for what a partial answer left out. */
const readBatch = async ({ client, name }: Source, keys: readonly Key[]): Promise<readonly Item[]> => {
  const items: Item[] = []
  let left: readonly Item[] = keys.map(({ pk, sk }) => ({ pk, sk }))
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === attempts) throw new TableBusy(`${left.length} of ${keys.length} items were not answered`)
    if (attempt > 0) await backoff(attempt)
    const answer = await client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys: [...left], ConsistentRead: true } } }))
    items.push(...(answer.Responses?.[name] ?? []))
    left = answer.UnprocessedKeys?.[name]?.Keys ?? []
  }
  return items
}

/** Each key once, whoever asks for it how often. */
const readAll = async (source: Source, asked: readonly Key[]): Promise<readonly Item[]> => {
  const keys = [...new Map(asked.map((key) => [nameOf(key), key])).values()]
  const [only] = keys
  if (only && keys.length === 1) return readOne(source, only)
  const batches = Array.from({ length: Math.ceil(keys.length / mostKeys) }, (_, i) => keys.slice(i * mostKeys, (i + 1) * mostKeys))
  return (await Promise.all(batches.map((batch) => readBatch(source, batch)))).flat()
}

/** Reads items by their keys, consistently; those that are asked for within one turn together. Undefined where nothing stands. */
export const reads = (source: Source): ((key: Key) => Promise<Item | undefined>) =>
  inOneTurn<Key, Item | undefined>(async (asked) => {
    const found = new Map((await readAll(source, asked)).map((item) => [nameOf(item), item]))
    return asked.map((key) => found.get(nameOf(key)))
  })
