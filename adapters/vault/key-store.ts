import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { answered } from './outage.ts'

/** One version of a subject's key, as KMS wrapped it. Its name is a UUID (`key-version.ts`): a key that was destroyed and made again never passes for the old one. */
const WrappedKey = z.strictObject({ version: z.uuid(), wrapped: z.instanceof(Uint8Array) })
export type WrappedKey = z.infer<typeof WrappedKey>

/** The last version seals; all of them open. */
const Stored = z.strictObject({ subject: z.string(), versions: z.array(WrappedKey).min(1) })
export type SubjectKeys = z.infer<typeof Stored>

/** True when the write was done, false when its condition was not met. */
const done = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

/** One item per data subject holds every version of its key, so that making, rotating and destroying are each one write. */
export const keyStore = (dynamo: DynamoDBDocumentClient, TableName: string) => ({
  find: async (subject: string): Promise<SubjectKeys | undefined> => {
    const { Item } = await answered(dynamo.send(new GetCommand({ TableName, Key: { subject }, ConsistentRead: true })))
    return Item && Stored.parse(Item)
  },
  /** False when another writer was first. */
  add: (keys: SubjectKeys): Promise<boolean> => {
    const command = new PutCommand({ TableName, Item: keys, ConditionExpression: 'attribute_not_exists(subject)' })
    return answered(done(dynamo.send(command)))
  },
  /**
   * False when the versions are no longer those that were seen: another writer has added one, or the key is destroyed. A put
   * like the first one, so that whoever rotates needs no right that sealing does not need.
   */
  addVersion: ({ subject, versions }: SubjectKeys, version: WrappedKey): Promise<boolean> => {
    const command = new PutCommand({
      TableName,
      Item: { subject, versions: [...versions, version] },
      ConditionExpression: 'versions = :seen',
      ExpressionAttributeValues: { ':seen': versions },
    })
    return answered(done(dynamo.send(command)))
  },
  /** The versions that are gone now. */
  destroy: async (subject: string): Promise<readonly WrappedKey[]> => {
    const command = new DeleteCommand({ TableName, Key: { subject }, ReturnValues: 'ALL_OLD' })
    const { Attributes } = await answered(dynamo.send(command))
    return Attributes ? Stored.parse(Attributes).versions : []
  },
})
export type KeyStore = ReturnType<typeof keyStore>
