import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'
import { alteredAssembly, reaching } from './fixture/altered-assembly.ts'
import { type Ask, clientOf } from './fixture/client.ts'
import { type FaultProxy, lost, startFaultProxy } from './fixture/fault-proxy.ts'

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

describe('when SES has too much to do', () => {
  it('every mail goes out once, later', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, somebody))
    const body = Buffer.from('{"message":"Maximum sending rate exceeded."}')
    const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'TooManyRequestsException' }
    const asked = ses.asked(sending)
    ses.meet(sending, async () => ({ status: 429, headers, body }), 6)
    const ids = await Promise.all(people.map(({ id }) => send(id)))
    await expect.poll(() => ses.asked(sending), { timeout: 20_000 }).toBe(asked + 6)
    for (const id of ids) await expect.poll(async () => (await message(id)).version, { timeout: 20_000 }).toBe(3)
    await advance(on, 'PT5M')
    ask = await clientOf(on)
    for (const id of ids) await expect.poll(async () => (await message(id)).state, { timeout: 90_000, interval: 500 }).toBe('delivered')
    for (const { address } of people) expect(await mailTo(on, address)).toHaveLength(1)
  }, 180_000)
})
