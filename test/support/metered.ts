import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Instant } from '../../domain/kernel/instant.ts'
import { numberOf } from '../../domain/tickets/number.ts'
import { openClock } from '../../local/clock.ts'
import { startEngines } from '../../local/engines/engines.ts'
import { openLogs } from '../../local/functions/logs.ts'
import { functionPlans } from '../../local/functions/plans.ts'
import { FunctionPool } from '../../local/functions/pool.ts'
import { surroundingsOf } from '../../local/functions/surroundings.ts'
import type { Use } from '../../local/functions/worker-protocol.ts'
import { readApi } from '../../local/gateway/api.ts'
import { openLedger } from '../../local/ledger.ts'
import { listen } from '../../local/listen.ts'
import { type After, aftermathOf, followEvents } from './aftermath.ts'

export type Asked = {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly key?: string
}
/** The measured units of one call. `messages` counts calls to SNS and SQS, where there are any. */
export type Units = {
  readonly reads: number
  readonly writes: number
  readonly requests: number
  readonly kms: number
  readonly messages?: number
}
// biome-ignore lint/suspicious/noExplicitAny: a test reads answers of many shapes
export type Measured = { readonly status: number; readonly answer: any; readonly units: Units }
export type Cost = { readonly cold: Units; readonly warm: Units; readonly after?: After }

/** A Monday morning in China: at night some messages would wait, and on another day other things would be due. */
const monday = Date.parse('2029-11-05T02:00:00.000Z')

const region = 'us-east-1'
const claims = { sub: 'usr_budget', username: 'usr_budget', 'cognito:groups': '[admin scope:all]' }

/** A route's request as API Gateway hands it to a function. */
const eventOf = (route: string, { path = {}, query, body, key }: Asked) => ({
  version: '2.0',
  routeKey: route,
  rawPath: (route.split(' ')[1] ?? '').replace(/\{(\w+)\}/g, (_all, name) => path[name] ?? ''),
  headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(key && { 'idempotency-key': key }) },
  pathParameters: path,
  queryStringParameters: query,
  body: body === undefined ? undefined : JSON.stringify(body),
  isBase64Encoded: false,
  requestContext: {
    requestId: crypto.randomUUID(),
    http: { method: route.split(' ')[0] },
    authorizer: { jwt: { claims, scopes: null } },
  },
})

const unitsIn = ({ calls, readUnits, writeUnits }: Use): Units => {
  const of = (service: string) =>
    Object.entries(calls).reduce((sum, [operation, times]) => sum + (operation.startsWith(`${service}.`) ? times : 0), 0)
  const messages = of('messaging')
  return { reads: readUnits, writes: writeUnits, requests: of('dynamodb'), kms: of('kms'), ...(messages > 0 && { messages }) }
}

/** Of some hundred tickets one draws a number that another one of the day has, and draws again: what that costs is chance. */
const drewAgain = ({ answer: { id, number, version } }: Measured): boolean => {
  if (version !== 1 || typeof number !== 'string') return false
  const [first, taken] = [numberOf(id, { openedAt: Instant.parse(new Date(monday).toISOString()), draw: 0 }), number]
  return first.split('-')[1] !== taken.split('-')[1]
}

/**
 * The functions of the assembly on real engines, with nothing else running beside them: no stream is followed and no queue
 * polled, so a call costs the same each time. `hands` are workers of their own, to prepare with what is not measured, and for
 * the jobs that follow a call. `receiver` takes the mail and what goes to webhooks.
 */
export const startMetered = async (directory: string) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lading-metered-'))
  const ledger = openLedger(dataDir)
  const clock = openClock(ledger)
  clock.advance(monday - Date.now())
  const receiver = await listen(0, 'mail and webhooks')
  receiver.serve((message, response) =>
    message.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"MessageId":"taken"}')),
  )
  const engines = await startEngines({ assembly: directory, dataDir, region, clock, apiUrl: 'http://127.0.0.1' })
  engines.identity.people.admit('usr_budget', ['admin', 'scope:all'])
  const logs = openLogs(dataDir)
  // On a busy machine minutes go by between two calls, and a worker that has begun anew reads more than one that is warm.
  const around = { ...surroundingsOf(engines, { region, clock, logs, mailUrl: receiver.url }), idleMs: 3_600_000 }
  const { plans } = functionPlans(engines.assembly, dataDir)
  const api = readApi(engines.assembly)
  const planFor = (name: string) => {
    const behind = api?.routes.find(({ key }) => key === name)?.function ?? name
    const plan = plans.find((one) => behind.includes(one.name) || one.name.includes(behind))
    if (!plan) throw new Error(`nothing runs for ${name}`)
    return plan
  }
  const open = (name: string) => new FunctionPool(planFor(name), around, () => {})
  const hands = new Map<string, FunctionPool>()
  const hand = (name: string): FunctionPool => {
    const plan = planFor(name)
    const pool = hands.get(plan.name) ?? open(name)
    hands.set(plan.name, pool)
    return pool
  }

  const invoke = async (pool: FunctionPool, event: unknown): Promise<Measured> => {
    const { result = '{}', error, use } = await pool.invoke(JSON.stringify(event))
    if (error) throw new Error(`${error.errorType}: ${error.errorMessage}`)
    const { statusCode = 200, body = '{}', batchItemFailures = [] } = JSON.parse(result) ?? {}
    if (batchItemFailures.length > 0) throw new Error(`a message was not dealt with: ${JSON.stringify(event)}`)
    return { status: statusCode, answer: body.startsWith('{') ? JSON.parse(body) : body, units: unitsIn(use) }
  }
  const checked = async (route: string, pool: FunctionPool, asked: Asked): Promise<Measured> => {
    const measured = await invoke(pool, eventOf(route, asked))
    if (measured.status >= 300) throw new Error(`${route}: ${measured.status} ${JSON.stringify(measured.answer)}`)
    return measured
  }
  const news = await followEvents(engines)
  const run = async (job: string, event: object) => (await invoke(hand(job), event)).units
  const settle = aftermathOf(engines, { news, run })
  /** Asks twice on a worker that has just started, cold, then warm, and lets the jobs deal with what the second one left. */
  const measure = async (route: string, prepare: () => Promise<Asked> | Asked, tries = 3): Promise<Cost> => {
    const pool = open(route)
    const cold = await checked(route, pool, await prepare())
    const asked = await prepare()
    await news()
    const warm = await checked(route, pool, asked)
    await pool.stop()
    const left = await news()
    if (tries > 1 && [cold, warm].some(drewAgain)) return measure(route, prepare, tries - 1)
    return { cold: cold.units, warm: warm.units, ...(left.length > 0 && { after: await settle(left) }) }
  }
  return {
    engines,
    receiver: receiver.url,
    now: () => new Date(clock.now()).toISOString(),
    advance: clock.advance,
    /** Asks a route without measuring. */
    ask: async (route: string, asked: Asked = {}) => {
      return (await checked(route, hand(route), asked)).answer
    },
    /** The events that asking a route leaves, which no job hears of. */
    happening: async (route: string, asked: Asked) => {
      await news()
      await checked(route, hand(route), asked)
      return news()
    },
    measure,
    /** Gives a job something to do twice, cold and warm. */
    work: async (name: string, prepare: () => Promise<unknown> | unknown): Promise<Cost> => {
      const pool = open(name)
      const cold = await invoke(pool, await prepare())
      const warm = await invoke(pool, await prepare())
      await pool.stop()
      return { cold: cold.units, warm: warm.units }
    },
    stop: async () => {
      await Promise.all([...hands.values()].map((pool) => pool.stop()))
      logs.stop()
      await engines.stop()
      await receiver.close()
      ledger.close()
      await rm(dataDir, { recursive: true })
    },
  }
}
export type Meter = Awaited<ReturnType<typeof startMetered>>
