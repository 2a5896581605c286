import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { JsonObject } from '../assembly/json.ts'
import type { AwsCall } from './aws-call.ts'
import type { Table } from './tables.ts'

/** An item has expired when its attribute lies between these, in seconds since 1970, both outside. */
export type ExpirySpan = { readonly attribute: string; readonly after: number; readonly before: number }

/**
 * Looks for what has expired in a table, a bounded page at a time. Each page yields the keys of the items of it that have expired,
 * which may be none. Between two pages the engine has nothing to do for it.
 */
export type FindExpired = (table: Table, span: ExpirySpan, signal: AbortSignal) => AsyncIterable<readonly JsonObject[]>

/** Items that one page looks at. */
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

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** When an item expires, as SQLite finds it in the item's JSON; null where it never does. Written out, since no index knows a parameter. */
const expiryIn = (attribute: string): string => `CAST(item_json -> '${attribute.replaceAll("'", "''")}' ->> 'N' AS REAL)`

/**
 * The index by which what has expired is found without reading all that has not: every turn of the clock looks for it. It holds the
 * items alone that expire at all.
 */
export const expiryIndex = (table: string, attribute: string): string => {
  const [name, expiry] = [quoted(`${table}::expiry`), expiryIn(attribute)]
  return `CREATE INDEX IF NOT EXISTS ${name} ON ${quoted(table)} (${expiry}) WHERE ${expiry} IS NOT NULL`
}

const Rows = z.array(z.object({ place: z.number(), expiry: z.number(), item: z.string() }))

/** Those that expired first come first; `place` tells apart those that expire in one moment. */
export const selectExpired = (table: string, attribute: string): string => {
  const expiry = expiryIn(attribute)
  return `SELECT rowid AS place, ${expiry} AS expiry, item_json AS item FROM ${quoted(table)}
    WHERE ${expiry} < :before AND ${expiry} >= :from AND (${expiry} > :from OR rowid > :place) ORDER BY ${expiry}, rowid LIMIT 50`
}

const keyOf = ({ keys }: Table, text: string): JsonObject => {
  const item = JsonObject.parse(JSON.parse(text))
  return Object.fromEntries(keys.map((key) => [key, item[key] ?? null]))
}

/** From dynoxide's own file, which spares the engine the work. A reader does not hold up its writes. */
export const readExpired = (path: string) => {
  const database = new DatabaseSync(path, { readOnly: true })
  database.exec('PRAGMA busy_timeout = 5000')
  const find: FindExpired = async function* (table, { attribute, after, before }) {
    const page = database.prepare(selectExpired(table.name, attribute))
    let last: z.infer<typeof Rows>[number] | undefined
    do {
      const rows = Rows.parse(page.all({ before, from: last?.expiry ?? after, place: last?.place ?? Number.MAX_SAFE_INTEGER }))
      yield rows.map(({ item }) => keyOf(table, item))
      last = rows.at(-1)
    } while (last)
  }
  return { find, close: () => database.close() }
}
