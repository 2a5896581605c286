import { Agent, request } from 'node:http'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { customerKey } from '../adapters/dynamo/customers/keys.ts'
import { createCustomers } from './customers.ts'
import type { Scale } from './scale.ts'
import { figure, median, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'

const agent = new Agent({ keepAlive: true })

/** One GET over a kept connection, without the cost of a heavier client. */
export const get = (url: string, token: string): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
    response.resume().on('end', () => resolve(response.statusCode ?? 0))
  })
    .on('error', reject)
    .end()
  return promise
}

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** `before` is done before each, and not timed. */
type Turn = {
  readonly name: string
  readonly work: (turn: number) => Promise<unknown>
  readonly before?: (() => Promise<unknown>) | undefined
}

const shuffled = <T>(some: readonly T[]): readonly T[] =>
  some
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)

/** Takes turns, each in another order, so that whatever else the machine does falls on all alike. Returns the median of each, in milliseconds. */
export const inTurns = async (contenders: readonly Turn[], samples: number) => {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let turn = 0; turn < samples; turn += 1)
    for (const { name, work, before } of shuffled(contenders)) {
      await before?.()
      times.get(name)?.push(await timed(() => work(turn)))
    }
  return (name: string): number => median(times.get(name) ?? [])
}

type Contender = { readonly name: string; readonly work: (id: string) => Promise<unknown> }

export const interleaved = (contenders: readonly Contender[], ids: readonly string[], samples: number) =>
  inTurns(
    contenders.map(({ name, work }) => ({ name, work: (turn: number) => work(ids[turn % ids.length] ?? '') })),
    samples,
  )

const serverSide = async (stage: Stage) => {
  const [route] = (await stage.usage('routes')).filter((usage) => usage.route === 'GET /v1/customers/{customerId}')
  return { count: route?.invocations ?? 0, run: route?.run.total ?? 0, cpu: route?.cpu.total ?? 0 }
}

const contendersOn = async ({ api, dynamo, tableName, token, control }: Stage): Promise<readonly Contender[]> => {
  const [masked, clear] = await Promise.all([token('compliance'), token('sales')])
  const read = (id: string) => dynamo.send(new GetCommand({ TableName: tableName, Key: customerKey(id), ConsistentRead: true }))
  return [
    { name: 'bare', work: read },
    { name: 'masked', work: (id) => get(`${api}/v1/customers/${id}`, masked) },
    { name: 'clear', work: (id) => get(`${api}/v1/customers/${id}`, clear) },
    { name: 'http', work: () => get(`${control}/clock`, '') },
  ]
}

/** What an API read costs over the bare read of the same item on the same engine. */
export const reads = async ({ samples }: Scale): Promise<Section> => {
  const stage = await openStage()
  const ids = await createCustomers(stage, 50)
  await stage.settled()
  const contenders = await contendersOn(stage)
  await interleaved(contenders, ids, Math.min(300, samples))
  const before = await serverSide(stage)
  const timeOf = await interleaved(contenders, ids, samples)
  const after = await serverSide(stage)
  await stage.remove()
  const bare = timeOf('bare')
  const per = (member: 'run' | 'cpu') => (after[member] - before[member]) / (after.count - before.count)
  const row = (what: string, name: string) => [what, figure(timeOf(name)), figure(timeOf(name) / bare)]
  return {
    title: 'An API read beside a bare one',
    columns: ['read of one customer', 'median ms', 'ratio'],
    rows: [
      row('document client, consistent read of the item', 'bare'),
      row('GET /v1/customers/{id}, a role that sees masks', 'masked'),
      row('GET /v1/customers/{id}, a role that sees personal data (unsealed)', 'clear'),
      row('an empty request to a server of the runner', 'http'),
    ],
    notes: [
      `Target: at most 2.5. Of an API read (mean of both roles) the worker spends ${figure(per('run'))} ms inside the handler, engine included, ${figure(per('cpu'))} ms of it CPU; the rest is HTTP, the gateway and handing over to the worker.`,
      `${samples} reads of each kind over 50 customers, taking turns in one run.`,
    ],
  }
}
