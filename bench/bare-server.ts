import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'

/** The yardstick: the least that can serve items of a table over HTTP. `node bench/bare-server.ts <engine> <table>`; prints its port. */
const [endpoint = '', TableName = ''] = process.argv.slice(2)
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1', endpoint, credentials }))

const read = async (id: string): Promise<string> => {
  const { Item } = await dynamo.send(new GetCommand({ TableName, Key: { pk: id, sk: 'STATE' }, ConsistentRead: true }))
  return JSON.stringify(Item)
}
const write = async (body: string): Promise<string> => {
  await dynamo.send(new PutCommand({ TableName, Item: { pk: `BARE#${crypto.randomUUID()}`, sk: 'STATE', state: JSON.parse(body) } }))
  return body
}

const server = createServer((message, response) => {
  const answer = message.method === 'POST' ? text(message).then(write) : read(decodeURIComponent(message.url?.slice(1) ?? ''))
  answer.then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    (cause: unknown) => response.writeHead(500).end(String(cause)),
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' ? address?.port : address)
})
