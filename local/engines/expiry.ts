import * as z from 'zod'
import { JsonObject } from '../assembly/json.ts'
import type { Clock } from '../clock.ts'
import { type AwsCall, AwsRefusal } from './aws-call.ts'
import type { Table } from './tables.ts'

const Page = z.object({ Items: z.array(JsonObject), LastEvaluatedKey: JsonObject.optional() })

/** Expired on the deployment's clock, and not more than five years ago, as DynamoDB has it. */
const expired = (attribute: string, clock: Clock) => ({
  names: { '#expiry': attribute },
  values: {
    ':now': { N: String(Math.floor(clock.now() / 1000)) },
    ':oldest': { N: String(Math.floor(clock.now() / 1000) - 5 * 365 * 86_400) },
  },
  condition: '#expiry < :now AND #expiry > :oldest',
})

type Sweep = { readonly call: AwsCall; readonly table: Table; readonly clock: Clock }

const deleteExpired = async ({ call, table, clock }: Sweep, key: JsonObject): Promise<void> => {
  const { names, values, condition } = expired(table.expiry ?? '', clock)
  try {
    await call('DynamoDB_20120810.DeleteItem', {
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

/** Deletes what has expired on the deployment's clock; the engine's own sweep knows only the real one. */
export const sweepExpired = async (call: AwsCall, table: Table, clock: Clock): Promise<void> => {
  if (!table.expiry) return
  const { names, values, condition } = expired(table.expiry, clock)
  const keyNames = Object.fromEntries(table.keys.map((key, index) => [`#k${index}`, key]))
  let from: JsonObject | undefined
  do {
    const page = Page.parse(
      await call('DynamoDB_20120810.Scan', {
        TableName: table.name,
        FilterExpression: condition,
        ProjectionExpression: Object.keys(keyNames).join(', '),
        ExpressionAttributeNames: { ...names, ...keyNames },
        ExpressionAttributeValues: values,
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    for (const key of page.Items) await deleteExpired({ call, table, clock }, key)
    from = page.LastEvaluatedKey
  } while (from)
}
