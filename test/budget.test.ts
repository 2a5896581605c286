import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { readEvent } from '../adapters/dynamo/event-log.ts'
import { allRoutes } from '../functions/http/all-routes.ts'
import { queueMappings, readMappings } from '../local/triggers/mappings.ts'
import { readingRequests, writingRequests } from './support/every-request.ts'
import { type Meter, startMetered, type Units } from './support/metered.ts'

/** What one call costs on a function that has just started, and in `warm` on one that has run the like before. */
type Entry = Units & { readonly warm: Units }
type Budget = Readonly<Record<string, Entry>>

const path = join(import.meta.dirname, 'budget.json')
const accepting = process.env['ACCEPT_BUDGET'] === '1'
const howTo =
  'The measured cost is not that of test/budget.json. If that is meant: ACCEPT_BUDGET=1 npm test -- test/budget.test.ts && node bench/cost.ts'

let meter: Meter
const measured: Record<string, Entry> = {}
const enter = (name: string, { cold, warm }: { cold: Units; warm: Units }) => {
  measured[name] = { ...cold, warm }
}

const measureAll = async (requests: Awaited<ReturnType<typeof readingRequests>>) => {
  for (const [route, prepare] of Object.entries(requests)) enter(route, await meter.measure(route, prepare))
}

/** An event of a customer, as the stream hands it over. */
const anEvent = async () => {
  const name = meter.engines.tables.find(({ expiry }) => expiry)?.name
  const found = (await meter.engines.table.call('DynamoDB_20120810.Scan', { TableName: name })) as { Items: Record<string, never>[] }
  const item = found.Items.find((one) => unmarshall(one)['type'] === 'customer.registered')
  if (!item) throw new Error('no customer was registered')
  return item
}

const measureJobs = async () => {
  const NewImage = await anEvent()
  const { pk, sk, entity, ...rest } = unmarshall(NewImage)
  const record = { eventID: '1', eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage } }
  enter('job relay, an event', await meter.work('RelayWorker', { Records: [record] }))
  const body = JSON.stringify(readEvent({ pk, sk, entity, ...rest }))
  const message = { messageId: '1', body, attributes: { MessageGroupId: 'a' }, eventSource: 'aws:sqs' }
  enter('job completeness, an event', await meter.work('CompletenessWorker', { Records: [message] }))
  enter('job completeness sweep, nothing to do', await meter.work('CompletenessSweep', {}))
}

/** Lambda asks a queue with five pollers, each waiting at most twenty seconds: what an hour costs in which nothing happens. */
const idleHour = () => {
  const messages = queueMappings(readMappings(meter.engines.assembly)).length * 5 * 180
  const units = { reads: 0, writes: 0, requests: 0, kms: 0, messages }
  enter('an idle hour', { cold: units, warm: units })
}

const measureRepetition = async () => {
  const route = 'POST /v1/customers/{customerId}/notes'
  const { id: customerId } = await meter.ask('POST /v1/customers', { body: { kind: 'individual', name: '李娜' } })
  const asked = { path: { customerId }, body: { text: '周末不收货' }, key: 'a-key' }
  const { cold, warm } = await meter.measure(route, () => asked)
  enter('a note under an Idempotency-Key, first', { cold, warm: cold })
  enter('a note under an Idempotency-Key, repeated', { cold: warm, warm })
}

beforeAll(async () => {
  meter = await startMetered(inject('assembly'))
  await measureAll(await readingRequests(meter))
  await measureAll(await writingRequests(meter))
  await measureRepetition()
  await measureJobs()
  idleHour()
})
afterAll(() => meter.stop())

const kept = (): Budget => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})

/** Each figure that differs, as `what: from → to`. */
const differences = (before: Budget, now: Budget): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) => {
    const [old, fresh] = [before[name], now[name]]
    if (!old || !fresh) return [`${name}: ${old ? 'is not measured any more' : 'is new'}`]
    const figures = { ...flat(old), ...flat(fresh) }
    return Object.keys(figures).flatMap((figure) => {
      const [from, to] = [flat(old)[figure] ?? 0, flat(fresh)[figure] ?? 0]
      return from === to ? [] : [`${name}: ${figure} ${to > from ? 'rose' : 'fell'} from ${from} to ${to}`]
    })
  })

const flat = ({ warm, ...cold }: Entry): Readonly<Record<string, number>> => ({
  ...cold,
  ...Object.fromEntries(Object.entries(warm).map(([figure, value]) => [`warm ${figure}`, value])),
})

it('every operation is measured', () => {
  expect(
    Object.keys(measured)
      .filter((name) => /^[A-Z]+ \//.test(name))
      .toSorted(),
  ).toEqual(Object.keys(allRoutes).toSorted())
})

it('nothing costs more, or less, than the committed budget says', () => {
  if (accepting) writeFileSync(path, `${JSON.stringify(measured, null, 2)}\n`)
  expect(differences(kept(), measured), howTo).toEqual([])
})

it('a difference is told by its name, from what and to what', () => {
  const units = { reads: 1, writes: 2, requests: 1, kms: 0 }
  const entry = { ...units, warm: units }
  expect(differences({ a: entry, b: entry }, { a: { ...entry, writes: 3, warm: { ...units, reads: 0 } }, c: entry })).toEqual([
    'a: writes rose from 2 to 3',
    'a: warm reads fell from 1 to 0',
    'b: is not measured any more',
    'c: is new',
  ])
})
