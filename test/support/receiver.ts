import { createServer as createPlain, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { identity } from './receiver-identity.ts'

export type Received = { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly path: string }
/** How the receiver behaves towards a request, given how many came before it. */
export type Manner = (response: ServerResponse, received: Received, before: number) => void

export const accepting: Manner = (response) => void response.writeHead(200).end('thank you')
export const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Manner =>
  (response) =>
    void response.writeHead(status, headers).end(body)
/** Takes the request and says nothing at all. */
export const hanging: Manner = () => undefined
/** Says 200 at once, and then a letter now and then, without end. */
export const dripping: Manner = (response) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write('.'), 20)
  response.once('close', () => clearInterval(timer))
}
/** Sends the head of an answer a letter at a time, and never gets to its end. */
export const drippingHead: Manner = (response) => {
  const { socket } = response
  socket?.write('HTTP/1.1 200 OK\r\nx-slow: ')
  const timer = setInterval(() => socket?.write('.'), 20)
  socket?.once('close', () => clearInterval(timer))
}

export type Receiver = {
  readonly url: string
  readonly port: number
  readonly received: readonly Received[]
  /** How many bytes went out so far, over all connections. */
  readonly bytesSent: () => number
  readonly behave: (manner: Manner) => void
  readonly close: () => Promise<void>
}

/** A real receiver on loopback, with TLS as `receiver.example` or without. */
export const startReceiver = async ({ secure = false }: { readonly secure?: boolean } = {}): Promise<Receiver> => {
  const received: Received[] = []
  let manner = accepting
  let bytes = 0
  const listener: RequestListener = async (message, response) => {
    const before = received.length
    message.socket.once('close', () => {
      bytes += message.socket.bytesWritten
    })
    const one = {
      headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)])),
      body: await text(message).catch(() => ''),
      path: message.url ?? '',
    }
    received.push(one)
    manner(response, one, before)
  }
  const server = secure ? createSecure(identity, listener) : createPlain(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: secure ? `https://receiver.example:${port}/hook` : `http://127.0.0.1:${port}/hook`,
    port,
    received,
    bytesSent: () => bytes,
    behave: (next) => {
      manner = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
