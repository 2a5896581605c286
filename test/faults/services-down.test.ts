import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { advance } from '../support/clock.ts'
import { type Ask, clientOf, enginesOf } from './fixture/client.ts'
import { down, hanging, lost, partial, refused } from './fixture/fault-proxy.ts'
import { individual, mobile, person } from './fixture/people.ts'
import { type Stage, setStage } from './fixture/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.heal())
afterAll(() => stage.strike())

/** What registering customers leaves, whatever jobs may be writing meanwhile. */
const written = async () =>
  (await stage.everyItem()).filter(
    ({ pk, entity, type }) => pk.startsWith('IDEMPOTENCY#') || ['customer', 'claim'].includes(entity) || type === 'customer.registered',
  )

describe('while the key service refuses', () => {
  const sealingKey = async (): Promise<string> => {
    const { keys } = JSON.parse(await readFile(join(stage.deployment().dataDir, 'kms-keys.json'), 'utf8'))
    return keys.find(({ spec }: { spec: string }) => spec === 'SYMMETRIC_DEFAULT').arn
  }
  const kms = async (command: DisableKeyCommand | EnableKeyCommand) => {
    const client = new KMSClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: (await enginesOf(stage.deployment())).kms,
    })
    await client.send(command)
    client.destroy()
  }

  it('a write of something sensitive stores nothing at all, masked reads go on, and it recovers by itself', async () => {
    const { id } = await stage.register()
    const { phones } = (await stage.ask(`GET /v1/customers/${id}`)).body
    const sealing = await sealingKey()
    const before = await written()
    await kms(new DisableKeyCommand({ KeyId: sealing }))
    const body = individual(stage.next())
    const refusal = await stage.ask('POST /v1/customers', body, { 'idempotency-key': 'while-down' })
    expect(refusal).toMatchObject({ status: 503, body: { code: 'service.vault_unavailable' } })
    expect(refusal.headers.get('retry-after')).toBe('1')
    const after = await written()
    expect(after).toHaveLength(before.length)
    expect(JSON.stringify(after)).not.toContain(body.name)
    const masked = await clientOf(stage.deployment(), 'compliance')
    expect(await masked(`GET /v1/customers/${id}`)).toMatchObject({ status: 200, body: { id } })
    expect((await masked(`GET /v1/customers/${id}`)).text).not.toContain(phones[0].number)
    expect((await stage.ask('GET /healthz')).body).toMatchObject({ code: 'service.unhealthy', down: ['sealingKey'] })
    await kms(new EnableKeyCommand({ KeyId: sealing }))
    expect(await stage.ask('POST /v1/customers', body, { 'idempotency-key': 'while-down' })).toMatchObject({ status: 201 })
    expect((await stage.ask('GET /healthz')).status).toBe(200)
  })

  it('and one that hangs or is gone is given up within the time of a request', async () => {
    for (const fault of [hanging, down]) {
      stage.proxies.keys.meet('GenerateDataKey', fault, 10)
      const refusal = await stage.ask('POST /v1/customers', individual(stage.next()))
      expect(refusal.status).toBe(503)
      expect(['service.vault_unavailable', 'service.timeout']).toContain(refusal.body.code)
      stage.proxies.keys.heal()
      await stage.register()
    }
  })
})

describe('while the table', () => {
  it('is throttled for a moment, a write gets through, once', async () => {
    stage.proxies.table.meet('TransactWriteItems', refused('ThrottlingException'), 2)
    const { id } = await stage.register()
    expect(await stage.eventsOf(id)).toEqual(['customer.registered'])
  })

  it('is throttled for long, a write is refused with the time to come back, and nothing is there', async () => {
    await stage.register()
    const before = await written()
    expect(before.map(({ entity }) => entity)).toEqual(expect.arrayContaining(['customer', 'claim', 'event']))
    stage.proxies.table.meet('TransactWriteItems', refused('ThrottlingException'), 100)
    const refusal = await stage.ask('POST /v1/customers', individual(stage.next()))
    expect(refusal).toMatchObject({ status: 503, body: { code: 'service.busy' } })
    expect(refusal.headers.get('retry-after')).toBe('1')
    expect(await written()).toEqual(before)
  })

  it('is throttled, a read is refused in the same way', async () => {
    const { id } = await stage.register()
    stage.proxies.table.meet('GetItem', refused('ProvisionedThroughputExceededException'), 100)
    const refusal = await stage.ask(`GET /v1/customers/${id}`)
    expect(refusal.status).toBe(503)
    expect(['service.busy', 'service.timeout']).toContain(refusal.body.code)
  })

  it('loses the answer to a transaction that it applied, the caller hears of one success, and it is done once', async () => {
    stage.proxies.table.meet('TransactWriteItems', lost)
    const customer = await stage.register()
    expect(await stage.eventsOf(customer.id)).toEqual(['customer.registered'])
    stage.proxies.table.meet('TransactWriteItems', lost)
    expect(await stage.ask(`PATCH /v1/customers/${customer.id}`, { tier: 'vip' })).toMatchObject({ status: 200, body: { version: 2 } })
    stage.proxies.table.meet('TransactWriteItems', lost)
    expect(await stage.ask(`POST /v1/customers/${customer.id}/contacts`, person(stage.next()))).toMatchObject({
      status: 201,
      body: { version: 1 },
    })
    expect(await stage.eventsOf(customer.id)).toEqual(['customer.registered', 'customer.changed'])
  })

  it('answers only a part of a batch, the rest is asked for again', async () => {
    const [customer, other] = [await stage.register(), await stage.register()]
    const path = `/v1/customers/${customer.id}`
    expect((await stage.ask(`POST ${path}/relations`, { to: other.id, type: 'payer' })).status).toBe(201)
    stage.proxies.table.meet('BatchGetItem', partial)
    const overview = await stage.ask(`GET ${path}/overview`)
    expect(overview.body.profile.customer.id).toBe(customer.id)
    expect(overview.body.relations.items).toHaveLength(1)
  })

  it('hangs, a request is answered before the gateway gives it up; a hiccup of one call is not even noticed', async () => {
    const { id } = await stage.register()
    stage.proxies.table.meet('GetItem', hanging)
    expect((await stage.ask(`GET /v1/customers/${id}`)).status).toBe(200)
    stage.proxies.table.meet('GetItem', hanging, 100)
    const refusal = await stage.ask(`GET /v1/customers/${id}`)
    expect(refusal).toMatchObject({ status: 503 })
    expect(refusal.headers.get('retry-after')).toBe('1')
  })

  it('is gone, a request says so, and the next finds it again', async () => {
    const { id } = await stage.register()
    stage.proxies.table.meet('GetItem', down, 100)
    expect(await stage.ask(`GET /v1/customers/${id}`)).toMatchObject({ status: 503, body: { code: 'service.unhealthy' } })
    stage.proxies.table.heal()
    expect((await stage.ask(`GET /v1/customers/${id}`)).status).toBe(200)
  })
})

describe('when the clock moves on', () => {
  it('tokens expire, and an Idempotency-Key is forgotten after a day and no sooner', async () => {
    const path = '/v1/customers/lookup'
    expect((await stage.ask(`POST ${path}`, { phone: mobile(1) })).status).toBe(200)
    const { id } = await stage.register()
    const note = (to: Ask, text: string) => to(`POST /v1/customers/${id}/notes`, { text }, { 'idempotency-key': 'a-note' })
    const first = await note(stage.ask, 'first')
    expect(await note(stage.ask, 'other')).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } })
    await advance(stage.deployment(), 'PT9H')
    expect((await stage.ask(`GET /v1/customers/${id}`)).status).toBe(401)
    const later = await clientOf(stage.deployment())
    expect((await note(later, 'first')).body).toEqual(first.body)
    const remembered = async () => (await stage.everyItem()).filter(({ pk }) => pk.startsWith('IDEMPOTENCY#')).length
    expect(await remembered()).toBeGreaterThan(0)
    await advance(stage.deployment(), 'P1D')
    expect(await remembered()).toBe(0)
  })
})
