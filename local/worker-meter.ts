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

/**
 * Counts what the code of this thread asks of AWS, without its knowing: each HTTP request to a local engine by service and
 * operation, and the DynamoDB units that the answers name. `take` returns the counts and starts anew.
 */
export const startMeter = (services: Readonly<Record<string, string>>): { readonly take: () => Use } => {
  let calls: Record<string, number> = {}
  let readUnits = 0
  let writeUnits = 0

  const count = (request: ClientRequest): string | undefined => {
    const service = services[String(request.getHeader('host')).split(':')[1] ?? '']
    if (!service) return undefined
    const target = request.getHeader('x-amz-target')
    const operation = typeof target === 'string' ? (target.split('.')[1] ?? target) : request.method
    calls[`${service}.${operation}`] = (calls[`${service}.${operation}`] ?? 0) + 1
    return service === 'dynamodb' ? operation : undefined
  }
  const readCapacity = (response: IncomingMessage, operation: string): void => {
    const chunks: Buffer[] = []
    const push = response.push.bind(response)
    response.push = (chunk, encoding) => {
      if (Buffer.isBuffer(chunk)) chunks.push(chunk)
      else if (chunk === null) {
        const units = unitsIn(Buffer.concat(chunks).toString('latin1'))
        // An answer that names none, because nobody asked or the write was refused, has cost the least there is.
        if (reads.has(operation)) readUnits += units || 0.5
        else writeUnits += units || 1
      }
      return push(chunk, encoding)
    }
  }
  subscribe('http.client.response.finish', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message) || !('response' in message)) return
    const { request, response } = message
    if (!(request instanceof ClientRequest) || !(response instanceof IncomingMessage)) return
    const operation = count(request)
    if (operation) readCapacity(response, operation)
  })
  return {
    take: () => {
      const use = { calls, readUnits, writeUnits }
      calls = {}
      readUnits = 0
      writeUnits = 0
      return use
    },
  }
}
