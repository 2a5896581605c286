import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { inject } from 'vitest'
import { Table } from '../../../adapters/dynamo/table/table.ts'
import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import type { Assembly } from '../../../local/assembly/assembly.ts'
import { nameOfArn } from '../../../local/assembly/place.ts'
import type { Clock } from '../../../local/clock.ts'
import { type Engines, startEngines } from '../../../local/engines/engines.ts'
import { declaredMail } from '../../../local/engines/mail-declared.ts'
import { eventOf as feedbackOf, noticesOf } from '../../../local/engines/mail-notices.ts'
import { declaredBuckets } from '../../../local/engines/objects/declared.ts'
import { openLogs } from '../../../local/functions/logs.ts'
import { type FunctionPlan, functionPlans } from '../../../local/functions/plans.ts'
import { FunctionPool } from '../../../local/functions/pool.ts'
import { surroundingsOf } from '../../../local/functions/surroundings.ts'
import { readApi } from '../../../local/gateway/api.ts'
import { eventRules } from '../../../local/triggers/event-rules.ts'
import { queueMappings, readMappings } from '../../../local/triggers/mappings.ts'
import { batchOf, followEvents, hearersIn, noticeOf } from '../aftermath.ts'
import { type Death, startDeadly } from './deadly.ts'
import { type Hook, type Mail, startOutside } from './outside.ts'

export type Asking = {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** As whom; without, somebody who may do everything. */
  readonly as?: { readonly sub: string; readonly groups: readonly string[] }
}
/** A message that lies in the queue of a worker, to be received from a moment on (milliseconds). */
export type Held = { readonly worker: string; readonly body: string; from: number; failed: number }

const region = 'us-east-1'
const somebody = { sub: 'usr_by_hand', groups: ['admin', 'scope:all'] }
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

/** A clock that is set by hand, both ways. */
const clockAt = (start: number) => {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)
  const offset = new Float64Array(shared)
  const now = (): number => Date.now() + (offset[0] ?? 0)
  offset[0] = start - Date.now()
  const clock: Pick<Clock, 'shared'> = { shared }
  return {
    clock,
    now,
    move: (milliseconds: number): void => {
      offset[0] = (offset[0] ?? 0) + milliseconds
    },
  }
}

/** A route's request as API Gateway hands it to a function. */
const requestFor = (route: string, { path = {}, query, body, headers, as = somebody }: Asking) => {
  const [method, pattern = ''] = route.split(' ')
  const claims = { sub: as.sub, username: as.sub, 'cognito:groups': `[${as.groups.join(' ')}]` }
  return {
    version: '2.0',
    routeKey: route,
    rawPath: pattern.replace(/\{(\w+)\}/g, (_all, name) => path[name] ?? ''),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    pathParameters: path,
    queryStringParameters: query,
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: randomUUID(), http: { method, sourceIp: '192.0.2.1' }, authorizer: { jwt: { claims, scopes: null } } },
  }
}

/** What becomes of a mail, as the rules of the event bus tell it, for whom. */
const feedbackIn = (assembly: Assembly) => {
  const [{ destinations }, route] = [declaredMail(assembly), eventRules(assembly)]
  return ({ messageId, call }: Mail, at: string) => {
    const notices = noticesOf({ messageId, at, call }, at)
    return destinations
      .filter(({ set }) => set === call.ConfigurationSetName)
      .flatMap(({ set, bus, kinds }) =>
        notices.filter(({ kind }) => kinds.includes(kind)).flatMap((notice) => route(bus, feedbackOf(notice, { bus, set, now: at }))),
      )
  }
}

const planNamed = (plans: readonly FunctionPlan[], name: string): FunctionPlan => {
  const found = plans.find((plan) => name.includes(plan.name) || plan.name.includes(name))
  if (!found) throw new Error(`nothing runs for ${name}`)
  return found
}

/** Queues that the functions reach are those of the stage, whatever the templates say. */
const handed = (plans: readonly FunctionPlan[], from: string, to: string): readonly FunctionPlan[] =>
  plans.map((plan) => ({
    ...plan,
    environment: Object.fromEntries(Object.entries(plan.environment).map(([name, value]) => [name, value.replaceAll(from, to)])),
  }))

const tableIn = ({ tables, table }: Engines) => {
  const client = new DynamoDBClient({ region, credentials, endpoint: table.url })
  const dynamo = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  return { client, dynamo, name: tables.find(({ expiry }) => expiry)?.name ?? '' }
}

/** A message that fails so often is poison, and in a deployment would be among the dead letters long since. */
const mostFailures = 40
const visibility = 30_000

/**
 * The functions of a deployment on real engines, in which nothing moves by itself: no stream is followed, no queue polled, no
 * schedule runs. The test holds the clock and the queues, and so says what is delivered when, how often, and to whom who dies over it.
 */
export const stageByHand = async (start: string, directory = inject('assembly')) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lading-by-hand-'))
  const time = clockAt(Date.parse(start))
  const logs = openLogs(dataDir)
  const engines = await startEngines({ assembly: directory, dataDir, region, clock: time.clock, apiUrl: 'http://127.0.0.1' })
  const { assembly } = engines
  engines.identity.people.admit(somebody.sub, somebody.groups)

  const queue: Held[] = []
  const mails: Mail[] = []
  const hooks: (Hook & { readonly at: number; readonly status: number })[] = []
  const events: EventEnvelope[] = []
  const behaviour = { hook: (_: Hook): number => 200, feedback: true }
  const workerOf = new Map(queueMappings(readMappings(assembly)).map((one) => [nameOfArn(one.source), one.function]))
  const feedback = feedbackIn(assembly)
  const put = (name: string, body: string, seconds = 0): void => {
    const worker = workerOf.get(name)
    if (worker === undefined) throw new Error(`nobody works on ${name}`)
    queue.push({ worker, body, from: time.now() + seconds * 1000, failed: 0 })
  }
  const outside = await startOutside({
    mail: (mail) => {
      mails.push(mail)
      if (!behaviour.feedback) return
      for (const { target, input } of feedback(mail, new Date(time.now()).toISOString())) put(nameOfArn(target), input)
    },
    put: ({ queue: name, body, seconds }) => put(name, body, seconds),
    hook: (hook) => {
      const status = behaviour.hook(hook)
      hooks.push({ ...hook, at: time.now(), status })
      return status
    },
  })
  const surroundings = surroundingsOf(engines, { region, clock: { ...time.clock, now: time.now } as Clock, logs, mailUrl: outside.url })
  const around = { ...surroundings, environment: { ...surroundings.environment, AWS_ENDPOINT_URL_SQS: outside.url }, idleMs: 3_600_000 }
  const deadly = await startDeadly(engines.table.url)
  const mortal = { ...around, environment: { ...around.environment, AWS_ENDPOINT_URL_DYNAMODB: deadly.url } }
  const plans = handed(functionPlans(assembly, dataDir).plans, engines.queues.url, outside.url)
  const api = readApi(assembly)

  const pools = new Map<string, FunctionPool>()
  const poolOf = (name: string, kind: 'usual' | 'beside' | 'mortal' = 'usual') => {
    const plan = planNamed(plans, name)
    const key = `${kind} ${plan.name}`
    const found = pools.get(key) ?? new FunctionPool(plan, kind === 'mortal' ? mortal : around, () => {})
    pools.set(key, found)
    return { key, pool: found }
  }
  /** True when the function did all that was asked of it. */
  const invoke = async (pool: FunctionPool, event: unknown) => {
    const { result = 'null', error } = await pool.invoke(JSON.stringify(event))
    return { answer: JSON.parse(result), error }
  }
  const isDone = async (pool: FunctionPool, event: unknown): Promise<boolean> => {
    const { answer, error } = await invoke(pool, event)
    return error === undefined && (answer?.batchItemFailures ?? []).length === 0
  }
  /** Kills whoever works on it at one of its writes; true when it was through before. */
  const isDoneDying = async (name: string, event: unknown, death: Death): Promise<boolean> => {
    const { key, pool } = poolOf(name, 'mortal')
    deadly.doom(death, () => {
      pools.delete(key)
      void pool.stop()
    })
    const done = await isDone(pool, event)
    deadly.spare()
    return done
  }

  const heard = await followEvents(engines)
  const hearers = hearersIn(engines)
  /** What was committed is told to everybody who follows it. */
  const follow = async (): Promise<void> => {
    for (let news = await heard(); news.length > 0; news = await heard())
      for (const one of news) {
        events.push(one.event)
        const body = JSON.stringify(noticeOf(one))
        for (const worker of hearers(one.event.type)) queue.push({ worker, body, from: time.now(), failed: 0 })
      }
  }
  const ready = (): readonly Held[] => queue.filter(({ from }) => from <= time.now())
  const gone = (message: Held): void => {
    const at = queue.indexOf(message)
    if (at >= 0) queue.splice(at, 1)
  }
  const failedAgain = (message: Held): void => {
    message.failed += 1
    message.from = time.now() + visibility
    if (message.failed > mostFailures) throw new Error(`a message fails for ever: ${message.worker} ${message.body}`)
  }
  type Working = { readonly death?: Death | undefined; readonly keep?: boolean; readonly beside?: boolean }
  /** Delivers a message: to one who dies, to two at once, and whether or not it stays in the queue as if nobody had heard that it is done. */
  const work = async (message: Held, { death, keep = false, beside = false }: Working = {}): Promise<boolean> => {
    const batch = batchOf(JSON.parse(message.body))
    const one = death ? isDoneDying(message.worker, batch, death) : isDone(poolOf(message.worker).pool, batch)
    const other = beside ? isDone(poolOf(message.worker, 'beside').pool, batch) : true
    const [first, second] = await Promise.all([one, other])
    if (!(first && second)) failedAgain(message)
    else if (!keep) gone(message)
    return first && second
  }
  /** Follows what happened until nothing is left to do now, each message dealt with in the way given. */
  const drain = async (deal: (message: Held) => Promise<unknown> = work): Promise<void> => {
    for (await follow(); ; await follow()) {
      const [next] = ready()
      if (!next) return
      await deal(next)
    }
  }
  const sweeper = (): FunctionPlan => {
    const found = plans.find(({ environment }) => environment['DUE_QUEUES'] !== undefined)
    if (!found) throw new Error('nothing sweeps')
    return found
  }
  const table = tableIn(engines)

  return {
    engines,
    queue,
    mails,
    hooks,
    events,
    behaviour,
    receiver: `${outside.url}/hook`,
    table: new Table(table.dynamo, table.name),
    dynamo: table.dynamo,
    tableName: table.name,
    now: () => Instant.parse(new Date(time.now()).toISOString()),
    move: time.move,
    /** Sets the clock, forwards or back. */
    setTo: (at: string): void => time.move(Date.parse(at) - time.now()),
    admit: engines.identity.people.admit,
    /** Every kind of what falls due, as the templates say who looks after it. */
    kinds: (): readonly string[] => Object.keys(JSON.parse(sweeper().environment['DUE_QUEUES'] ?? '{}')),
    /** The functions that work on queues. */
    workers: (): readonly string[] => [...new Set(workerOf.values())],
    /** The answer of a route, whatever it is. */
    call: async (route: string, asking: Asking = {}) => {
      const behind = api?.routes.find(({ key }) => key === route)?.function ?? route
      const { answer, error } = await invoke(poolOf(behind).pool, requestFor(route, asking))
      if (error) throw new Error(`${route}: ${error.errorType} ${error.errorMessage}`)
      return { status: Number(answer.statusCode), text: String(answer.body ?? '') }
    },
    put,
    follow,
    ready,
    work,
    drain,
    /** One run of the sweep; with a death, of one that dies at a write of its own. */
    sweep: async (death?: Death): Promise<boolean> =>
      death ? isDoneDying(sweeper().name, {}, death) : isDone(poolOf(sweeper().name).pool, {}),
    sweepTwiceAtOnce: async (): Promise<void> => {
      const both = [poolOf(sweeper().name), poolOf(sweeper().name, 'beside')]
      await Promise.all(both.map(({ pool }) => isDone(pool, {})))
    },
    /** A mail lies in its bucket, and its worker is told so. */
    mailIn: async (raw: string): Promise<void> => {
      const bucket = declaredBuckets(assembly).find(({ told }) => told.length > 0)
      const told = bucket?.told[0]
      if (!bucket || !told) throw new Error('no bucket tells of mails')
      const key = `${told.prefix ?? ''}${randomUUID()}`
      await engines.objects.put({ bucket: bucket.name, key }, Buffer.from(raw), 'message/rfc822')
      put(nameOfArn(told.queue), JSON.stringify({ Records: [{ s3: { bucket: { name: bucket.name }, object: { key } } }] }))
    },
    stop: async (): Promise<void> => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()))
      logs.stop()
      table.client.destroy()
      await Promise.all([engines.stop(), outside.close(), deadly.close()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
export type StageByHand = Awaited<ReturnType<typeof stageByHand>>

/** The body of an answer that must be a success. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads answers of many shapes
export const ask = async (stage: Pick<StageByHand, 'call'>, route: string, asking: Asking = {}): Promise<any> => {
  const { status, text } = await stage.call(route, asking)
  if (status >= 300) throw new Error(`${route}: ${status} ${text}`)
  return text.startsWith('{') ? JSON.parse(text) : text
}
