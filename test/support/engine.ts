import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Cursors, cursorsWith } from '../../adapters/dynamo/table/cursor.ts'
import { allIndexes, keyAttributes, projected } from '../../adapters/dynamo/table/indexes.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { startTableEngine } from '../../local/engines/table-engine.ts'

const region = 'eu-west-1'
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
export const tableName = 'lading'

const named = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
]

const creation = () => {
  const attributes = new Set([keyAttributes.partition, keyAttributes.sort, ...allIndexes.flat()])
  return new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: named(keyAttributes.partition, keyAttributes.sort),
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: allIndexes.map(([IndexName, sort]) => ({
      IndexName,
      KeySchema: named(IndexName, sort),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] },
    })),
  })
}

export type TestTable = {
  readonly dynamo: DynamoDBDocumentClient
  readonly table: Table
  readonly cursors: Cursors
  readonly stop: () => Promise<void>
}

/** The one table with its indexes, on an engine, a port and a folder of its own. */
export const startTestTable = async (): Promise<TestTable> => {
  const folder = await mkdtemp(join(tmpdir(), 'lading-table-'))
  const engine = await startTableEngine(folder, region)
  const client = new DynamoDBClient({ region, credentials, endpoint: engine.url })
  const dynamo = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  await dynamo.send(creation())
  return {
    dynamo,
    table: new Table(dynamo, tableName),
    cursors: cursorsWith(async () => Buffer.alloc(32, 'a key for tests alone')),
    stop: async () => {
      client.destroy()
      await engine.stop()
      await rm(folder, { recursive: true })
    },
  }
}
