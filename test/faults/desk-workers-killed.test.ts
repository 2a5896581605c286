import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { tireless } from './fixture/altered-assembly.ts'
import { functionNamed } from './fixture/client.ts'
import type { StoredItem } from './fixture/engines.ts'
import type { Fault } from './fixture/fault-proxy.ts'
import { type Stage, setStage } from './fixture/stage.ts'

let stage: Stage
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const always = Object.fromEntries(week.map((day) => [day, ['00:00-24:00']]))
const agents = ['usr_one', 'usr_two', 'usr_three']

const openDesk = (user: string) =>
  stage.ask(`PATCH /v1/desks/${user}`, { teams: ['customer_service', 'operations', 'finance'], shifts: always, limit: 100 })

beforeAll(async () => {
  stage = await setStage(tireless(/Inbound|Dispatch/))
  for (const user of agents) expect((await openDesk(user)).status).toBe(200)
})
afterEach(() => stage.heal())
afterAll(() => stage.strike())

/** Nobody hears of it any more: whoever asked is killed over it. */
const never = () => new Promise<undefined>(() => {})

/**
 * Of the next requests in which one of these happens, whoever makes the first dies before it is done, the next one after, and so on.
 * A request that is asked again, as the client does by itself, bears the same token and is answered no more than before.
 */
const deadly = (happens: RegExp, times: number): Fault => {
  const doomed = new Set<string>()
  return async (forward, body) => {
    const token = /"ClientRequestToken":"([^"]+)"/.exec(body)?.[1] ?? ''
    if (doomed.has(token)) return never()
    if (doomed.size === times || !happens.test(body)) return forward()
    doomed.add(token)
    if (doomed.size % 2 === 0) await forward()
    return never()
  }
}

let brought = 0
const bring = async (count: number): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let i = 0; i < count; i += 1) {
    brought += 1
    const from = { name: 'Li Na', address: `li.na.${brought}@shunda.example` }
    const { status, body, text } = await stage.ask('POST /v1/inbound', {
      externalId: `m-${brought}`,
      from,
      text: `Where is it? ${brought}`,
    })
    expect(status, text).toBe(201)
    ids.push(body.id)
  }
  return ids
}
const ticketOf = async (id: string): Promise<string | undefined> => (await stage.ask(`GET /v1/inbound/${id}`)).body.ticketId
const ticketsOf = async (ids: readonly string[]) => Promise.all(ids.map(ticketOf))
const assigneesOf = (tickets: readonly string[]): Promise<readonly string[]> =>
  Promise.all(tickets.map(async (id) => (await stage.ask(`GET /v1/tickets/${id}`)).body.assignee))

/** Waits until each message is on a ticket, and each ticket is somebody's. Answers with the tickets. */
const allHandedOut = async (ids: readonly string[]): Promise<readonly string[]> => {
  await expect.poll(() => ticketsOf(ids), { timeout: 400_000, interval: 500 }).not.toContain(undefined)
  const tickets = (await ticketsOf(ids)).filter((id) => id !== undefined)
  await expect.poll(() => assigneesOf(tickets), { timeout: 400_000, interval: 500 }).not.toContain(undefined)
  return tickets
}

const rowsOf = (items: readonly StoredItem[], entity: string, ticket: string) =>
  items.filter((item) => item.entity === entity && (item.pk.includes(ticket) || item.sk.includes(ticket)))

/** Each on a ticket of its own with one message, opened once, given once, and in the hands of one. */
const expectOnce = async (tickets: readonly string[]): Promise<void> => {
  expect(new Set(tickets).size).toBe(tickets.length)
  const items = await stage.everyItem()
  expect(items.filter(({ entity }) => entity === 'ticket').length).toBe(brought)
  expect(items.filter(({ entity }) => entity === 'ticket_message').length).toBe(brought)
  for (const ticket of tickets) {
    const types = items.filter(({ entity, pk }) => entity === 'event' && pk === `EVENTS#${ticket}`).map(({ type }) => type)
    expect(types.filter((type) => type === 'ticket.opened')).toHaveLength(1)
    expect(types.filter((type) => type === 'ticket.assigned')).toHaveLength(1)
    expect(rowsOf(items, 'ticket_message', ticket)).toHaveLength(1)
    expect(rowsOf(items, 'in-hand-row', ticket)).toHaveLength(1)
    expect(rowsOf(items, 'waiting-row', ticket)).toHaveLength(0)
  }
}

const errorsOf = async (name: string): Promise<number> => (await functionNamed(stage.deployment(), name)).errors

describe('a worker of the desk that is killed in the middle', () => {
  it('of taking messages in opens one ticket for each, and loses none', { timeout: 900_000 }, async () => {
    const before = await errorsOf('messaging-Inbound')
    stage.proxies.table.meet('TransactWriteItems', deadly(/inbound\.routed|ticket\.opened|inbound\.taken/, 2), 10_000)
    const tickets = await allHandedOut(await bring(6))
    await expect.poll(() => errorsOf('messaging-Inbound'), { timeout: 60_000 }).toBeGreaterThan(before)
    await expectOnce(tickets)
  })

  it('with everything else, while both have work in hand, leaves nothing undone and nothing doubled', { timeout: 900_000 }, async () => {
    stage.proxies.table.meet('TransactWriteItems', deadly(/ticket\.(?:opened|assigned)/, 2), 10_000)
    const asked = stage.proxies.table.asked('TransactWriteItems')
    const ids = await bring(6)
    await expect.poll(() => stage.proxies.table.asked('TransactWriteItems'), { timeout: 60_000 }).toBeGreaterThan(asked + ids.length)
    await stage.deployment().kill9()
    await stage.restart()
    await expectOnce(await allHandedOut(ids))
  })
})
