import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { KmsFault } from './fault.ts'
import { type DeclaredKey, openKeyFile } from './key-file.ts'
import { type KeyRing, operations } from './operations.ts'

export type KmsOptions = {
  /** Holds `kms-keys.json`: whoever reads that file can open everything, so it is the owner's alone. */
  readonly dataDir: string
  /** 0 takes any free port. */
  readonly port: number
  readonly keys: readonly DeclaredKey[]
}
export type Kms = {
  readonly url: string
  readonly port: number
  readonly stop: () => Promise<void>
  /** How often each operation was asked for since the start. */
  readonly calls: () => Readonly<Record<string, number>>
}

const ringOf = async ({ dataDir, keys }: KmsOptions): Promise<KeyRing> => {
  const file = await openKeyFile(dataDir, keys)
  const arnOf = (name: string) =>
    keys.find(({ arn, alias }) => arn.split('/').at(-1) === name || (alias !== undefined && (name === alias || name.endsWith(`:${alias}`))))
      ?.arn ?? name
  return {
    key: (name) => {
      const key = file.find(arnOf(name))
      if (!key) throw new KmsFault('NotFoundException', `Key '${name}' does not exist`)
      return key
    },
    enable: file.enable,
  }
}

const answer = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))

const refused = (response: ServerResponse, error: unknown) => {
  if (error instanceof KmsFault) return answer(response, 400, { __type: error.type, message: error.message })
  if (error instanceof SyntaxError) return answer(response, 400, { __type: 'SerializationException', message: error.message })
  console.error('local KMS failed:', error)
  return answer(response, 500, { __type: 'KMSInternalException', message: 'The local key service failed.' })
}

const operationIn = ({ headers }: IncomingMessage) => String(headers['x-amz-target']).replace(/^TrentService\./, '')

/** A key service for one machine: the part of KMS's JSON protocol that a deployment of Lading uses, on loopback only. Signatures are not checked. */
export const startKms = async (options: KmsOptions): Promise<Kms> => {
  const ring = await ringOf(options)
  const counts = new Map<string, number>()
  const serve = async (request: IncomingMessage) => {
    const name = operationIn(request)
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (!operation) throw new KmsFault('UnknownOperationException', `The local key service does not offer ${name}.`)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    return operation(ring, await json(request))
  }
  const server = createServer((request, response) => {
    serve(request).then(
      (body) => answer(response, 200, body),
      (error: unknown) => refused(response, error),
    )
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the local key service has no port')
  const stop = async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, stop, calls: () => Object.fromEntries(counts) }
}
