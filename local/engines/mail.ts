import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import type { MailFeedback } from './mail-feedback.ts'
import { SendingCall } from './mail-notices.ts'

/** Started by the first request, since it takes longer to load than all the rest of the deployment. */
const start = async (): Promise<Server> => {
  const { default: library } = await import('aws-ses-v2-local')
  return library.default({ host: '127.0.0.1', port: 0 })
}

export type Mail = {
  readonly listener: RequestListener
  /** Empties the mailbox that is served at `url`. */
  readonly clear: (url: string) => Promise<void>
}

const sendingPath = '/v2/email/outbound-emails'
const json = { 'content-type': 'application/json' }
const Accepted = z.object({ MessageId: z.string() })

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** As SES says it of a sender whom it does not know. */
const stranger = (from: string) =>
  JSON.stringify({ message: `Email address is not verified. The following identities failed the check: ${from}` })

/** Hands a mail to the library, and what is to become of it to the feedback before the sender is answered. */
const take = async (
  server: Server,
  feedback: MailFeedback,
  { message, response }: { message: IncomingMessage; response: ServerResponse },
) => {
  const body = await text(message)
  const call = SendingCall.safeParse(JSON.parse(body))
  if (call.success && !feedback.isKnown(call.data.FromEmailAddress)) {
    response.writeHead(400, { ...json, 'x-amzn-errortype': 'MessageRejected' }).end(stranger(call.data.FromEmailAddress))
    return
  }
  const headers = { ...json, authorization: message.headers.authorization ?? '' }
  const answer = await fetch(`http://127.0.0.1:${portOf(server)}${sendingPath}`, { method: 'POST', headers, body })
  const answered = await answer.text()
  if (answer.ok && call.success) feedback.took(call.data, Accepted.parse(JSON.parse(answered)).MessageId)
  response.writeHead(answer.status, json).end(answered)
}

/** SES on this machine: takes what functions send, tells what becomes of it, and shows it as a mailbox at `/`. Mail lives until the deployment stops. */
export const openMail = (feedback: () => MailFeedback): Mail => {
  let started: Promise<Server> | undefined
  const listener: RequestListener = (message, response) => {
    started ??= start().then((server) => server.unref())
    started
      .then(async (server) => {
        if (message.method === 'POST' && message.url === sendingPath) await take(server, feedback(), { message, response })
        else server.emit('request', message, response)
      })
      .catch((cause: unknown) => {
        console.error('mail:', cause)
        response.writeHead(500).end()
      })
  }
  return {
    listener,
    clear: async (url) => {
      if (started) await fetch(`${url}/clear-store`, { method: 'POST' })
    },
  }
}
