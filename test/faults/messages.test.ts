import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'
import { alteredAssembly, reaching, turnedOff } from './fixture/altered-assembly.ts'
import { type Ask, clientOf, queueNamed } from './fixture/client.ts'
import { type Fault, type FaultProxy, lost, startFaultProxy } from './fixture/fault-proxy.ts'

let ses: FaultProxy
let on: TestDeployment
let assembly: string
let ask: Ask
let customer: string

/** SES's calls name no operation: it is in their path. */
const sending = ''

const connect = async () => {
  ses.leadTo(on.mail)
  ask = await clientOf(on)
}

beforeAll(async () => {
  ses = await startFaultProxy()
  assembly = await alteredAssembly(reaching('SESV2', ses.url))
  on = await deploy({ assembly })
  await connect()
  customer = (await ask('POST /v1/customers', madeUpCompany())).body.id
}, 120_000)
afterEach(() => ses.heal())
afterAll(async () => {
  await on?.remove()
  await ses.stop()
  await rm(assembly, { recursive: true })
})

const somebody = async () => {
  const address = madeUpEmail()
  const made = await ask(`POST /v1/customers/${customer}/contacts`, {
    name: '李娜',
    emails: [{ address }],
    affiliation: { role: 'logistics' },
  })
  return { id: made.body.id as string, address }
}
const send = async (contact: string): Promise<string> => {
  const fields = { title: 'Closed', body: 'Over the holiday' }
  return (await ask('POST /v1/messages', { to: { kind: 'contact', id: contact }, template: 'letter', fields })).body.id
}
const message = async (id: string) => (await ask(`GET /v1/messages/${id}`)).body
const state = (id: string) => expect.poll(async () => (await message(id)).state, { timeout: 20_000, interval: 100 })
const unknown = async () => (await ask('GET /v1/messages?state=unknown')).body.items.map(({ id }: { id: string }) => id)

describe('when nobody knows whether a mail went out', () => {
  it('because the answer of SES was lost, it is asked for no second time, and what SES tells of it later settles it', async () => {
    const { id: contact, address } = await somebody()
    const asked = ses.asked(sending)
    ses.meet(sending, lost)
    const id = await send(contact)
    await state(id).toBe('delivered')
    expect(ses.asked(sending)).toBe(asked + 1)
    expect(await mailTo(on, address)).toHaveLength(1)
  })

  it('because nothing came back at all, a person is shown it, and says that it is to be sent again', async () => {
    const { id: contact, address } = await somebody()
    ses.meet(sending, async () => undefined)
    const id = await send(contact)
    await state(id).toBe('unknown')
    expect(await unknown()).toContain(id)
    expect(await mailTo(on, address)).toEqual([])
    expect((await ask(`POST /v1/messages/${id}/settle`, { as: 'again' })).status).toBe(200)
    await state(id).toBe('delivered')
    expect(await mailTo(on, address)).toHaveLength(1)
    expect(await unknown()).not.toContain(id)
  })

  it('because the machine died between the call and the word of it, no second mail goes out, however late it is', async () => {
    const { id: contact, address } = await somebody()
    let killed: Promise<void> | undefined
    const asked = ses.asked(sending)
    ses.meet(sending, async () => {
      killed = on.kill9()
      return undefined
    })
    const id = await send(contact)
    await expect.poll(() => killed !== undefined, { timeout: 20_000 }).toBe(true)
    await killed
    on = await on.restart()
    await connect()
    expect((await message(id)).state).toBe('sending')
    await advance(on, 'PT10M')
    ask = await clientOf(on)
    await state(id).toBe('unknown')
    expect(ses.asked(sending)).toBe(asked + 1)
    expect(await mailTo(on, address)).toEqual([])
    const settled = await ask(`POST /v1/messages/${id}/settle`, { as: 'sent' })
    expect(settled.body).toMatchObject({ state: 'sent', settled: { as: 'sent' } })
  }, 90_000)
})

const tooMany = {
  status: 429,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'TooManyRequestsException' },
  body: Buffer.from('{"message":"Maximum sending rate exceeded."}'),
}

/** SES behind a gate. It counts what is asked of it at the same moment; open, it takes so many in all, and turns the others away. */
const gatedSes = () => {
  const gate = Promise.withResolvers<void>()
  const seen = { underWay: 0, most: 0, taken: 0, turnedAway: 0 }
  let room = 0
  const meet: Fault = async (forward) => {
    seen.underWay += 1
    seen.most = Math.max(seen.most, seen.underWay)
    await gate.promise
    const isTaken = seen.taken < room
    seen[isTaken ? 'taken' : 'turnedAway'] += 1
    try {
      return isTaken ? await forward() : tooMany
    } finally {
      seen.underWay -= 1
    }
  }
  const takeUpTo = (most: number): void => {
    room = most
    gate.resolve()
  }
  return { seen, meet, takeUpTo }
}

describe('when SES has too much to do', () => {
  it('every mail goes out once, later', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, somebody))
    const asked = ses.asked(sending)
    ses.meet(sending, async () => tooMany, 6)
    const ids = await Promise.all(people.map(({ id }) => send(id)))
    await expect.poll(() => ses.asked(sending), { timeout: 20_000 }).toBe(asked + 6)
    for (const id of ids) await expect.poll(async () => (await message(id)).version, { timeout: 20_000 }).toBe(3)
    await advance(on, 'PT5M')
    ask = await clientOf(on)
    for (const id of ids) await expect.poll(async () => (await message(id)).state, { timeout: 90_000, interval: 500 }).toBe('delivered')
    for (const { address } of people) expect(await mailTo(on, address)).toHaveLength(1)
  }, 180_000)
})

describe('after an hour in which nothing was sent', () => {
  /** Three batches of ten, the messages of a batch beside one another. */
  const atOnce = 30
  const titles = Array.from({ length: 2 * atOnce }, (_, i) => `Late ${i}`)

  it('all goes out once, so much at the same moment and never more, and what SES turns away waits again', async () => {
    const { id, address } = await somebody()
    const idle = await alteredAssembly(reaching('SESV2', ses.url), turnedOff(/MessageSender|DueSweepSchedule/))
    on = await on.restart(idle)
    await connect()
    const to = { kind: 'contact', id }
    const post = (title: string) => ask('POST /v1/messages', { to, template: 'letter', fields: { title, body: '-' } })
    const ids = await Promise.all(titles.map(async (title) => (await post(title)).body.id as string))
    await expect.poll(async () => (await queueNamed(on, 'MessageSender')).waiting, { timeout: 20_000 }).toBe(titles.length)
    await advance(on, 'PT1H')

    const { seen, meet, takeUpTo } = gatedSes()
    ses.meet(sending, meet, 10 * titles.length)
    on = await on.restart(assembly)
    await rm(idle, { recursive: true })
    await connect()
    await expect.poll(() => seen.underWay, { timeout: 20_000 }).toBe(atOnce)
    takeUpTo(14)
    await expect.poll(() => seen.taken + seen.turnedAway, { timeout: 60_000 }).toBeGreaterThanOrEqual(titles.length)
    expect(seen).toMatchObject({ taken: 14, most: atOnce })

    takeUpTo(titles.length)
    await advance(on, 'PT5M')
    await connect()
    for (const one of ids) await expect.poll(async () => (await message(one)).state, { timeout: 90_000, interval: 200 }).toBe('delivered')
    expect(seen).toMatchObject({ underWay: 0, most: atOnce, taken: titles.length })
    expect((await mailTo(on, address)).map(({ subject }) => subject).sort()).toEqual(titles.toSorted())
  }, 240_000)
})
