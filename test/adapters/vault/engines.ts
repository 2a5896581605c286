import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Bounds } from '../../../adapters/vault/bounded-cache.ts'
import { openVault, type VaultOptions } from '../../../adapters/vault/vault.ts'
import { startKms } from '../../../local/engines/kms/kms.ts'
import { startTableEngine } from '../../../local/engines/table-engine.ts'

const region = 'eu-west-1'
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
export const sealingKeyArn = `arn:aws:kms:${region}:000000000000:key/5ea11465-0000-4000-8000-000000000001`
export const derivingKeyArn = `arn:aws:kms:${region}:000000000000:key/de817165-0000-4000-8000-000000000002`
export const keyStoreTableName = 'key-store'
export const keyDays = 365

/** A key service and a table engine on ports and a folder of their own; each `vault()` stands for another process. */
export const startEngines = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lading-vault-'))
  const keys = [
    { arn: sealingKeyArn, spec: 'SYMMETRIC_DEFAULT' },
    { arn: derivingKeyArn, spec: 'HMAC_256', alias: 'alias/deriving' },
  ] as const
  const table = await startTableEngine(folder, region)
  const kms = await startKms({ dataDir: folder, port: 0, keys })
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ region, credentials, endpoint: table.url, maxAttempts: 1 }), {
    marshallOptions: { removeUndefinedValues: true },
  })
  await dynamo.send(
    new CreateTableCommand({
      TableName: keyStoreTableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'subject', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'subject', KeyType: 'HASH' }],
    }),
  )
  const kmsClient = () => new KMSClient({ region, credentials, endpoint: kms.url, maxAttempts: 1 })
  return {
    kms,
    dynamo,
    kmsClient,
    /** `opened` is told of each opening. */
    vault: (bounds?: Bounds, opened?: VaultOptions['opened']) =>
      openVault({
        tableName: 'lading',
        keyStoreTableName,
        sealingKeyArn,
        keyDays,
        derivingKeyId: derivingKeyArn,
        dynamo,
        kms: kmsClient(),
        ...(bounds && { keys: bounds }),
        opened,
      }),
    /** Every byte that the table engine has on disk. */
    bytes: async () => {
      const files = ['table.sqlite', 'table.sqlite-wal'].map((name) => readFile(join(folder, name)).catch(() => Buffer.alloc(0)))
      return Buffer.concat(await Promise.all(files))
    },
    restartKms: () => startKms({ dataDir: folder, port: kms.port, keys }),
    stop: async () => {
      await kms.stop()
      await table.stop()
      await rm(folder, { recursive: true })
    },
  }
}
export type Engines = Awaited<ReturnType<typeof startEngines>>
