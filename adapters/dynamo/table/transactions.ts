import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { ok, type Result, refuse } from '../../../domain/kernel/result.ts'
import { addUp, sumOf, updateOf } from './additions.ts'
import { attempts, backoff, passing, TableBusy } from './busy.ts'
import { asError, inOneTurn } from './one-turn.ts'
import type { Unmet, Write } from './table.ts'

type Writes = readonly Write[]
type Done = Result<void, readonly Unmet[]>

/** As many writes as one transaction may hold. */
const mostWrites = 100

const send = async (client: DynamoDBDocumentClient, writes: Writes): Promise<void> => {
  await client.send(new TransactWriteCommand({ TransactItems: writes.map((write) => (write.Add ? updateOf(write.Add) : write)) }))
}

/** All of `writes` or none. Unmet conditions are a value; what passes by itself is tried again. */
const transactAlone = async (client: DynamoDBDocumentClient, writes: Writes): Promise<Done> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await backoff(attempt)
    try {
      await send(client, writes)
      return ok(undefined)
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const reasons = error.CancellationReasons ?? []
      // The document client leaves what an error carries as it came over the wire.
      const unmet = reasons.flatMap(({ Code, Item }, at) =>
        Code === 'ConditionalCheckFailed' ? [{ at, item: Item && unmarshall(Item) }] : [],
      )
      if (unmet.length > 0) return refuse(unmet)
      if (!reasons.some(({ Code }) => passing.has(Code ?? ''))) throw error
    }
  }
  throw new TableBusy(`the transaction did not get through in ${attempts} attempts`)
}

const keyOf = ({ Put, Update, Delete, ConditionCheck, Add }: Write): string => {
  const { pk, sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key ?? Add?.key ?? {}
  return `${pk}|${sk}`
}

/** Two writes of the same item as one, where both add to it. */
const asOne = (one: Write, other: Write): Write | undefined =>
  one.Add && other.Add && addUp(one.Add, other.Add) ? { Add: sumOf(one.Add, other.Add) } : undefined

type ByItem = ReadonlyMap<string, Write>

/** What is written with these as well, item by item; undefined where one request cannot hold it: a hundred writes, no item twice. */
const joined = (writes: ByItem, more: Writes): ByItem | undefined => {
  const whole = new Map(writes)
  for (const write of more) {
    const there = whole.get(keyOf(write))
    const one = there ? asOne(there, write) : write
    if (!one) return undefined
    whole.set(keyOf(write), one)
  }
  return whole.size <= mostWrites ? whole : undefined
}

/** Transactions that go together, by their places, and what they write in all; undefined of one that goes by itself, whatever comes of it. */
type Group = { readonly places: readonly number[]; readonly writes: ByItem | undefined }

const withOneMore = (groups: readonly Group[], more: Writes, place: number): readonly Group[] => {
  for (const [at, { places, writes }] of groups.entries()) {
    const whole = writes && joined(writes, more)
    if (whole) return groups.with(at, { places: [...places, place], writes: whole })
  }
  return [...groups, { places: [place], writes: joined(new Map(), more) }]
}

const grouped = (all: readonly Writes[]): readonly Group[] => all.reduce<readonly Group[]>(withOneMore, [])

/** Whether nothing was written, for a reason that concerns one of those that went together, or their number. */
const isRefused = (error: unknown): boolean =>
  error instanceof TransactionCanceledException || (error instanceof DynamoDBServiceException && error.name === 'ValidationException')

/** Each by itself where they do not get through together: one that is refused stops no other. */
const transactTogether = async (
  client: DynamoDBDocumentClient,
  all: readonly Writes[],
  writes: ByItem | undefined,
): Promise<readonly PromiseSettledResult<Done>[]> => {
  const each = () => Promise.allSettled(all.map((one) => transactAlone(client, one)))
  if (all.length === 1 || !writes) return each()
  try {
    await send(client, [...writes.values()])
    return all.map(() => ({ status: 'fulfilled', value: ok(undefined) }))
  } catch (error) {
    return isRefused(error) ? each() : all.map(() => ({ status: 'rejected', reason: error }))
  }
}

/**
 * Commits transactions, each all or nothing. Those that are asked for within one turn go as one while nothing speaks against it, which
 * saves requests, and units only where they add to the same item, which is then written once; others that write the same item go one after
 * another instead of into each other's way.
 */
export const transactions = (client: DynamoDBDocumentClient): ((writes: Writes) => Promise<Done>) =>
  inOneTurn<Writes, Done>(async (all) => {
    const done = new Map<number, Done | Error>()
    for (const { places, writes } of grouped(all)) {
      const each = places.map((place) => all[place] ?? [])
      const settled = await transactTogether(client, each, writes)
      settled.forEach((one, i) => {
        done.set(places[i] ?? -1, one.status === 'fulfilled' ? one.value : asError(one.reason))
      })
    }
    return all.map((_, place) => done.get(place) ?? new Error('the transaction was not tried'))
  })
