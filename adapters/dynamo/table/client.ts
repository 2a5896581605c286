import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** A call that hangs is given up within seconds (milliseconds here) and tried again. */
const requestHandler = { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true }

/**
 * One client a process. The SDK retries throttling and lost answers with jittered backoff; a transaction carries a token,
 * so a repeated one is applied once. Every call asks for what it consumed, whoever makes it: the meter reads that off the answers.
 */
export const documentClient = (): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ maxAttempts: 4, requestHandler })
  client.middlewareStack.add((next) => (args) => next({ ...args, input: { ReturnConsumedCapacity: 'TOTAL', ...args.input } }), {
    step: 'initialize',
    name: 'askForConsumedCapacity',
  })
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}
