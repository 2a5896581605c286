import type { Context as LambdaContext, SQSEvent } from 'aws-lambda'
import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { dueAttributes, dueIndexOf } from '../../../adapters/dynamo/due-index.ts'
import { readEvent } from '../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../adapters/dynamo/events/keys.ts'
import { reminderStore } from '../../../adapters/dynamo/reminders/reminder-store.ts'
import type { Due } from '../../../domain/kernel/due.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { type ReminderCommand, reminders } from '../../../domain/reminders/decide.ts'
import type { ReminderStore } from '../../../domain/reminders/ports.ts'
import { ReminderDraft } from '../../../domain/reminders/reminder.ts'
import { jobHandler } from '../../../functions/queue/job.ts'
import { fallDue } from '../../../functions/queue/reminders/fall-due.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { sweepDue } from '../../../functions/schedule/sweep-due.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

const minute = 60_000
const lambda = { functionName: 'test' } as LambdaContext
const instant = (milliseconds: number) => Instant.parse(new Date(milliseconds).toISOString())

let testTable: TestTable
let store: ReminderStore
beforeAll(async () => {
  testTable = await startTestTable()
  store = reminderStore(testTable.table)
})
afterAll(() => testTable?.stop())
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T00:00:00Z') }))
afterEach(() => void vi.useRealTimers())

/** A standard queue: what is sent may be received any number of times, in any order, once its delay is over. */
class Queue {
  messages: { readonly body: string; readonly from: number }[] = []
  send(due: Due, seconds: number): void {
    this.messages.push({ body: JSON.stringify(due), from: Date.now() + seconds * 1000 })
  }
  get ready() {
    return this.messages.filter(({ from }) => from <= Date.now())
  }
}

/** Where a worker is killed: it never comes to the commit, or never gets to say that it is through. */
type Death = 'before the commit' | 'after the commit' | 'not at all'

const dying = (death: Death): ReminderStore => ({
  load: (id) => store.load(id),
  commit: async (change) => {
    if (death === 'before the commit') throw new Error('killed before the commit')
    const done = await store.commit(change)
    if (death === 'after the commit') throw new Error('killed after the commit')
    return done
  },
})

const work = async (queue: Queue, index: number, { death, keep }: { death: Death; keep: boolean }) => {
  const message = queue.ready[index % Math.max(1, queue.ready.length)]
  if (!message) return
  const event = { Records: [{ messageId: 'm', body: message.body, eventSource: 'aws:sqs' }] } as unknown as SQSEvent
  const { batchItemFailures } = await jobHandler({ due: { reminder: fallDue(reminders, dying(death)) } })(event, lambda)
  if (batchItemFailures.length === 0 && !keep) queue.messages = queue.messages.filter((one) => one !== message)
}

const sweep = (queue: Queue, { diesBetween = false } = {}) =>
  sweepDue({
    index: diesBetween
      ? { ...dueIndexOf(testTable.table), setAside: () => Promise.reject(new Error('killed')) }
      : dueIndexOf(testTable.table),
    hand: async (_kind, entries) => {
      for (const { due, seconds } of entries) queue.send(due, seconds)
    },
    now: () => Date.now(),
    hasTime: () => true,
  })

const command = (id: string, what: ReminderCommand) =>
  execute(reminders, store, { id, command: what, context: contextOf({ now: instant(Date.now()) }) })
const write = async (dueAt: number, more: object = {}) => {
  const id = `rem_${ulid()}`
  const draft = ReminderDraft.parse({ text: '确认冷藏柜', dueAt: instant(dueAt), ...more })
  await command(id, { type: 'write', id, draft, customer: 'none' })
  return id
}
const eventsOf = async (id: string) =>
  (await testTable.table.queryAll({ partition: eventPartition(id) })).map(readEvent).map(({ type, at, data }) => ({ type, at, data }))
const timesDue = async (id: string) => (await eventsOf(id)).filter(({ type }) => type === 'reminder.fell_due').length

/** As long as it takes until nothing is left to do: sweeps, and a worker that does not die. */
const settle = async (queue: Queue) => {
  for (let round = 0; round < 4; round += 1) {
    await sweep(queue)
    vi.setSystemTime(Date.now() + 65 * minute)
    while (queue.ready.length > 0) await work(queue, 0, { death: 'not at all', keep: false })
  }
}

const waiting = async (index: ReturnType<typeof dueIndexOf>, horizon: number) => {
  const entries = []
  for await (const page of index.before(instant(horizon))) entries.push(...page)
  return entries
}

describe('the sweep', () => {
  it('hands over what falls due within the minute with the delay that is left of it, the earliest first, and nothing later', async () => {
    const now = Date.now()
    const ids = []
    for (const seconds of [30, -3600, 0, 59, 61, 90]) ids.push(await write(now + seconds * 1000))
    const queue = new Queue()
    expect(await sweep(queue)).toEqual({ handed: 4, latest: 3_600_000 })
    const handed = queue.messages.map(({ body, from }) => [JSON.parse(body).id, (from - now) / 1000])
    expect(handed).toEqual([
      [ids[1], 0],
      [ids[2], 0],
      [ids[0], 30],
      [ids[3], 59],
    ])
    await settle(queue)
  })

  it('hands nothing over twice within the hour that a job may be behind, and all of it again after that', async () => {
    const id = await write(Date.now())
    const queue = new Queue()
    await sweep(queue)
    await sweep(queue)
    expect(queue.messages).toHaveLength(1)
    vi.setSystemTime(Date.now() + 61 * minute)
    await sweep(queue)
    expect(queue.messages.map(({ body }) => JSON.parse(body).id)).toEqual([id, id])
    await settle(queue)
    expect(await timesDue(id)).toBe(1)
  })

  it('sets nothing aside that has changed, or that is gone, since it was seen', async () => {
    const [snoozed, done, left] = [await write(Date.now()), await write(Date.now()), await write(Date.now())]
    const index = dueIndexOf(testTable.table)
    const seen = await waiting(index, Date.now() + 1)
    const snoozedTo = instant(Date.now() + 5 * minute)
    await command(snoozed, { type: 'snooze', until: snoozedTo })
    await command(done, { type: 'finish' })
    await index.setAside(seen, instant(Date.now() + 60 * minute))
    const waits = (await waiting(index, Date.now() + 61 * minute)).map(({ id, at }) => [id, at])
    expect(waits).toEqual([
      [snoozed, snoozedTo],
      [left, instant(Date.now() + 60 * minute)],
    ])
    await settle(new Queue())
  })

  it('keeps the order of time over many pages of every partition', async () => {
    const { table, stop } = await startTestTable()
    const now = Date.now()
    const items = Array.from({ length: 4000 }, (_, i) => {
      const id = `rem_${ulid()}`
      return { pk: `REMINDER#${id}`, sk: 'STATE', ...dueAttributes('reminder', id, instant(now - ((i * 7919) % 4000) * 1000)) }
    })
    for (let start = 0; start < items.length; start += 100)
      await table.transact(items.slice(start, start + 100).map((item) => table.put(item)))
    const moments: string[] = []
    const hand = async (_kind: string, entries: readonly { readonly due: Due }[]) => void moments.push(...entries.map(({ due }) => due.at))
    const swept = await sweepDue({ index: dueIndexOf(table), hand, now: () => now, hasTime: () => true })
    await stop()
    expect(swept).toEqual({ handed: 4000, latest: 3_999_000 })
    expect(moments).toEqual(moments.toSorted())
  }, 120_000)

  it('asks the same few times when nothing is due, however much waits', async () => {
    const asked = vi.spyOn(testTable.dynamo, 'send')
    await sweep(new Queue())
    const empty = asked.mock.calls.length
    for (let i = 0; i < 20; i += 1) await write(Date.now() + 10 * minute + i)
    asked.mockClear()
    await sweep(new Queue())
    expect([empty, asked.mock.calls.length]).toEqual([8, 8])
    asked.mockRestore()
  })
})

type Step =
  | { readonly do: 'write'; readonly inMinutes: number }
  | { readonly do: 'snooze'; readonly which: number; readonly minutes: number }
  | { readonly do: 'finish' | 'reword'; readonly which: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'step back' | 'sweep' | 'sweep twice at once' | 'sweep and die' }
  | { readonly do: 'work'; readonly which: number; readonly death: Death; readonly keep: boolean }

const which = fc.nat(20)
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), inMinutes: fc.integer({ min: -5, max: 90 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('snooze' as const), which, minutes: fc.integer({ min: 1, max: 90 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('finish' as const, 'reword' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('step back' as const, 'sweep' as const, 'sweep twice at once' as const, 'sweep and die' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      which,
      death: fc.constantFrom<Death>('before the commit', 'after the commit', 'not at all', 'not at all'),
      keep: fc.boolean(),
    }),
  },
)

class World {
  readonly queue = new Queue()
  readonly ids: string[] = []

  async step(step: Step): Promise<void> {
    switch (step.do) {
      case 'write':
        this.ids.push(await write(Date.now() + step.inMinutes * minute, step.inMinutes % 3 === 0 ? { recurrence: 'FREQ=DAILY' } : {}))
        return
      case 'wait':
      case 'step back':
        vi.setSystemTime(Date.now() + (step.do === 'wait' ? step.minutes : -1) * minute)
        return
      case 'sweep':
      case 'sweep twice at once':
        await Promise.all(step.do === 'sweep' ? [sweep(this.queue)] : [sweep(this.queue), sweep(this.queue)])
        return
      case 'sweep and die':
        await sweep(this.queue, { diesBetween: true }).catch(() => undefined)
        return
      case 'work':
        return work(this.queue, step.which, step)
      default:
        return this.byHand(step)
    }
  }

  private async byHand(step: Extract<Step, { readonly do: 'snooze' | 'finish' | 'reword' }>): Promise<void> {
    const id = this.ids[step.which % Math.max(1, this.ids.length)]
    if (!id) return
    if (step.do === 'snooze') await command(id, { type: 'snooze', until: instant(Date.now() + step.minutes * minute) })
    else if (step.do === 'finish') await command(id, { type: 'finish' })
    else await command(id, { type: 'change', patch: { text: `再确认 ${Date.now()}` } })
  }
}

/** What its own history says: it fell due once between any two times that it was set to wait, and never before its time. */
const expectOnce = async (id: string) => {
  let waitsUntil: string | undefined
  for (const { type, at, data } of await eventsOf(id)) {
    if (type === 'reminder.written') waitsUntil = String((data['reminder'] as { dueAt: string }).dueAt)
    if (type === 'reminder.snoozed') waitsUntil = String(data['until'])
    if (type === 'reminder.done') waitsUntil = data['next'] === undefined ? undefined : String(data['next'])
    if (type !== 'reminder.fell_due') continue
    expect(waitsUntil, `${id} fell due and was not waiting`).toBeDefined()
    expect(at >= String(waitsUntil), `${id} fell due before its time`).toBe(true)
    waitsUntil = undefined
  }
  const now = instant(Date.now())
  expect(waitsUntil === undefined || waitsUntil > now, `${id} was forgotten`).toBe(true)
}

describe('whatever happens to the clock, the sweeps, the queue and the workers', () => {
  it('everything falls due once, never early, and is never forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), async (plan) => {
        const world = new World()
        for (const step of plan) await world.step(step)
        await settle(world.queue)
        for (const id of world.ids) await expectOnce(id)
      }),
      { numRuns: 60 },
    )
  }, 300_000)
})
