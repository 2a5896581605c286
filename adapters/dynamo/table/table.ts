import { type BatchStatementError, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import {
  BatchExecuteStatementCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import type { Addition } from './additions.ts'
import { attempts, backoff, passing, TableBusy } from './busy.ts'
import { expiryAttribute, type IndexName } from './indexes.ts'
import { queries } from './queries.ts'
import { reads } from './reads.ts'
import { transactions } from './transactions.ts'

export type Key = { readonly pk: string; readonly sk: string }
export type Item = Readonly<Record<string, unknown>>
type OneOf<Item> = Item & { readonly Add?: never }
export type Write =
  | OneOf<NonNullable<TransactWriteCommandInput['TransactItems']>[number]>
  | { readonly Add: Addition; readonly Put?: never; readonly Update?: never; readonly Delete?: never; readonly ConditionCheck?: never }

/** The write at `at` (its place in the transaction) found its condition not met; `item` is what stands there. */
export type Unmet = { readonly at: number; readonly item: Item | undefined }

export type Ask = {
  readonly index?: IndexName | undefined
  readonly partition: string
  /** The sort attribute's name and the prefix that it must have. */
  readonly prefix?: readonly [attribute: string, value: string] | undefined
  /** The sort attribute's name and the value that it must stay below. */
  readonly below?: readonly [attribute: string, value: string] | undefined
  /** The sort attribute's name, the value that it must reach, and the one that it must stay below. */
  readonly within?: readonly [attribute: string, from: string, below: string] | undefined
  readonly filter?: { readonly expression: string; readonly names: Readonly<Record<string, string>>; readonly values: Item } | undefined
  readonly descending?: boolean | undefined
  readonly limit?: number | undefined
  readonly after?: Item | undefined
}
/** Behind every text that begins alike: no character is greater. */
const end = '\u{10FFFF}'
const between = '#sort BETWEEN :from AND :sort'

/** What is said of the sort attribute: its name, the condition, and the values in it. */
const ofSort = ({ prefix, below, within }: Pick<Ask, 'prefix' | 'below' | 'within'>) => {
  // Said as a range, which every engine finds by its order: the local one looks at a whole partition for begins_with.
  if (prefix) return { name: prefix[0], condition: between, values: { ':from': prefix[1], ':sort': `${prefix[1]}${end}` } }
  if (below) return { name: below[0], condition: '#sort < :sort', values: { ':sort': below[1] } }
  // BETWEEN takes in its upper end: sort values have an id behind them, so none is equal to a bound.
  if (within) return { name: within[0], condition: between, values: { ':from': within[1], ':sort': within[2] } }
  return undefined
}

export type Found = {
  readonly items: readonly Item[]
  readonly after: Item | undefined
  /** How many were read, those that the filter passed over among them. */
  readonly looked: number
}

/** `seen` is what an attribute was, `next` what it is to be. */
export type AttributeChange = { readonly key: Key; readonly seen: string; readonly next: string }

export type Condition = { readonly expression: string; readonly values?: Item; readonly names?: Readonly<Record<string, string>> }

/** Whether a statement of a batch is worth asking again. One whose condition is not met is done; anything else is our fault, and thrown. */
const mayPass = (error: BatchStatementError | undefined): boolean => {
  if (!error || error.Code === 'ConditionalCheckFailed') return false
  if (passing.has(error.Code ?? '')) return true
  throw new Failure(`a statement was refused: ${error.Code}`, { cause: error })
}

/**
 * The one thin layer between our stores and DynamoDB. Every read is consistent unless an index is asked. Reads by key that are asked
 * for within one turn of the event loop go as one request, and so do transactions (docs/adr/one-turn.md).
 */
export class Table {
  readonly #client: DynamoDBDocumentClient
  readonly #name: string

  readonly #query: (asked: QueryCommandInput) => Promise<Found>
  readonly #read: (key: Key) => Promise<Item | undefined>
  readonly #transact: (writes: readonly Write[]) => Promise<Result<void, readonly Unmet[]>>

  constructor(client: DynamoDBDocumentClient, name: string) {
    this.#client = client
    this.#name = name
    this.#query = queries(client)
    this.#read = reads({ client, name })
    this.#transact = transactions(client)
  }

  get(key: Key): Promise<Item | undefined> {
    return this.#read(key)
  }

  /** The items that stand at `keys`, in their order, undefined where there is none. */
  getMany(keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
    return Promise.all(keys.map(this.#read))
  }

  /** One page of one partition, in the order of its sort attribute. */
  query({ descending = false, limit, ...ask }: Ask): Promise<Found> {
    return this.#query({ ...this.#asked(ask), ScanIndexForward: !descending, Limit: limit })
  }

  /** How many there are, as far as one page goes (a megabyte of the table's): `more` says that there are others. */
  async size(ask: Omit<Ask, 'descending' | 'after'>): Promise<{ readonly count: number; readonly more: boolean }> {
    const answer = await this.#client.send(new QueryCommand({ ...this.#asked(ask), Select: 'COUNT', Limit: ask.limit }))
    return { count: answer.Count ?? 0, more: answer.LastEvaluatedKey !== undefined }
  }

  #asked({ index, partition, prefix, below, within, filter, after }: Ask): QueryCommandInput {
    const sort = ofSort({ prefix, below, within })
    return {
      TableName: this.#name,
      IndexName: index,
      ConsistentRead: index === undefined,
      KeyConditionExpression: `#partition = :partition${sort ? ` AND ${sort.condition}` : ''}`,
      FilterExpression: filter?.expression,
      ExpressionAttributeNames: { '#partition': index ?? 'pk', ...(sort && { '#sort': sort.name }), ...filter?.names },
      ExpressionAttributeValues: { ':partition': partition, ...sort?.values, ...filter?.values },
      ExclusiveStartKey: after,
    }
  }

  /** Every item of a partition that a prefix selects, page after page. Only for partitions that are small by nature. */
  async queryAll(ask: Omit<Ask, 'limit' | 'after'>): Promise<readonly Item[]> {
    const items: Item[] = []
    let after: Item | undefined
    do {
      const found = await this.query({ ...ask, after })
      items.push(...found.items)
      after = found.after
    } while (after)
    return items
  }

  /** Puts one item if its condition is met, and says whether it was. Half the price of a transaction. */
  async putIf(item: Item, { expression, values, names }: Condition): Promise<boolean> {
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#name,
          Item: item,
          ConditionExpression: expression,
          ExpressionAttributeValues: values,
          ExpressionAttributeNames: names,
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }

  /** Raises a counter that ends by itself (`endsAt`, in seconds since 1970), and says how far it is now. */
  async count({ pk, sk }: Key, endsAt: number): Promise<number> {
    const { Attributes } = await this.#client.send(
      new UpdateCommand({
        TableName: this.#name,
        Key: { pk, sk },
        UpdateExpression: `ADD counted :one SET ${expiryAttribute} = :end`,
        ExpressionAttributeValues: { ':one': 1, ':end': endsAt },
        ReturnValues: 'UPDATED_NEW',
      }),
    )
    return Number(Attributes?.['counted'])
  }

  /**
   * Changes one attribute of each item from what it was seen to be, and leaves alone an item where it is another by now. Each stands
   * for itself; 25 go in one request, for the price of so many updates.
   */
  async changeEach(attribute: string, changes: readonly AttributeChange[]): Promise<void> {
    const { length } = changes
    const batches = Array.from({ length: Math.ceil(length / 25) }, (_, i) => changes.slice(i * 25, (i + 1) * 25))
    for (let start = 0; start < batches.length; start += 4)
      await Promise.all(batches.slice(start, start + 4).map((batch) => this.#changeBatch(attribute, batch)))
  }

  async #changeBatch(attribute: string, changes: readonly AttributeChange[]): Promise<void> {
    const Statement = `UPDATE "${this.#name}" SET "${attribute}" = ? WHERE pk = ? AND sk = ? AND "${attribute}" = ?`
    let left = changes
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt === attempts) throw new TableBusy(`${left.length} of ${changes.length} items were not changed`)
      if (attempt > 0) await backoff(attempt)
      const Statements = left.map(({ key, seen, next }) => ({ Statement, Parameters: [next, key.pk, key.sk, seen] }))
      const { Responses = [] } = await this.#client.send(new BatchExecuteStatementCommand({ Statements }))
      left = left.filter((_, i) => mayPass(Responses[i]?.Error))
    }
  }

  /** All of `writes` or none. Unmet conditions are a value; what passes by itself is tried again. */
  transact(writes: readonly Write[]): Promise<Result<void, readonly Unmet[]>> {
    return this.#transact(writes)
  }

  put(item: Item, condition?: Condition): Write {
    return {
      Put: {
        TableName: this.#name,
        Item: item,
        ConditionExpression: condition?.expression,
        ExpressionAttributeValues: condition?.values,
        ExpressionAttributeNames: condition?.names,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    }
  }

  /**
   * Adds to the counters of an item, which comes into being with them. `item` is what else stands there, the same each time. What
   * several transactions of one turn add to an item is written once.
   */
  add({ pk, sk }: Key, item: Item, counts: Readonly<Record<string, number>>): Write {
    return { Add: { table: this.#name, key: { pk, sk }, item, counts } }
  }

  /** Lets a transaction depend on an item that it does not write. */
  check({ pk, sk }: Key, condition: Condition): Write {
    return {
      ConditionCheck: {
        TableName: this.#name,
        Key: { pk, sk },
        ConditionExpression: condition.expression,
        ExpressionAttributeValues: condition.values,
        ExpressionAttributeNames: condition.names,
      },
    }
  }

  drop({ pk, sk }: Key, condition?: Condition): Write {
    return {
      Delete: {
        TableName: this.#name,
        Key: { pk, sk },
        ConditionExpression: condition?.expression,
        ExpressionAttributeValues: condition?.values,
        ExpressionAttributeNames: condition?.names,
      },
    }
  }
}
