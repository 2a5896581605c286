import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'

/** The baseline of a function's size and start: what talks to the table, and nothing else. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

export const handler = (event: unknown): Promise<unknown> | readonly unknown[] =>
  event === undefined
    ? [PutCommand, QueryCommand, TransactWriteCommand]
    : client.send(new GetCommand({ TableName: 'baseline', Key: { pk: '', sk: '' } }))
