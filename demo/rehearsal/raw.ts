import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { Stage } from './stage.ts'

/** An event as it stands in the table. */
export const RawEvent = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string().transform((text) => Date.parse(text)),
  actor: z.object({ id: z.string() }),
  subject: z.object({ kind: z.string(), id: z.string() }),
  version: z.int(),
  about: z.array(z.string()),
  data: z.looseObject({}),
})
export type RawEvent = z.infer<typeof RawEvent>

const Engines = z.object({ dynamodb: z.string() })
const access = { region: 'us-east-1', credentials: { accessKeyId: 'quarter', secretAccessKey: 'quarter' } }

type Reading = { readonly dynamo: DynamoDBDocumentClient; readonly TableName: string }

const readingBy = async (client: DynamoDBClient): Promise<Reading> => {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  const TableName = TableNames.find((name) => name.includes('Records'))
  if (TableName === undefined) throw new Error(`No table of records among ${TableNames}`)
  return { dynamo: DynamoDBDocumentClient.from(client), TableName }
}

/** Past the API, at the engine itself; anew when it is killed meanwhile. */
const read = async <Found>(stage: Stage, work: (reading: Reading) => Promise<Found>): Promise<Found> => {
  for (let attempt = 1; ; attempt += 1) {
    const { dynamodb: endpoint } = Engines.parse(await (await stage.reach(({ control }) => `${control}/engines`)).json())
    const client = new DynamoDBClient({ ...access, endpoint, maxAttempts: 1 })
    try {
      return await work(await readingBy(client))
    } catch (cause) {
      if (attempt === 5) throw cause
    } finally {
      // The document client around it would leave the connections open: a long rehearsal runs out of them.
      client.destroy()
    }
  }
}

const shards = 8
const Place = z.looseObject({ dueKey: z.string() })

/** What stands in the due index with a moment before `horizon` (milliseconds): of each shard the first few. */
export const dueBefore = (stage: Stage, horizon: number): Promise<readonly string[]> =>
  read(stage, async ({ dynamo, TableName }) => {
    const asked = Array.from({ length: shards }, (_, shard) =>
      dynamo.send(
        new QueryCommand({
          TableName,
          IndexName: 'byDue',
          KeyConditionExpression: 'byDue = :shard AND dueKey < :horizon',
          ExpressionAttributeValues: { ':shard': `DUE/${shard}`, ':horizon': new Date(horizon).toISOString() },
          Limit: 3,
        }),
      ),
    )
    return (await Promise.all(asked)).flatMap(({ Items = [] }) => Items.map((item) => Place.parse(item).dueKey))
  })

/** Every event of the table, in the order in which they were committed. */
export const rawEvents = (stage: Stage): Promise<readonly RawEvent[]> =>
  read(stage, async ({ dynamo, TableName }) => {
    const events: RawEvent[] = []
    let from: Record<string, unknown> | undefined
    do {
      const page = await dynamo.send(
        new ScanCommand({
          TableName,
          FilterExpression: 'entity = :event',
          ExpressionAttributeValues: { ':event': 'event' },
          ExclusiveStartKey: from,
          // Without a limit dynoxide reads all that is left for each page.
          Limit: 1000,
        }),
      )
      for (const item of page.Items ?? []) events.push(RawEvent.parse(item))
      from = page.LastEvaluatedKey
    } while (from)
    return events.sort((a, b) => (a.id < b.id ? -1 : 1))
  })
