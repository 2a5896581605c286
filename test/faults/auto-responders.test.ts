import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headers } from '../../demo/mails/raw.ts'
import { minutes } from '../../domain/kernel/later.ts'
import { answering, heardId, letterFrom, mailsTo } from '../support/by-hand/letters.ts'
import type { Mail } from '../support/by-hand/outside.ts'
import { type StageByHand, stageByHand } from '../support/by-hand/stage.ts'
import { madeUpEmail } from '../support/made-up.ts'

let stage: StageByHand
beforeAll(async () => {
  // A Monday morning in China.
  stage = await stageByHand('2029-11-05T02:00:00.000Z')
}, 120_000)
afterAll(() => stage?.stop())

/** How a program answers a mail, whatever stands in it. */
type Robot = (heard: Mail) => Headers
const never = 140

/** What a mailbox that answers everything brings about: how many mails came, how many of ours there were, and what became of them. */
const converse = async (robot: Robot, { pause = 1, initiative = [] as readonly number[] } = {}) => {
  const address = madeUpEmail()
  const before = stage.events.length
  let brought = 0
  let answered = 0
  const bring = async (headers: Headers) => {
    await stage.mailIn(letterFrom(address, 'Thank you for your message.', { 'Message-ID': `<${randomUUID()}@robot.example>`, ...headers }))
    brought += 1
    await stage.drain()
  }
  const answerAll = async () => {
    for (let next = mailsTo(stage, address)[answered]; next && brought < never; next = mailsTo(stage, address)[answered]) {
      answered += 1
      stage.move(pause * minutes)
      await bring(robot(next))
    }
  }
  await bring({})
  await answerAll()
  for (const wait of initiative) {
    const [last] = mailsTo(stage, address).slice(-1)
    stage.move(wait * minutes)
    await bring(last ? robot(last) : {})
    await answerAll()
  }
  const events = stage.events.slice(before)
  const count = (type: string) => events.filter((event) => event.type === type).length
  const said = (event: (typeof events)[number]) => event.data as unknown as { readonly ticketId?: string }
  const places = new Set(events.filter(({ type }) => type === 'inbound.taken').map((event) => said(event).ticketId))
  return {
    brought,
    ours: mailsTo(stage, address).length,
    came: count('inbound.received'),
    seenTo: count('inbound.taken') + count('inbound.ignored'),
    ignored: count('inbound.ignored'),
    tickets: count('ticket.opened'),
    places: places.size,
  }
}
type Told = Awaited<ReturnType<typeof converse>>

/** Nothing of what came is lost: it is on a ticket that is there, or was seen to be a machine's. */
const expectNothingLost = ({ brought, came, seenTo, tickets, places }: Told): void =>
  expect([came, seenTo, places]).toEqual([brought, brought, tickets])

const fresh = () => ({ Subject: `Your request ${randomUUID()}` })

describe('a mailbox that answers every mail of ours at once', { timeout: 240_000 }, () => {
  it.each<[string, Robot]>([
    ['says so, as RFC 3834 has it', (heard) => ({ ...answering(heard), 'Auto-Submitted': 'auto-replied' })],
    ['says so to the desk itself and names no mail that it answers', () => ({ ...fresh(), 'Auto-Submitted': 'auto-replied' })],
    ['says so by its subject alone', (heard) => ({ ...answering(heard), Subject: `Automatic reply: ${heard.subject}` })],
    ['says so only as mail to many does', (heard) => ({ ...answering(heard), Precedence: 'bulk' })],
  ])('and %s, gets one', async (_, robot) => {
    const told = await converse(robot)
    expectNothingLost(told)
    expect(told).toMatchObject({ brought: 2, ours: 1, tickets: 1 })
  })

  it.each<[string, Robot]>([
    ['answers the address for answers, under ever new subjects', (heard) => ({ To: heard.replyTo ?? '', ...fresh() })],
    ['names the mail that it answers, at the address of the desk', (heard) => ({ 'In-Reply-To': heardId(heard), ...fresh() })],
    ['keeps the number in its subject', (heard) => ({ Subject: `Re: ${heard.subject}` })],
    ['denies that it is one', (heard) => ({ ...answering(heard), 'Auto-Submitted': 'no' })],
  ])('as if a person had, and %s, gets one on a ticket', async (_, robot) => {
    const told = await converse(robot)
    expectNothingLost(told)
    expect(told).toMatchObject({ brought: 2, ours: 1, tickets: 1, ignored: 0 })
  })

  it('as if each answer began a new matter, is told by its haste, and hears no more', async () => {
    const told = await converse(() => fresh())
    expectNothingLost(told)
    expect(told.ours).toBeLessThanOrEqual(20)
    expect(told.brought).toBe(told.ours + 1)
    expect(told.ignored).toBe(0)
  })

  it('as if each answer began a new matter, and takes its time for it, is told by the number of its mails within a day, and hears no more', async () => {
    const told = await converse(() => fresh(), { pause: 4 })
    expectNothingLost(told)
    // More than the hour would have let through, and at worst a day ends in between.
    expect(told.ours).toBeGreaterThanOrEqual(60)
    expect(told.ours).toBeLessThanOrEqual(2 * 60)
    expect(told.brought).toBe(told.ours + 1)
    expect([told.tickets, told.ignored]).toEqual([told.brought, 0])
  })
})

describe('a mailbox that writes by itself besides', { timeout: 240_000 }, () => {
  it('hears from us once a day in its thread, however often it writes', async () => {
    const everySixHours = Array.from({ length: 10 }, () => 360)
    const told = await converse((heard) => ({ To: heard.replyTo ?? '', ...fresh() }), { initiative: everySixHours })
    expectNothingLost(told)
    expect(told.brought).toBeGreaterThan(everySixHours.length)
    expect([told.ours, told.tickets]).toEqual([3, 1])
  })
})
