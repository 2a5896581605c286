import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dueIndexOf } from '../../adapters/dynamo/due-index.ts'
import { startOf } from '../../domain/kernel/calendar.ts'
import { Due } from '../../domain/kernel/due.ts'
import { PlainDate } from '../../domain/kernel/instant.ts'
import { hours, later, minutes } from '../../domain/kernel/later.ts'
import type { Death } from '../support/by-hand/deadly.ts'
import { settleFirm } from '../support/by-hand/door-work.ts'
import { laterWork } from '../support/by-hand/later-work.ts'
import { ask, type Held, type StageByHand, stageByHand } from '../support/by-hand/stage.ts'
import type { Seen, Walk } from '../support/by-hand/walk.ts'

let stage: StageByHand
let customer: string
beforeAll(async () => {
  stage = await stageByHand('2029-06-01T02:00:00.000Z')
  customer = (await settleFirm(stage)).customer
}, 120_000)
afterAll(() => stage?.stop())

const person = async (address: string): Promise<string> => {
  const body = { name: '李娜', emails: [{ address, primary: true }], affiliation: { role: 'logistics' } }
  return (await ask(stage, 'POST /v1/customers/{customerId}/contacts', { path: { customerId: customer }, body })).id
}

type Thing = { readonly name: string; readonly seen: Seen }
const span = 10 * hours
let month = 9
/** Later than this nobody waits before all is settled: the next day has a digest of its own. */
let end = ''

/** One of each that can fall due, in the night to the sixteenth of a month; the clock stands before it. */
const bringAll = async (walks: readonly Walk[] = laterWork): Promise<readonly Thing[]> => {
  month += 1
  const day = PlainDate.parse(new Date(Date.UTC(2029, month, 16)).toISOString().slice(0, 10))
  const start = later(startOf(day), -hours / 2)
  const before = later(start, -hours)
  const things: Thing[] = []
  for (const [n, { name, bring }] of walks.entries()) {
    stage.setTo(before)
    things.push({ name, seen: await bring({ stage, day, before, at: later(start, (n + 2) * 20 * minutes), customer, person }) })
    await stage.drain()
  }
  stage.setTo(start)
  end = later(start, span)
  return things
}

const eventsOf = ({ of, types }: Seen) => stage.events.filter(({ subject, type }) => subject.id === of && types.includes(type))
const mailsTo = (address: string) => stage.mails.filter(({ to }) => to === address)

/** What is to be seen of it, as often as it is seen: once each. */
const seenOf = (seen: Seen): readonly string[] =>
  eventsOf(seen).flatMap(({ type, data }) => (seen.apart ? seen.apart(data).map((which) => `${type} ${which}`) : [type]))

const expectMailed = ({ name, seen }: Thing & { readonly seen: { readonly mailTo: string } }): void => {
  const mails = mailsTo(seen.mailTo).length
  const unknown = stage.events.filter(({ subject, type }) => subject.id === seen.of && type === 'message.unknown').length
  expect(mails, `${name} went out twice`).toBeLessThanOrEqual(1)
  expect(mails + unknown, `${name} did not go out, and nobody is told`).toBeGreaterThanOrEqual(1)
}

const expectTaken = ({ name, seen }: Thing): void => {
  const about = stage.hooks.filter(({ body }) => JSON.parse(body).data.subject.id === seen.of)
  expect(new Set(about.map(({ id }) => id)).size, `${name} under one id`).toBe(1)
  expect(about.filter(({ status }) => status === 200).length, `${name} was taken`).toBeGreaterThanOrEqual(1)
}

/** Whoever has taken everything by now does not count as failing. */
const expectNobodyFails = async (): Promise<void> => {
  const { items } = await ask(stage, 'GET /v1/webhooks')
  expect(items.filter((one: { readonly failing?: unknown }) => one.failing !== undefined)).toEqual([])
}

/** Of each what is to be seen, once, and nothing before it was due. */
const expectOnce = (things: readonly Thing[]): void => {
  for (const thing of things) {
    const { name, seen } = thing
    const marks = seenOf(seen)
    expect(marks, `${name} happened twice`).toEqual([...new Set(marks)])
    if (seen.mailTo !== undefined) expectMailed({ name, seen: { ...seen, mailTo: seen.mailTo } })
    else if (seen.hooked) expectTaken(thing)
    else expect([...new Set(eventsOf(seen).map(({ type }) => type))].toSorted(), `${name} was forgotten`).toEqual(seen.types.toSorted())
    for (const { at, data } of eventsOf(seen))
      if (!seen.apart || seen.apart(data).length > 0) expect(at >= seen.due, `${name} came before its time`).toBe(true)
  }
}

/** As long as it takes until nothing is left to do: sweeps, and workers that do not die. */
const settle = async (deal?: (message: Held) => Promise<unknown>): Promise<void> => {
  for (let round = 0; round < 4; round += 1) {
    stage.move(65 * minutes)
    await stage.sweep()
    await stage.drain(deal)
  }
  expect(stage.queue.length, 'something is left to do').toBe(0)
}

const dueIn = (messages: readonly Held[]): readonly Due[] =>
  messages.flatMap(({ body }) => {
    const { success, data } = Due.safeParse(JSON.parse(body))
    return success ? [data] : []
  })

const firstPage = async (): Promise<readonly string[]> => {
  for await (const page of dueIndexOf(stage.table).before(stage.now())) return page.map(({ kind, id }) => `${kind} ${id}`)
  return []
}

/** As long as an attempt at a receiver is left to whoever began it. */
const lease = 3 * minutes

/** Its worker dies before each of its writes but the first, one after another; once it is through it is delivered again. */
const dyingAtEach = async (message: Held): Promise<void> => {
  for (let write = 2; !(await stage.work(message, { death: { write, taken: false, how: 'cut off' }, keep: true })); write += 1)
    if (message.worker.includes('WebhookDeliveries')) stage.move(lease)
  await stage.work(message)
}

describe('every kind of later work', () => {
  it('has its walk here, so that none comes about without', () => {
    expect([...new Set(laterWork.map(({ kind }) => kind))].toSorted()).toEqual([...stage.kinds()].toSorted())
  })

  it('is done after an outage late and once, handed over in the order of its time, though every worker dies after each of its writes', async () => {
    const things = await bringAll()
    stage.move(span + hours)
    await stage.sweep()
    const handed = dueIn(stage.queue)
    expect(new Set(handed.map(({ kind, id }) => `${kind} ${id}`)).size, 'handed over twice').toBe(handed.length)
    expect(new Set(handed.map(({ kind }) => kind))).toEqual(new Set(stage.kinds()))
    for (const of of Map.groupBy(handed, ({ kind }) => kind).values()) {
      const moments = of.map(({ at }) => at)
      expect(moments).toEqual(moments.toSorted())
    }
    await settle(dyingAtEach)
    await settle()
    expectOnce(things)
    await expectNobodyFails()
    expect(await firstPage()).toEqual([])
  }, 240_000)
})

type Step =
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'step back' | 'sweep' | 'sweep twice at once' }
  | { readonly do: 'sweep and die'; readonly death: Death }
  | { readonly do: 'deliver'; readonly which: number; readonly how: 'once' | 'and keep' | 'to two at once' }
  | { readonly do: 'deliver to one who dies'; readonly which: number; readonly death: Death }

const death = fc.record({
  write: fc.integer({ min: 1, max: 3 }),
  taken: fc.boolean(),
  how: fc.constantFrom('killed' as const, 'cut off' as const),
})
const which = fc.nat(30)
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('step back' as const, 'sweep' as const, 'sweep twice at once' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep and die' as const), death }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      which,
      how: fc.constantFrom('once' as const, 'and keep' as const, 'to two at once' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver to one who dies' as const), which, death }) },
)

const deliver = async (number: number, working: Parameters<StageByHand['work']>[1]): Promise<void> => {
  await stage.follow()
  const ready = stage.ready()
  const message = ready[number % Math.max(1, ready.length)]
  if (message) await stage.work(message, working)
}

const take = async (step: Step): Promise<unknown> => {
  switch (step.do) {
    case 'wait':
      return stage.move(Math.min(step.minutes * minutes, Math.max(0, Date.parse(end) - Date.parse(stage.now()))))
    case 'step back':
      return stage.move(-minutes)
    case 'sweep':
      return stage.sweep()
    case 'sweep twice at once':
      return stage.sweepTwiceAtOnce()
    case 'sweep and die':
      return stage.sweep(step.death)
    case 'deliver':
      return deliver(step.which, { keep: step.how === 'and keep', beside: step.how === 'to two at once' })
    case 'deliver to one who dies':
      return deliver(step.which, { death: step.death })
  }
}

/** What is left is delivered so often, the last first where it is so. */
const often = (times: number) => async (message: Held) => {
  for (let time = 1; time < times; time += 1) await stage.work(message, { keep: true })
  await stage.work(message)
}

describe('whatever happens to the clock, the sweeps, the queues and the workers', () => {
  it('everything that falls due is done once, never before its time, and none is forgotten', async () => {
    const plans = fc.record({
      walks: fc.shuffledSubarray([...laterWork], { minLength: 6, maxLength: 9 }),
      plan: fc.array(steps, { minLength: 15, maxLength: 45 }),
      times: fc.integer({ min: 1, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(plans, async ({ walks, plan, times }) => {
        const things = await bringAll(walks)
        for (const step of plan) await take(step)
        if (stage.now() < end) stage.setTo(end)
        await settle(often(times))
        expectOnce(things)
        await expectNobodyFails()
        await expectNobodyFails()
      }),
      { numRuns: 3, endOnFailure: true },
    )
  }, 600_000)
})
