import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { asError, inOneTurn } from './one-turn.ts'
import type { Found } from './table.ts'

const ask = async (client: DynamoDBDocumentClient, asked: QueryCommandInput): Promise<Found> => {
  const { Items: items = [], LastEvaluatedKey: after, ScannedCount = 0 } = await client.send(new QueryCommand(asked))
  // Of a full page the local engine counts the one as well that had no room left.
  return { items, after, looked: asked.FilterExpression ? ScannedCount : items.length }
}

/** Asks for pages of partitions; those who ask for the same one within one turn share its answer. */
export const queries = (client: DynamoDBDocumentClient): ((asked: QueryCommandInput) => Promise<Found>) =>
  inOneTurn<QueryCommandInput, Found>((asked) => {
    const answers = new Map<string, Promise<Found | Error>>()
    return Promise.all(
      asked.map((one) => {
        const name = JSON.stringify(one)
        const answer = answers.get(name) ?? ask(client, one).catch(asError)
        answers.set(name, answer)
        return answer
      }),
    )
  })
