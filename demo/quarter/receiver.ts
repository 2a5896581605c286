import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { chance } from '../rehearsal/chance.ts'

const Told = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.looseObject({ id: z.string(), subject: z.object({ kind: z.string(), id: z.string() }), about: z.array(z.string()) }),
})
type Told = z.infer<typeof Told>

/** A partner's system that takes webhooks. */
export type Receiver = {
  readonly url: string
  /** What was accepted, by its webhook-id. */
  readonly accepted: ReadonlyMap<string, Told>
  /** What was wrong with a request: a signature that does not fit, an id that is not the event's. */
  readonly faults: readonly string[]
  /** How often the same was sent again after it had been accepted. */
  readonly repeated: () => number
  /** Of whom it is to believe what it is told. */
  readonly trust: (secret: string) => void
  readonly close: () => Promise<void>
}

/** One in so many events is turned away the first time. */
const turnedAway = 1 / 25

const signatureOf = (secret: string, signed: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(signed)
    .digest('base64')}`

export const startReceiver = async (): Promise<Receiver> => {
  const accepted = new Map<string, Told>()
  const refusedOnce = new Set<string>()
  const faults: string[] = []
  let repeated = 0
  let secret = ''
  const take = (id: string, signed: { readonly body: string; readonly at: string; readonly signature: string }): number => {
    if (signed.signature !== signatureOf(secret, `${id}.${signed.at}.${signed.body}`)) faults.push(`${id} is not signed`)
    const told = Told.parse(JSON.parse(signed.body))
    if (told.data.id !== id) faults.push(`${id} tells of ${told.data.id}`)
    if (accepted.has(id)) repeated += 1
    else if (!refusedOnce.has(id) && chance('turned away', told.type, told.data.subject.id) < turnedAway) {
      refusedOnce.add(id)
      return 503
    }
    accepted.set(id, told)
    return 200
  }
  const server = createServer(async (message, response) => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = message.headers
    try {
      const status = take(String(id), { body: await text(message), at: String(at), signature: String(signature) })
      response.writeHead(status).end()
    } catch (cause) {
      // The sender was killed in the middle of it, or it sent what it must not.
      if (!message.complete) return
      faults.push(`${id}: ${cause}`)
      response.writeHead(400).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`,
    accepted,
    faults,
    repeated: () => repeated,
    trust: (given) => {
      secret = given
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
