import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../../../local/listen.ts'

/**
 * At which write whoever works dies, counted from one: before the table takes it, or when it has taken it and nobody hears so. One who
 * is cut off gets nothing more from the table, as if dead: that costs no new worker.
 */
export type Death = { readonly write: number; readonly taken: boolean; readonly how: 'killed' | 'cut off' }

const writes = ['TransactWriteItems', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']
const isWrite = ({ headers }: IncomingMessage): boolean => writes.includes(String(headers['x-amz-target']).split('.')[1] ?? '')

const agent = new Agent({ keepAlive: true })

const forwarded = async (upstream: string, { method, url = '/', headers }: IncomingMessage, body: Buffer) => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request(new URL(url, upstream), { method, headers, agent }, resolve).once('error', reject).end(body)
  const answer = await promise
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) }
}

const refusal = JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message: 'cut off' })

/** Stands before the table, and ends whoever writes when it was told to. */
export const startDeadly = async (upstream: string) => {
  let seen = 0
  let doom: { readonly death: Death; readonly kill: () => void } | undefined
  let isOver = false
  const cutOff = (response: ServerResponse): void =>
    void response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(refusal)
  const end = async (message: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    isOver = true
    if (doom?.death.taken) await forwarded(upstream, message, body)
    if (doom?.death.how === 'killed') doom.kill()
    else cutOff(response)
  }
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(message)
    if (isWrite(message)) seen += 1
    if (isOver) return doom?.death.how === 'killed' ? undefined : cutOff(response)
    if (doom && isWrite(message) && seen === doom.death.write) return end(message, response, body)
    const answer = await forwarded(upstream, message, body)
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }
  const server = await listen(0, 'the table as one who dies sees it')
  server.serve((message, response) => void serve(message, response).catch(() => response.destroy()))
  return {
    url: server.url,
    /** From here on writes are counted; the one named is the last. */
    doom: (death: Death, kill: () => void): void => {
      seen = 0
      isOver = false
      doom = { death, kill }
    },
    spare: (): void => {
      isOver = false
      doom = undefined
    },
    close: server.close,
  }
}
