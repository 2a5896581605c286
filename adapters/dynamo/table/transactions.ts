import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { ok, type Result, refuse } from '../../../domain/kernel/result.ts'
import { attempts, backoff, passing, TableBusy } from './busy.ts'
import { asError, inOneTurn } from './one-turn.ts'
import type { Unmet, Write } from './table.ts'

type Writes = readonly Write[]
type Done = Result<void, readonly Unmet[]>

/** As many writes as one transaction may hold. */
const mostWrites = 100

const send = async (client: DynamoDBDocumentClient, writes: Writes): Promise<void> => {
  await client.send(new TransactWriteCommand({ TransactItems: [...writes] }))
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

const keyOf = ({ Put, Update, Delete, ConditionCheck }: Write): string => {
  const { pk, sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key ?? {}
  return `${pk}|${sk}`
}

type Group = { readonly members: number[]; readonly keys: Set<string> }

/** Puts transactions together that one request can hold: a hundred writes, no item twice. The places in `all`, group by group. */
const grouped = (all: readonly Writes[]): readonly Group[] => {
  const groups: Group[] = []
  all.forEach((writes, place) => {
    const keys = writes.map(keyOf)
    const fits = (group: Group) => group.keys.size + keys.length <= mostWrites && keys.every((key) => !group.keys.has(key))
    const group = groups.find(fits) ?? { members: [], keys: new Set() }
    if (group.members.length === 0) groups.push(group)
    group.members.push(place)
    for (const key of keys) group.keys.add(key)
  })
  return groups
}

/** Whether nothing was written, for a reason that concerns one of those that went together, or their number. */
const isRefused = (error: unknown): boolean =>
  error instanceof TransactionCanceledException || (error instanceof DynamoDBServiceException && error.name === 'ValidationException')

/** Each by itself where they do not get through together: one that is refused stops no other. */
const transactTogether = async (client: DynamoDBDocumentClient, all: readonly Writes[]): Promise<readonly PromiseSettledResult<Done>[]> => {
  const each = () => Promise.allSettled(all.map((writes) => transactAlone(client, writes)))
  if (all.length === 1) return each()
  try {
    await send(client, all.flat())
    return all.map(() => ({ status: 'fulfilled', value: ok(undefined) }))
  } catch (error) {
    return isRefused(error) ? each() : all.map(() => ({ status: 'rejected', reason: error }))
  }
}

/**
 * Commits transactions, each all or nothing. Those that are asked for within one turn go as one while nothing speaks against it, which
 * saves requests and no units; those that write the same item go one after another instead of into each other's way.
 */
export const transactions = (client: DynamoDBDocumentClient): ((writes: Writes) => Promise<Done>) =>
  inOneTurn<Writes, Done>(async (all) => {
    const done = new Map<number, Done | Error>()
    for (const { members } of grouped(all)) {
      const settled = await transactTogether(
        client,
        members.map((place) => all[place] ?? []),
      )
      settled.forEach((one, i) => {
        done.set(members[i] ?? -1, one.status === 'fulfilled' ? one.value : asError(one.reason))
      })
    }
    return all.map((_, place) => done.get(place) ?? new Error('the transaction was not tried'))
  })
