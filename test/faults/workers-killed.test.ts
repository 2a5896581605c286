import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { recorder } from './fixture/altered-assembly.ts'
import { enginesOf, functionNamed, queueNamed, redrive } from './fixture/client.ts'
import { drained, recordsName, sendTo, tablesAt } from './fixture/engines.ts'
import { hanging, lost, refused } from './fixture/fault-proxy.ts'
import { type Stage, setStage } from './fixture/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.heal())
afterAll(() => stage.strike())

describe('while the topic', () => {
  it('takes nothing, changes go on, and the relay catches up', async () => {
    stage.proxies.topic.meet('PublishBatch', refused('InternalFailure', 500), 30)
    const asked = stage.proxies.topic.asked('PublishBatch')
    const made = [await stage.register(), await stage.register()]
    await expect.poll(() => stage.proxies.topic.asked('PublishBatch'), { timeout: 15_000 }).toBeGreaterThan(asked + 1)
    expect(await Promise.all(made.map(({ id }) => stage.completenessOf(id)))).toEqual([undefined, undefined])
    stage.proxies.topic.heal()
    for (const { id } of made) await expect.poll(() => stage.completenessOf(id), { timeout: 20_000 }).toBeDefined()
  })

  it('takes events and its answer is lost, they are published again and have their effect', async () => {
    stage.proxies.topic.meet('PublishBatch', lost)
    const { id } = await stage.register()
    await expect.poll(() => stage.completenessOf(id), { timeout: 15_000 }).toMatchObject({ revision: 1, summary: { tier: 'potential' } })
  })
})

describe('a worker', () => {
  it('that is killed by its timeout in mid-batch gets the work again, and no effect is doubled', async () => {
    const { id } = await stage.register()
    await expect.poll(() => stage.completenessOf(id), { timeout: 15_000 }).toBeDefined()
    const { errors } = await functionNamed(stage.deployment(), 'Completeness')
    stage.proxies.table.meet('PutItem', hanging)
    expect((await stage.ask(`PATCH /v1/customers/${id}`, { tier: 'vip' })).status).toBe(200)
    await expect
      .poll(async () => (await functionNamed(stage.deployment(), 'Completeness')).errors, { timeout: 15_000 })
      .toBeGreaterThan(errors)
    await expect.poll(() => stage.completenessOf(id), { timeout: 15_000 }).toMatchObject({ revision: 2, summary: { tier: 'vip' } })
    await expect.poll(() => queueNamed(stage.deployment(), 'Completeness')).toMatchObject({ waiting: 0, inFlight: 0 })
  })

  it('leaves a message that it cannot work on to the dead letters, holds up nobody else, and does it when it is sent again', async () => {
    const dynamo = tablesAt(stage.tableUrl)
    const TableName = await recordsName(dynamo)
    const [sick, healthy] = [await stage.register(), await stage.register()]
    for (const { id } of [sick, healthy]) await expect.poll(() => stage.completenessOf(id), { timeout: 15_000 }).toBeDefined()
    const setTier = (tier: unknown) =>
      dynamo.send(
        new UpdateCommand({
          TableName,
          Key: { pk: `CUSTOMER#${sick.id}`, sk: 'STATE' },
          UpdateExpression: 'SET summary.#tier = :tier',
          ExpressionAttributeNames: { '#tier': 'tier' },
          ExpressionAttributeValues: { ':tier': tier },
        }),
      )
    await setTier(7)
    const { name } = await queueNamed(stage.deployment(), 'Completeness')
    const outdated = JSON.stringify({ kind: 'customer', id: sick.id, at: new Date(0).toISOString() })
    await sendTo(await enginesOf(stage.deployment()), name, outdated)
    await stage.ask(`PATCH /v1/customers/${healthy.id}`, { tier: 'vip' })
    await expect.poll(() => stage.completenessOf(healthy.id), { timeout: 15_000 }).toMatchObject({ revision: 2, summary: { tier: 'vip' } })
    await expect
      .poll(() => queueNamed(stage.deployment(), 'Completeness'), { timeout: 25_000 })
      .toMatchObject({ deadLetters: { waiting: 1 } })
    const revision = (await stage.completenessOf(sick.id))?.['revision']
    await setTier('potential')
    dynamo.destroy()
    expect(await redrive(stage.deployment(), name)).toEqual({ moved: 1 })
    await expect.poll(() => stage.completenessOf(sick.id), { timeout: 15_000 }).toMatchObject({ revision: Number(revision) + 1 })
    await expect
      .poll(() => queueNamed(stage.deployment(), 'Completeness'), { timeout: 15_000 })
      .toMatchObject({ waiting: 0, inFlight: 0, deadLetters: { waiting: 0 } })
  })
})

describe('when everything is killed', () => {
  it('while a worker has a batch in hand, the batch is worked on after the restart', async () => {
    const { id } = await stage.register()
    await expect.poll(() => stage.completenessOf(id), { timeout: 45_000 }).toBeDefined()
    const asked = stage.proxies.table.asked('PutItem')
    stage.proxies.table.meet('PutItem', hanging, 100)
    expect((await stage.ask(`PATCH /v1/customers/${id}`, { tier: 'vip' })).status).toBe(200)
    await expect.poll(() => stage.proxies.table.asked('PutItem'), { timeout: 45_000 }).toBeGreaterThan(asked)
    await stage.deployment().kill9()
    await stage.restart()
    await expect.poll(() => stage.completenessOf(id), { timeout: 45_000 }).toMatchObject({ revision: 2, summary: { tier: 'vip' } })
  }, 150_000)

  it('between what the relay publishes and the answer to it, no event is lost and each subject keeps its order', async () => {
    const { id } = await stage.register()
    let killed: Promise<void> | undefined
    stage.proxies.topic.meet('PublishBatch', async (forward) => {
      await forward()
      killed = stage.deployment().kill9()
      return undefined
    })
    const changed = await stage.ask(`PATCH /v1/customers/${id}`, { tier: 'vip' }).catch(() => undefined)
    await expect.poll(() => killed !== undefined, { timeout: 45_000 }).toBe(true)
    await killed
    await stage.restart()
    expect((await stage.ask(`PATCH /v1/customers/${id}`, { industry: 'logistics' })).status).toBe(200)
    const count = (await stage.eventsOf(id)).length
    expect(count).toBeGreaterThanOrEqual(changed ? 3 : 2)
    const heard: string[] = []
    const versions = () => heard.map((body) => JSON.parse(body)).flatMap(({ subject, version }) => (subject.id === id ? [version] : []))
    const listen = async () => {
      heard.push(...(await drained(await enginesOf(stage.deployment()), `${recorder}.fifo`)))
      return [...new Set(versions())]
    }
    await expect.poll(listen, { timeout: 45_000 }).toEqual(Array.from({ length: count }, (_, i) => i + 1))
    await expect.poll(() => stage.completenessOf(id), { timeout: 45_000 }).toMatchObject({ summary: { industry: 'logistics' } })
  }, 200_000)
})
