import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { buffer, json, text } from 'node:stream/consumers'
import * as z from 'zod'
import type { Clock } from '../clock.ts'
import { HeardText } from '../engines/texts.ts'
import { TokenRequest } from '../gateway/identity.ts'
import { createMatcher } from '../gateway/routes.ts'
import type { Runtime } from '../runtime.ts'
import type { ControlContext } from './context.ts'
import { durationMs } from './duration.ts'
import { isForeign } from './guard.ts'
import { controlPage } from './page.ts'
import { queueStates, redrive } from './queues.ts'

type Reply = { readonly status: number; readonly type?: string; readonly body: unknown }
type Ask = ControlContext & { readonly name: string; readonly message: IncomingMessage }
type Answering = (ask: Ask) => Reply | Promise<Reply>

const ok = (body: unknown): Reply => ({ status: 200, body })
const missing = (name: string): Reply => ({ status: 404, body: { message: `${name} does not run here` } })

const Advance = z.strictObject({ advance: z.string() })
const time = (clock: Clock) => ({ now: new Date(clock.now()).toISOString(), offsetMs: clock.offset() })

/** A form of the page sends `advance=P1D`, a program JSON (whatever content type it names, since curl names a form's). */
const advanceIn = async (message: IncomingMessage): Promise<string> => {
  const sent = await text(message)
  return Advance.parse(sent.startsWith('{') ? JSON.parse(sent) : Object.fromEntries(new URLSearchParams(sent))).advance
}

const advance: Answering = async ({ clock, runtime, message }) => {
  clock.advance(durationMs(await advanceIn(message), clock.now()))
  await runtime().sweep()
  await runtime().schedules.look()
  return ok(time(clock))
}

/** Where AWS's own tools find each stand-in, as in `aws --endpoint-url`; `messaging` is SQS and SNS, `objects` S3, `people` Cognito. */
const engineAddresses = ({ engines: { table, queues, kms, objects, identity } }: Runtime) => ({
  dynamodb: table.url,
  messaging: queues.url,
  kms: kms.url,
  objects: objects.url,
  people: identity.people.url,
})

const functionStates = (runtime: Runtime) => runtime.functions.all().map((running) => running.state())

/** As an administrator shuts somebody out of the user pool: their tokens stay good until they end, and nothing more is mailed to them. */
const shut = ({ engines: { identity } }: Runtime, name: string, out: boolean): Reply =>
  identity.people.enable(name, !out) ? ok({ user: name, enabled: !out }) : missing(name)

/** Who has the mail, where no address of the mail itself is the desk's: as blind copies and mailing lists come. */
const saidIn = ({ url = '' }: IncomingMessage) => {
  const query = new URL(url, 'http://control').searchParams
  return { from: query.get('from') ?? undefined, to: query.has('to') ? query.getAll('to') : undefined }
}

/** A whole mail (RFC 5322), as if it had come over the wire. */
const takeMail: Answering = async ({ runtime, message }) => {
  const receipt = await runtime().mailDoor.receive(await buffer(message), saidIn(message))
  return receipt.recipients.length > 0 ? ok(receipt) : { status: 422, body: { message: runtime().mailDoor.refusal } }
}

/** A text to the firm, as if somebody had written it on a phone. */
const hearText: Answering = async ({ runtime, message }) =>
  runtime().texts.hear(HeardText.parse(await json(message)))
    ? ok({ heard: true })
    : { status: 422, body: { message: 'Only STOP and START are heard: the desk takes no texts' } }

const operations: Readonly<Record<string, Answering>> = {
  'GET /': async (ask) => ({ status: 200, type: 'text/html; charset=utf-8', body: await controlPage(ask) }),
  'GET /clock': ({ clock }) => ok(time(clock)),
  'POST /clock': advance,
  'GET /schedules': ({ runtime }) => ok(runtime().schedules.all()),
  'POST /schedules/{name}/run': async ({ runtime, name }) => ((await runtime().schedules.run(name)) ? ok({ ran: name }) : missing(name)),
  'GET /queues': async ({ runtime }) => ok(await queueStates(runtime().engines)),
  'POST /queues/{name}/redrive': async ({ runtime, name }) => {
    const moved = await redrive(runtime().engines, name)
    return moved === undefined ? missing(name) : ok({ moved })
  },
  'GET /engines': ({ runtime }) => ok(engineAddresses(runtime())),
  'GET /functions': ({ runtime }) => ok(functionStates(runtime())),
  'GET /functions/{name}/log': ({ runtime, name }) =>
    runtime().functions.find(name) ? { status: 200, type: 'text/plain; charset=utf-8', body: runtime().logOf(name) } : missing(name),
  'GET /routes': ({ runtime }) => ok(runtime().gateway?.usage() ?? []),
  'POST /mail': takeMail,
  'GET /texts': ({ runtime }) => ok(runtime().texts.taken()),
  'POST /texts': hearText,
  'POST /reset': async ({ reset }) => {
    await reset()
    return ok({ reset: true })
  },
  'POST /people/{name}/disable': ({ runtime, name }) => shut(runtime(), name, true),
  'POST /people/{name}/enable': ({ runtime, name }) => shut(runtime(), name, false),
  'POST /token': async ({ runtime, message }) =>
    ok({ token: await runtime().engines.identity.issue(TokenRequest.parse(await json(message))) }),
}
const match = createMatcher(new Map(Object.entries(operations)))

const send = (response: ServerResponse, { status, type = 'application/json', body }: Reply): void =>
  void response
    .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...(status === 303 && { location: '/' }) })
    .end(typeof body === 'string' ? body : JSON.stringify(body))

/** What the caller got wrong is told; what went wrong here is printed too. */
const explained = (cause: unknown): Reply => {
  if (cause instanceof z.ZodError) return { status: 400, body: { message: z.prettifyError(cause) } }
  if (cause instanceof RangeError || cause instanceof SyntaxError) return { status: 400, body: { message: cause.message } }
  console.error('control:', cause)
  return { status: 500, body: { message: String(cause) } }
}

/** Whoever pressed a button sees the page again, not what a program would be told. */
const backToPage = ({ method, headers }: IncomingMessage, { status }: Reply): boolean =>
  method === 'POST' && status === 200 && (headers.accept?.includes('text/html') ?? false)

const answer = async (message: IncomingMessage, context: ControlContext): Promise<Reply> => {
  if (isForeign(message)) return { status: 403, body: { message: 'Only pages and programs of this machine may ask' } }
  const found = match(message.method ?? 'GET', message.url?.split('?')[0] ?? '/')
  if (!found) return { status: 404, body: { message: 'Not Found' } }
  const reply = await found.target({ ...context, name: found.parameters?.['name'] ?? '', message })
  return backToPage(message, reply) ? { status: 303, body: '' } : reply
}

/** The control server of the contract: what runs, and its clock, schedules, queues and tokens. Loopback only. */
export const controlListener =
  (context: ControlContext): RequestListener =>
  (message, response) =>
    void answer(message, context).then(
      (reply) => send(response, reply),
      (cause: unknown) => send(response, explained(cause)),
    )
