import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTableEngine, type TableEngine } from '../../local/table-engine.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { alteredAssembly, impatient, reaching, recorder, recording } from './fixture/altered-assembly.ts'
import { type Ask, advance, clientOf, enginesOf, functionNamed, queueNamed, redrive } from './fixture/client.ts'
import { drained, everything, recordsName, sendTo, tablesAt } from './fixture/engines.ts'
import { down, type FaultProxy, hanging, lost, partial, refused, startFaultProxy } from './fixture/fault-proxy.ts'
import { individual, mobile, person } from './fixture/people.ts'

let n = 0
const next = () => {
  n += 1
  return n
}

let proxies: { readonly table: FaultProxy; readonly keys: FaultProxy; readonly topic: FaultProxy }
let folder: string
let assembly: string
let engine: TableEngine
let on: TestDeployment
let ask: Ask

beforeAll(async () => {
  proxies = { table: await startFaultProxy(), keys: await startFaultProxy(), topic: await startFaultProxy() }
  folder = await mkdtemp(join(tmpdir(), 'lading-table-'))
  engine = await startTableEngine(folder, 'us-east-1')
  proxies.table.leadTo(engine.url)
  assembly = await alteredAssembly(reaching('KMS', proxies.keys.url), reaching('SNS', proxies.topic.url), impatient, recording)
  on = await deploy({ assembly, env: { DYNAMODB_ENDPOINT: proxies.table.url } })
  const engines = await enginesOf(on)
  proxies.keys.leadTo(engines.kms)
  proxies.topic.leadTo(engines.messaging)
  ask = await clientOf(on)
})
afterEach(() => {
  for (const proxy of Object.values(proxies)) proxy.heal()
})
afterAll(async () => {
  await on.remove()
  await engine.stop()
  await Promise.all(Object.values(proxies).map((proxy) => proxy.stop()))
  await Promise.all([folder, assembly].map((path) => rm(path, { recursive: true })))
})

const everyItem = () => everything({ dynamodb: engine.url, messaging: '', kms: '' })
/** All but what a job may be writing meanwhile. */
const written = async () => (await everyItem()).filter(({ entity }) => entity !== 'completeness')
const register = async (facts: object = {}) => {
  const made = await ask('POST /v1/customers', { ...individual(next()), ...facts })
  expect(made.status, made.text).toBe(201)
  return made.body
}
const eventsOf = async (id: string) =>
  (await everyItem()).filter((item) => item.entity === 'event' && item.pk === `EVENTS#${id}`).map(({ type }) => type)
const completenessOf = async (id: string) =>
  (await everyItem()).find((item) => item.pk === `CUSTOMER#${id}` && item.entity === 'completeness')

describe('while the key service refuses', () => {
  const kms = async (command: DisableKeyCommand | EnableKeyCommand) => {
    const client = new KMSClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: (await enginesOf(on)).kms,
    })
    await client.send(command)
    client.destroy()
  }

  it('a write of something sensitive stores nothing at all, masked reads go on, and it recovers by itself', async () => {
    const { id } = await register()
    const sealing = await sealingKey()
    const before = await written()
    await kms(new DisableKeyCommand({ KeyId: sealing }))
    const body = individual(next())
    const refusal = await ask('POST /v1/customers', body, { 'idempotency-key': 'while-down' })
    expect(refusal).toMatchObject({ status: 503, body: { code: 'service.vault_unavailable' } })
    expect(refusal.headers.get('retry-after')).toBe('1')
    const after = await written()
    expect(after).toHaveLength(before.length)
    expect(JSON.stringify(after)).not.toContain(body.name)
    const masked = await clientOf(on, 'compliance')
    expect(await masked(`GET /v1/customers/${id}`)).toMatchObject({ status: 200, body: { id } })
    expect((await masked(`GET /v1/customers/${id}`)).text).not.toContain(mobile(n - 1))
    expect((await ask('GET /healthz')).body).toMatchObject({ code: 'service.unhealthy', down: ['sealingKey'] })
    await kms(new EnableKeyCommand({ KeyId: sealing }))
    expect(await ask('POST /v1/customers', body, { 'idempotency-key': 'while-down' })).toMatchObject({ status: 201 })
    expect((await ask('GET /healthz')).status).toBe(200)
  })

  it('and one that hangs or is gone is given up within the time of a request', async () => {
    for (const fault of [hanging, down]) {
      proxies.keys.meet('GenerateDataKey', fault, 10)
      const refusal = await ask('POST /v1/customers', individual(next()))
      expect(refusal.status).toBe(503)
      expect(['service.vault_unavailable', 'service.timeout']).toContain(refusal.body.code)
      proxies.keys.heal()
      await register()
    }
  })

  const sealingKey = async (): Promise<string> => {
    const { keys } = JSON.parse(await readKeys())
    return keys.find(({ spec }: { spec: string }) => spec === 'SYMMETRIC_DEFAULT').arn
  }
  const readKeys = async () => {
    const { readFile } = await import('node:fs/promises')
    return readFile(join(on.dataDir, 'kms-keys.json'), 'utf8')
  }
})

describe('while the table', () => {
  it('is throttled for a moment, a write gets through, once', async () => {
    proxies.table.meet('TransactWriteItems', refused('ThrottlingException'), 2)
    const { id } = await register()
    expect(await eventsOf(id)).toEqual(['customer.registered'])
  })

  it('is throttled for long, a write is refused with the time to come back, and nothing is there', async () => {
    const before = (await written()).length
    proxies.table.meet('TransactWriteItems', refused('ThrottlingException'), 100)
    const refusal = await ask('POST /v1/customers', individual(next()))
    expect(refusal).toMatchObject({ status: 503, body: { code: 'service.busy' } })
    expect(refusal.headers.get('retry-after')).toBe('1')
    expect(await written()).toHaveLength(before)
  })

  it('is throttled, a read is refused in the same way', async () => {
    const { id } = await register()
    proxies.table.meet('GetItem', refused('ProvisionedThroughputExceededException'), 100)
    const refusal = await ask(`GET /v1/customers/${id}`)
    expect(refusal.status).toBe(503)
    expect(['service.busy', 'service.timeout']).toContain(refusal.body.code)
  })

  it('loses the answer to a transaction that it applied, the caller hears of one success, and it is done once', async () => {
    proxies.table.meet('TransactWriteItems', lost)
    const customer = await register()
    expect(await eventsOf(customer.id)).toEqual(['customer.registered'])
    proxies.table.meet('TransactWriteItems', lost)
    expect(await ask(`PATCH /v1/customers/${customer.id}`, { tier: 'vip' })).toMatchObject({ status: 200, body: { version: 2 } })
    proxies.table.meet('TransactWriteItems', lost)
    expect(await ask(`POST /v1/customers/${customer.id}/contacts`, person(next()))).toMatchObject({ status: 201, body: { version: 1 } })
    expect(await eventsOf(customer.id)).toEqual(['customer.registered', 'customer.changed'])
  })

  it('answers only a part of a batch, the rest is asked for again', async () => {
    const [customer, other] = [await register(), await register()]
    const path = `/v1/customers/${customer.id}`
    expect((await ask(`POST ${path}/relations`, { to: other.id, type: 'payer' })).status).toBe(201)
    proxies.table.meet('BatchGetItem', partial)
    const overview = await ask(`GET ${path}/overview`)
    expect(overview.body.profile.customer.id).toBe(customer.id)
    expect(overview.body.relations.items).toHaveLength(1)
  })

  it('hangs, a request is answered before the gateway gives it up; a hiccup of one call is not even noticed', async () => {
    const { id } = await register()
    proxies.table.meet('GetItem', hanging)
    expect((await ask(`GET /v1/customers/${id}`)).status).toBe(200)
    proxies.table.meet('GetItem', hanging, 100)
    const refusal = await ask(`GET /v1/customers/${id}`)
    expect(refusal).toMatchObject({ status: 503 })
    expect(refusal.headers.get('retry-after')).toBe('1')
  })

  it('is gone, a request says so, and the next finds it again', async () => {
    const { id } = await register()
    proxies.table.meet('GetItem', down, 100)
    expect(await ask(`GET /v1/customers/${id}`)).toMatchObject({ status: 503, body: { code: 'service.unhealthy' } })
    proxies.table.heal()
    expect((await ask(`GET /v1/customers/${id}`)).status).toBe(200)
  })
})

describe('while the topic', () => {
  it('takes nothing, changes go on, and the relay catches up', async () => {
    proxies.topic.meet('PublishBatch', refused('InternalFailure', 500), 30)
    const asked = proxies.topic.asked('PublishBatch')
    const made = [await register(), await register()]
    await expect.poll(() => proxies.topic.asked('PublishBatch'), { timeout: 15_000 }).toBeGreaterThan(asked + 1)
    expect(await Promise.all(made.map(({ id }) => completenessOf(id)))).toEqual([undefined, undefined])
    proxies.topic.heal()
    for (const { id } of made) await expect.poll(() => completenessOf(id), { timeout: 20_000 }).toBeDefined()
  })

  it('takes events and its answer is lost, they are published again and have their effect', async () => {
    proxies.topic.meet('PublishBatch', lost)
    const { id } = await register()
    await expect.poll(() => completenessOf(id), { timeout: 15_000 }).toMatchObject({ summary: { version: 1 } })
  })
})

describe('a worker', () => {
  it('that is killed by its timeout in mid-batch gets the work again, and no effect is doubled', async () => {
    const { id } = await register()
    await expect.poll(() => completenessOf(id), { timeout: 15_000 }).toBeDefined()
    const { errors } = await functionNamed(on, 'Completeness')
    proxies.table.meet('PutItem', hanging)
    expect((await ask(`PATCH /v1/customers/${id}`, { tier: 'vip' })).status).toBe(200)
    await expect.poll(async () => (await functionNamed(on, 'Completeness')).errors, { timeout: 15_000 }).toBeGreaterThan(errors)
    await expect.poll(() => completenessOf(id), { timeout: 15_000 }).toMatchObject({ revision: 2, summary: { version: 2 } })
    await expect.poll(() => queueNamed(on, 'Completeness')).toMatchObject({ waiting: 0, inFlight: 0 })
  })

  it('leaves a message that it cannot work on to the dead letters, holds up nobody else, and does it when it is sent again', async () => {
    const dynamo = tablesAt(engine.url)
    const TableName = await recordsName(dynamo)
    const [sick, healthy] = [await register(), await register()]
    for (const { id } of [sick, healthy]) await expect.poll(() => completenessOf(id), { timeout: 15_000 }).toBeDefined()
    const setVersion = (version: unknown) =>
      dynamo.send(
        new UpdateCommand({
          TableName,
          Key: { pk: `CUSTOMER#${sick.id}`, sk: 'STATE' },
          UpdateExpression: 'SET version = :version',
          ExpressionAttributeValues: { ':version': version },
        }),
      )
    await setVersion('broken')
    const { name } = await queueNamed(on, 'Completeness')
    const poison = { group: sick.id, body: JSON.stringify({ type: 'completeness.outdated', about: [sick.id] }) }
    await sendTo(await enginesOf(on), name, poison)
    await ask(`PATCH /v1/customers/${healthy.id}`, { tier: 'vip' })
    await expect.poll(() => completenessOf(healthy.id), { timeout: 15_000 }).toMatchObject({ summary: { version: 2, tier: 'vip' } })
    await expect.poll(() => queueNamed(on, 'Completeness'), { timeout: 25_000 }).toMatchObject({ deadLetters: { waiting: 1 } })
    const revision = (await completenessOf(sick.id))?.['revision']
    await setVersion(1)
    dynamo.destroy()
    expect(await redrive(on, name)).toEqual({ moved: 1 })
    await expect.poll(() => completenessOf(sick.id), { timeout: 15_000 }).toMatchObject({ revision: Number(revision) + 1 })
    await expect
      .poll(() => queueNamed(on, 'Completeness'), { timeout: 15_000 })
      .toMatchObject({ waiting: 0, inFlight: 0, deadLetters: { waiting: 0 } })
  })
})

describe('when everything is killed', () => {
  const again = async () => {
    for (const proxy of Object.values(proxies)) proxy.heal()
    on = await on.restart()
    const engines = await enginesOf(on)
    proxies.keys.leadTo(engines.kms)
    proxies.topic.leadTo(engines.messaging)
    ask = await clientOf(on)
  }

  it('while a worker has a batch in hand, the batch is worked on after the restart', async () => {
    const { id } = await register()
    await expect.poll(() => completenessOf(id), { timeout: 15_000 }).toBeDefined()
    const asked = proxies.table.asked('PutItem')
    proxies.table.meet('PutItem', hanging, 100)
    expect((await ask(`PATCH /v1/customers/${id}`, { tier: 'vip' })).status).toBe(200)
    await expect.poll(() => proxies.table.asked('PutItem'), { timeout: 15_000 }).toBeGreaterThan(asked)
    await on.kill9()
    await again()
    await expect.poll(() => completenessOf(id), { timeout: 15_000 }).toMatchObject({ revision: 2, summary: { version: 2 } })
  })

  it('between what the relay publishes and the answer to it, no event is lost and each subject keeps its order', async () => {
    const { id } = await register()
    let killed: Promise<void> | undefined
    proxies.topic.meet('PublishBatch', async (forward) => {
      await forward()
      killed = on.kill9()
      return undefined
    })
    const changed = await ask(`PATCH /v1/customers/${id}`, { tier: 'vip' }).catch(() => undefined)
    await expect.poll(() => killed !== undefined, { timeout: 15_000 }).toBe(true)
    await killed
    await again()
    expect((await ask(`PATCH /v1/customers/${id}`, { industry: 'logistics' })).status).toBe(200)
    const count = (await eventsOf(id)).length
    expect(count).toBeGreaterThanOrEqual(changed ? 3 : 2)
    const heard: string[] = []
    const versions = () => heard.map((body) => JSON.parse(body)).flatMap(({ subject, version }) => (subject.id === id ? [version] : []))
    const listen = async () => {
      heard.push(...(await drained(await enginesOf(on), `${recorder}.fifo`)))
      return [...new Set(versions())]
    }
    await expect.poll(listen, { timeout: 15_000 }).toEqual(Array.from({ length: count }, (_, i) => i + 1))
    await expect.poll(() => completenessOf(id), { timeout: 15_000 }).toMatchObject({ summary: { version: count } })
  })
})

describe('when the clock moves on', () => {
  it('tokens expire, and an Idempotency-Key is forgotten after a day and no sooner', async () => {
    const path = '/v1/customers/lookup'
    expect((await ask(`POST ${path}`, { phone: mobile(1) })).status).toBe(200)
    const { id } = await register()
    const note = (to: Ask, text: string) => to(`POST /v1/customers/${id}/notes`, { text }, { 'idempotency-key': 'a-note' })
    const first = await note(ask, 'first')
    expect(await note(ask, 'other')).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } })
    await advance(on, 'PT9H')
    expect((await ask(`GET /v1/customers/${id}`)).status).toBe(401)
    const later = await clientOf(on)
    expect((await note(later, 'first')).body).toEqual(first.body)
    const remembered = async () => (await everyItem()).filter(({ pk }) => pk.startsWith('IDEMPOTENCY#')).length
    expect(await remembered()).toBeGreaterThan(0)
    await advance(on, 'P1D')
    expect(await remembered()).toBe(0)
  })
})
