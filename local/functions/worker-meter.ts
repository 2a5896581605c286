import { subscribe } from 'node:diagnostics_channel'
import { ClientRequest, IncomingMessage } from 'node:http'
import type { Use } from './worker-protocol.ts'

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
/** Units as DynamoDB returns them. Inside a stored string the quotes would be escaped, so nothing else looks like this. */
const capacity = /"CapacityUnits":\s*([\d.]+)/g

const unitsIn = (text: string): number => {
  let sum = 0
  for (const [, units] of text.matchAll(capacity)) sum += Number(units)
  return sum
}

/** Tells, once an answer is read to its end, how many units it names. Nobody else's reading of it changes. */
const onUnits = (response: IncomingMessage, tell: (units: number) => void): void => {
  const chunks: Buffer[] = []
  const push = response.push.bind(response)
  response.push = (chunk, encoding) => {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk)
    else if (chunk === null) tell(unitsIn(Buffer.concat(chunks).toString('latin1')))
    return push(chunk, encoding)
  }
}

const operationOf = (request: ClientRequest): string => {
  const target = request.getHeader('x-amz-target')
  return typeof target === 'string' ? (target.split('.')[1] ?? target) : request.method
}

const onAnswer = (tell: (request: ClientRequest, response: IncomingMessage) => void): void =>
  subscribe('http.client.response.finish', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message) || !('response' in message)) return
    const { request, response } = message
    if (request instanceof ClientRequest && response instanceof IncomingMessage) tell(request, response)
  })

type Counts = { readonly calls: Record<string, number>; readUnits: number; writeUnits: number }

const nothing = (): Counts => ({ calls: {}, readUnits: 0, writeUnits: 0 })

/**
 * Counts what the code of this thread asks of AWS, without its knowing: each HTTP request to a local engine by service and
 * operation, and the DynamoDB units that the answers name. `take` returns the counts and starts anew.
 */
export const startMeter = (services: Readonly<Record<string, string>>): { readonly take: () => Use } => {
  let use = nothing()
  /** An answer that names no units, because nobody asked or the write was refused, has cost the least there is. */
  const addUnits = (operation: string, units: number): void => {
    if (reads.has(operation)) use.readUnits += units || 0.5
    else use.writeUnits += units || 1
  }
  onAnswer((request, response) => {
    const service = services[String(request.getHeader('host')).split(':')[1] ?? '']
    if (!service) return
    const operation = operationOf(request)
    use.calls[`${service}.${operation}`] = (use.calls[`${service}.${operation}`] ?? 0) + 1
    // Asking what a table is like is free.
    if (service === 'dynamodb' && !operation.startsWith('Describe')) onUnits(response, (units) => addUnits(operation, units))
  })
  return {
    take: () => {
      const taken = use
      use = nothing()
      return taken
    },
  }
}
