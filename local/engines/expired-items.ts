import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { JsonObject } from '../assembly/json.ts'
import type { AwsCall } from './aws-call.ts'
import type { Table } from './tables.ts'

/** An item has expired when its attribute lies between these, in seconds since 1970, both outside. */
export type ExpirySpan = { readonly attribute: string; readonly after: number; readonly before: number }

/**
 * Walks a whole table, a bounded page of it at a time. Each page yields the keys of those of its items that have expired,
 * of most pages none. Between two pages the engine has nothing to do for it.
 */
export type FindExpired = (table: Table, span: ExpirySpan, signal: AbortSignal) => AsyncIterable<readonly JsonObject[]>

/** Items that one page looks at. In the file that takes this thread about 2 ms, in which it serves nobody. */
const pageSize = 200

const Page = z.object({ Items: z.array(JsonObject), LastEvaluatedKey: JsonObject.optional() })

/** The expression, its names and values, that an item meets that has expired. */
export const expiredWithin = ({ attribute, after, before }: ExpirySpan) => ({
  names: { '#expiry': attribute },
  values: { ':before': { N: String(before) }, ':after': { N: String(after) } },
  condition: '#expiry < :before AND #expiry > :after',
})

/** By the API, from any DynamoDB. */
export const scanForExpired = (call: AwsCall): FindExpired =>
  async function* (table, span, signal) {
    const { names, values, condition } = expiredWithin(span)
    const keyNames = Object.fromEntries(table.keys.map((key, index) => [`#k${index}`, key]))
    const asked = {
      TableName: table.name,
      Limit: pageSize,
      FilterExpression: condition,
      ProjectionExpression: Object.keys(keyNames).join(', '),
      ExpressionAttributeNames: { ...names, ...keyNames },
      ExpressionAttributeValues: values,
    }
    let from: JsonObject | undefined
    do {
      const page = Page.parse(await call('DynamoDB_20120810.Scan', { ...asked, ...(from && { ExclusiveStartKey: from }) }, signal))
      yield page.Items
      from = page.LastEvaluatedKey
    } while (from)
  }

const Rows = z.array(z.object({ place: z.number(), item: z.string().nullable() }))

const select = (table: string): string => `
  SELECT rowid AS place,
    CASE WHEN CAST(item_json -> :attribute ->> 'N' AS REAL) < :before AND CAST(item_json -> :attribute ->> 'N' AS REAL) > :after
    THEN item_json END AS item
  FROM "${table.replaceAll('"', '""')}" WHERE rowid > :place ORDER BY rowid LIMIT ${pageSize}`

const keyOf = ({ keys }: Table, text: string): JsonObject => {
  const item = JsonObject.parse(JSON.parse(text))
  return Object.fromEntries(keys.map((key) => [key, item[key] ?? null]))
}

/**
 * From dynoxide's own file, which spares the engine the work. A reader does not hold up its writes, and a row that is written
 * anew moves to the end, never behind the reader.
 */
export const readExpired = (path: string) => {
  const database = new DatabaseSync(path, { readOnly: true })
  database.exec('PRAGMA busy_timeout = 5000')
  const find: FindExpired = async function* (table, { attribute, after, before }) {
    const page = database.prepare(select(table.name))
    for (let place: number | undefined = 0; place !== undefined; ) {
      const rows = Rows.parse(page.all({ attribute, after, before, place }))
      yield rows.flatMap(({ item }) => (item === null ? [] : [keyOf(table, item)]))
      place = rows.at(-1)?.place
    }
  }
  return { find, close: () => database.close() }
}
