import { createServer, type RequestListener, type Server } from 'node:http'

/** A server on loopback that answers 503 until it is given what to do. */
export type Listening = {
  readonly port: number
  readonly url: string
  readonly serve: (listener: RequestListener) => void
  readonly close: () => Promise<void>
}

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Listens on `port` of loopback, 0 for any. Throws a sentence when another process has it. */
export const listen = async (port: number, purpose: string): Promise<Listening> => {
  let listener: RequestListener = (_message, response) => void response.writeHead(503).end()
  const server = createServer((message, response) => listener(message, response))
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`Port ${port} for ${purpose} cannot be had: ${cause.message}`)))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: portOf(server),
    url: `http://127.0.0.1:${portOf(server)}`,
    serve: (next) => {
      listener = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2000).unref()
      }),
  }
}
