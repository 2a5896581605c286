import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deal, playDay, setUpDesk } from '../support/by-hand/small-day.ts'
import { ask, type Held, type StageByHand, stageByHand } from '../support/by-hand/stage.ts'

let stage: StageByHand
const delivered = new Set<string>()
/** All that was delivered on a day, to be delivered once more when it is over. */
let kept: Held[] = []

beforeAll(async () => {
  stage = await stageByHand(mondays[0])
  await setUpDesk(stage)
}, 120_000)
afterAll(() => stage?.stop())

/** Three weeks apart, and none near a holiday. */
const mondays = ['2029-11-05T02:00:00.000Z', '2029-11-26T02:00:00.000Z'] as const

const inNames = (text: string): string => text.replace(/\d[\d-]*/g, '#')
const tally = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length] as const).toSorted())

const itemsNow = async (): Promise<Readonly<Record<string, number>>> => {
  const entities: string[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await stage.dynamo.send(new ScanCommand({ TableName: stage.tableName, ...(after && { ExclusiveStartKey: after }) }))
    entities.push(...(page.Items ?? []).map(({ entity, pk }) => String(entity ?? String(pk).split('#')[0])))
    after = page.LastEvaluatedKey
  } while (after)
  return tally(entities)
}
const since = (before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(now).flatMap(([name, count]) =>
      count === before[name] || lasting.includes(name) ? [] : [[name, count - (before[name] ?? 0)]],
    ),
  )

/** What counts for a month or for good is there from the first day on: of these it is looked at what they say. */
const lasting = ['desk_cell', 'survey_cell', 'turn']
/** What stays open of the day before is open still, so it is left out; of the others how many they count. */
const figuresOf = async (start: string): Promise<Readonly<Record<string, unknown>>> => {
  const [from = ''] = start.split('T')
  const { backlog: _open, breached, ...figures } = (await ask(stage, 'GET /v1/desk/figures', { query: { from, to: from } })).total
  return Object.fromEntries(Object.entries<{ count: number }>({ ...breached, ...figures }).map(([name, { count }]) => [name, count]))
}

/** What a day holds, so that there is something to be done twice. */
const held = [
  'ticket.assigned',
  'ticket.message_received',
  'ticket.replied',
  'ticket.fix_offered',
  'ticket.closed',
  'ticket.escalated',
  'survey.answered',
  'suggestion.received',
  'reminder.fell_due',
  'desk_answer.given',
  'message.delivered',
  'inbound.heard',
]

/** What a day leaves: what happened to each record, whoever was written to, what a receiver was told, and how many items there are. */
const ledgerOf = async (start: string, deal: Deal, end = async () => {}) => {
  stage.setTo(start)
  await stage.sweep()
  await stage.drain()
  const [events, mails, hooks, items] = [stage.events.length, stage.mails.length, stage.hooks.length, await itemsNow()]
  kept = []
  await playDay(stage, deal)
  await end()
  const told = stage.events.slice(events)
  const bySubject = [...Map.groupBy(told, ({ subject }) => subject.id).values()]
  return {
    records: tally(
      bySubject.map((all) =>
        all
          .map(({ type }) => type)
          .toSorted()
          .join(' '),
      ),
    ),
    mails: tally(stage.mails.slice(mails).map(({ to, subject }) => inNames(`${to}: ${subject}`))),
    hooks: tally(
      [...new Set(stage.hooks.slice(hooks).map(({ id, body }) => `${id} ${JSON.parse(body).type}`))].map((one) => one.split(' ')[1] ?? ''),
    ),
    items: since(items, await itemsNow()),
    figures: await figuresOf(start),
  }
}

const once: Deal = (message) => stage.work(message)
const twice: Deal = async (message) => {
  delivered.add(message.worker)
  kept.push({ ...message })
  await stage.work(message, { keep: true })
  await stage.work(message)
}
/** Everything once more, the last first: what came long ago, and out of order. */
const allAgain = async () => {
  for (const { worker, body } of kept.toReversed()) stage.queue.push({ worker, body, from: 0, failed: 0 })
  await stage.drain()
}
describe('a small day at the desk', () => {
  let undisturbed: Awaited<ReturnType<typeof ledgerOf>>

  it('leaves what it is to leave', async () => {
    undisturbed = await ledgerOf(mondays[0], once)
    expect(Object.keys(undisturbed.records).join(' ').split(' ')).toEqual(expect.arrayContaining([...held]))
    expect(Object.values(undisturbed.mails)).toEqual([3, 3, 1])
  }, 240_000)

  it('leaves the same where every message is delivered twice, and all of them once more when the day is over', async () => {
    expect(await ledgerOf(mondays[1], twice, allAgain)).toEqual(undisturbed)
    expect(stage.workers().filter((worker) => !delivered.has(worker))).toEqual([])
  }, 240_000)
})
