import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { DescribeKeyCommand } from '@aws-sdk/client-kms'
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns'
import { schemaKey } from '../../adapters/dynamo/keys.ts'
import { heldSchema } from '../../adapters/dynamo/schema-version.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { metaRoutes } from './meta.routes.ts'

const env = Environment.pick({
  TABLE_NAME: true,
  KEY_STORE_TABLE_NAME: true,
  SEALING_KEY_ARN: true,
  DERIVING_KEY_ID: true,
  LINK_KEY_ID: true,
  TOPIC_ARN: true,
}).parse(process.env)
const dynamo = documentClient()
const table = new Table(dynamo, env.TABLE_NAME)
const kms = keyClient()
const sns = new SNSClient()

const usable = async (keyId: string): Promise<void> => {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }))
  if (!KeyMetadata?.Enabled) throw new Failure(`key ${keyId} is not enabled`)
}

export const handler = httpHandler(metaRoutes, {
  ports: {
    dependencies: {
      table: () => table.get(schemaKey),
      keyStore: () => dynamo.send(new DescribeTableCommand({ TableName: env.KEY_STORE_TABLE_NAME })),
      sealingKey: () => usable(env.SEALING_KEY_ARN),
      derivingKey: () => usable(env.DERIVING_KEY_ID),
      linkKey: () => usable(env.LINK_KEY_ID),
      topic: () => sns.send(new GetTopicAttributesCommand({ TopicArn: env.TOPIC_ARN })),
    },
    heldSchema: heldSchema(table),
    file: (name) => readFile(join(import.meta.dirname, name), 'utf8'),
  },
})
