import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { SendingCall } from '../../../local/engines/mail-notices.ts'
import { listen } from '../../../local/listen.ts'

/** A mail that the provider was asked to send, and what it calls it. */
export type Mail = {
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly replyTo: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly call: SendingCall
}
/** What a function puts into a queue. */
type Put = { readonly queue: string; readonly body: string; readonly seconds: number }
/** A request at a webhook's receiver. */
export type Hook = { readonly path: string; readonly id: string; readonly body: string }

type Hears = {
  readonly mail: (mail: Mail) => void
  readonly put: (put: Put) => void
  /** Answers the status that the receiver gives. */
  readonly hook: (hook: Hook) => number
}
type Answer = { readonly status: number; readonly body: object }

const Entry = z.object({ Id: z.string().default('only'), MessageBody: z.string(), DelaySeconds: z.number().default(0) })
const Putting = z.object({ QueueUrl: z.string(), Entries: z.array(Entry).optional() })
const Simple = z.object({
  ReplyToAddresses: z.array(z.string()).default([]),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }) }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
    }),
  }),
})

const mailIn = (body: string): Mail => {
  const [call, { ReplyToAddresses, Content }] = [SendingCall.parse(JSON.parse(body)), Simple.parse(JSON.parse(body))]
  return {
    messageId: randomUUID(),
    to: call.Destination.ToAddresses[0] ?? '',
    subject: Content.Simple.Subject.Data,
    text: Content.Simple.Body.Text.Data,
    replyTo: ReplyToAddresses[0],
    headers: Object.fromEntries(Content.Simple.Headers.map(({ Name, Value }) => [Name, Value])),
    call,
  }
}

const md5 = (body: string): string => createHash('md5').update(body).digest('hex')

const putIn = (body: string, put: Hears['put']): object => {
  const asked = JSON.parse(body)
  const { QueueUrl, Entries = [Entry.parse(asked)] } = Putting.parse(asked)
  const queue = QueueUrl.split('/').at(-1) ?? ''
  const taken = Entries.map(({ Id, MessageBody, DelaySeconds }) => {
    put({ queue, body: MessageBody, seconds: DelaySeconds })
    return { Id, MessageId: randomUUID(), MD5OfMessageBody: md5(MessageBody) }
  })
  return { Successful: taken, Failed: [], ...taken[0] }
}

const answerTo = ({ url = '', headers }: IncomingMessage, body: string, hears: Hears): Answer => {
  if (String(headers['x-amz-target']).startsWith('AmazonSQS.')) return { status: 200, body: putIn(body, hears.put) }
  if (url.startsWith('/hook')) return { status: hears.hook({ path: url, id: String(headers['webhook-id']), body }), body: {} }
  const mail = mailIn(body)
  hears.mail(mail)
  return { status: 200, body: { MessageId: mail.messageId } }
}

/** Stands for the mail provider, for the queues and for whoever listens to a webhook: takes everything, and tells at once. */
export const startOutside = async (hears: Hears) => {
  const server = await listen(0, 'mail, queues and webhooks')
  server.serve(async (message, response) => {
    const { status, body } = answerTo(message, await text(message), hears)
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
  })
  return { url: server.url, close: server.close }
}
