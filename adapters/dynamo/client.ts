import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/**
 * One client a process. The SDK retries throttling and lost answers with jittered backoff; a transaction carries a token,
 * so a repeated one is applied once. A call that hangs is given up within seconds (milliseconds here) and tried again.
 */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } }), {
    marshallOptions: { removeUndefinedValues: true },
  })
