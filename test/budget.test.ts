import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { allRoutes } from '../functions/http/all-routes.ts'
import { queueMappings, readMappings } from '../local/triggers/mappings.ts'
import type { After } from './support/aftermath.ts'
import { everyJob, warmJobs } from './support/every-job.ts'
import { readingRequests, writingRequests } from './support/every-request.ts'
import { type Cost, type Meter, startMetered, type Units } from './support/metered.ts'

/**
 * What one call costs on a function that has just started, in `warm` on one that has run the like before, and in `after` what
 * the jobs cost that follow it: there where it leaves an event.
 */
type Entry = Units & { readonly warm: Units; readonly after?: After }
type Budget = Readonly<Record<string, Entry>>

const path = join(import.meta.dirname, 'budget.json')
const accepting = process.env['ACCEPT_BUDGET'] === '1'
const howTo =
  'The measured cost is not that of test/budget.json. If that is meant: ACCEPT_BUDGET=1 npm test -- test/budget.test.ts && node bench/cost.ts'

let meter: Meter
const measured: Record<string, Entry> = {}
const enter = (name: string, { cold, warm, after }: Cost) => {
  measured[name] = { ...cold, warm, ...(after && { after }) }
}

const measureAll = async (requests: Awaited<ReturnType<typeof readingRequests>>) => {
  for (const [route, prepare] of Object.entries(requests)) enter(route, await meter.measure(route, prepare))
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
  for (const [name, measure] of Object.entries(everyJob(meter))) enter(name, await measure())
  await warmJobs(meter)
  await measureAll(await readingRequests(meter))
  await measureAll(await writingRequests(meter))
  await measureRepetition()
  idleHour()
  // A worker is started for every operation, which on a busy machine takes seconds each.
}, 600_000)
afterAll(() => meter.stop())

const kept = (): Budget => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})

/**
 * What jobs read afterwards depends a little on who comes first, and on how ids fall over the partitions of a queue: a tenth here or
 * there. All else is the same each time.
 */
const isSame = (figure: string, from: number, to: number): boolean =>
  Math.abs(from - to) <= (figure === 'after reads' ? Math.max(1, from / 10) : 0)

/** Each figure that differs, as `what: from → to`. */
const differences = (before: Budget, now: Budget): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) => {
    const [old, fresh] = [before[name], now[name]]
    if (!old || !fresh) return [`${name}: ${old ? 'is not measured any more' : 'is new'}`]
    const figures = { ...flat(old), ...flat(fresh) }
    return Object.keys(figures).flatMap((figure) => {
      const [from, to] = [flat(old)[figure] ?? 0, flat(fresh)[figure] ?? 0]
      return isSame(figure, from, to) ? [] : [`${name}: ${figure} ${to > from ? 'rose' : 'fell'} from ${from} to ${to}`]
    })
  })

const named = (prefix: string, figures: object = {}) => Object.entries(figures).map(([figure, value]) => [`${prefix}${figure}`, value])
const flat = ({ warm, after, ...cold }: Entry): Readonly<Record<string, number>> => ({
  ...cold,
  ...Object.fromEntries([...named('warm ', warm), ...named('after ', after)]),
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
  const after = { events: 1, handled: 2, reads: 1, writes: 1, kms: 0 }
  const entry = { ...units, warm: units, after }
  const changed = { ...units, writes: 3, warm: { ...units, reads: 0 }, after: { ...after, handled: 3 } }
  expect(differences({ a: entry, b: entry }, { a: changed, c: entry })).toEqual([
    'a: writes rose from 2 to 3',
    'a: warm reads fell from 1 to 0',
    'a: after handled rose from 2 to 3',
    'b: is not measured any more',
    'c: is new',
  ])
  expect(differences({ a: entry }, { a: { ...entry, after: { ...after, reads: 2 } } })).toEqual([])
  expect(differences({ a: entry }, { a: { ...entry, after: { ...after, reads: 3 } } })).toEqual(['a: after reads rose from 1 to 3'])
})
