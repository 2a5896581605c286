import type { JsonObject } from '../assembly/json.ts'
import type { Clock } from '../clock.ts'
import { AwsRefusal } from './aws-call.ts'
import { type ExpirySpan, expiredWithin } from './expired-items.ts'
import type { TableEngine } from './table-engine.ts'
import type { Table } from './tables.ts'

/** How long to leave the engine to others after a page that took `tookMs`. */
export type Pace = (tookMs: number, signal: AbortSignal) => Promise<void>

export type Expiry = { readonly engine: Pick<TableEngine, 'call' | 'findExpired'>; readonly table: Table; readonly clock: Clock }

/** Expired on the deployment's clock, and not more than five years ago, as DynamoDB has it. */
const spanOf = (attribute: string, clock: Clock): ExpirySpan => {
  const now = Math.floor(clock.now() / 1000)
  return { attribute, after: now - 5 * 365 * 86_400, before: now }
}

/** Whoever wrote the item since it was found may have given it longer, so the engine looks once more. */
const deleteExpired = async ({ engine, table }: Expiry, key: JsonObject, span: ExpirySpan): Promise<void> => {
  const { names, values, condition } = expiredWithin(span)
  try {
    await engine.call('DynamoDB_20120810.DeleteItem', {
      TableName: table.name,
      Key: key,
      ConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    })
  } catch (cause) {
    if (!(cause instanceof AwsRefusal) || cause.name !== 'ConditionalCheckFailedException') throw cause
  }
}

/**
 * Deletes what has expired on the deployment's clock; the engine's own sweep knows only the real one. Leaves the rest for
 * another time when `signal` aborts: then it resolves, or rejects when a call was cut off.
 */
export const sweepExpired = async (expiry: Expiry, pace: Pace, signal: AbortSignal): Promise<void> => {
  const { engine, table, clock } = expiry
  if (!table.expiry) return
  const span = spanOf(table.expiry, clock)
  let began = performance.now()
  for await (const keys of engine.findExpired(table, span, signal)) {
    for (const key of keys) {
      if (signal.aborted) return
      await deleteExpired(expiry, key, span)
    }
    await pace(performance.now() - began, signal)
    if (signal.aborted) return
    began = performance.now()
  }
}
