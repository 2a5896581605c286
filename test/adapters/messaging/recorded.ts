import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'

type Asked = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }
export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }

/** A service that gives recorded answers, one after the other, and keeps what it was asked. Without an answer it hangs up. */
export const recordedService = async (...answers: readonly (Answer | undefined)[]) => {
  const asked: Asked[] = []
  const left = [...answers]
  const server = createServer(async (message, response) => {
    asked.push({ method: message.method ?? '', path: message.url ?? '', headers: message.headers, body: await text(message) })
    const answer = left.shift()
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body)
    else response.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, asked, stop }
}
