import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, eventually } from '../support/caller.ts'
import { answering, dripping, hanging } from '../support/receiver.ts'
import { heardBy, setWebhookStage, type WebhookStage } from '../support/webhook-stage.ts'
import { alteredAssembly } from './fixture/altered-assembly.ts'
import { enginesOf, queueNamed } from './fixture/client.ts'
import { everything, sendTo } from './fixture/engines.ts'

let stage: WebhookStage
beforeAll(async () => {
  stage = await setWebhookStage()
})
afterAll(() => stage.strike())

const patch = async (id: string, tier: string) => done(await (await stage.admin()).patch(`/v1/customers/${id}`, { tier }))
const statuses = async (path: string) => (await stage.deliveriesAt(path)).map(({ status }) => status)

describe('a receiver', () => {
  it('that fails and recovers gets each event under one id, those of one record in their order', async () => {
    const { at, path } = await stage.subscribe()
    at.behave(answering(500, {}, 'database is down, ask ops@shunda.example'))
    const { id } = await stage.register()
    await eventually(() => statuses(path)).toEqual(['waiting'])
    await patch(id, 'vip')
    await patch(id, 'regular')
    await eventually(() => statuses(path)).toEqual(['pending', 'pending', 'waiting'])
    expect(new Set(heardBy(at).map(({ type }) => type))).toEqual(new Set(['customer.registered']))
    expect((await stage.standingOf(path))['failing']).toMatchObject({ lost: 0 })
    const [, , first] = await stage.deliveriesAt(path)
    expect(first?.['lastAttempt']).toMatchObject({ status: 500, failure: 'status', said: 'database is down, ask ***' })
    const refused = at.received.length
    at.behave(answering(204))
    await stage.advanceUntil('PT1M', async () => (await statuses(path)).every((status) => status === 'delivered'))
    const heard = heardBy(at)
    expect(new Set(heard.slice(0, refused + 1).map((one) => one.id)).size).toBe(1)
    expect(heard.slice(refused).map(({ type }) => type)).toEqual(['customer.registered', 'customer.changed', 'customer.changed'])
    await eventually(async () => (await stage.standingOf(path))['failing']).toBeUndefined()
  })

  it('that is down for longer than a quarter of an hour holds back no later event for good', async () => {
    const { at, path } = await stage.subscribe()
    at.behave((response, { body }) => void response.writeHead(body.includes('customer.registered') ? 500 : 200).end())
    const { id } = await stage.register()
    await eventually(() => statuses(path)).toEqual(['waiting'])
    await patch(id, 'vip')
    await stage.advanceUntil('PT2M', async () => (await statuses(path)).includes('delivered'))
    expect(await statuses(path)).toEqual(['delivered', 'waiting'])
  })

  it('that redirects to a metadata service is not followed, and tried again', async () => {
    const { at, path } = await stage.subscribe()
    at.behave(answering(302, { location: 'http://169.254.169.254/latest/meta-data/' }))
    await stage.register()
    await eventually(() => stage.deliveriesAt(path)).toMatchObject([
      { status: 'waiting', lastAttempt: { status: 302, failure: 'redirect' } },
    ])
  })

  it('that answers slowly without end, or with ten megabytes, has accepted by its status', async () => {
    const [slow, large] = [await stage.subscribe(), await stage.subscribe()]
    slow.at.behave(dripping)
    large.at.behave(answering(200, {}, 'x'.repeat(10 * 2 ** 20)))
    await stage.register()
    for (const { path } of [slow, large]) await eventually(() => statuses(path)).toEqual(['delivered'])
  })

  it('that hangs is given up, and holds up no other one', async () => {
    const [hung, other] = [await stage.subscribe(), await stage.subscribe()]
    hung.at.behave(hanging)
    await stage.register()
    await eventually(() => statuses(other.path)).toEqual(['delivered'])
    await eventually(() => stage.deliveriesAt(hung.path)).toMatchObject([{ status: 'waiting', lastAttempt: { failure: 'timeout' } }])
  })

  it('that wants nothing more is paused, and its owner can see why', async () => {
    const { at, path } = await stage.subscribe()
    at.behave(answering(410))
    await stage.register()
    await eventually(async () => (await stage.standingOf(path))['standing']).toMatchObject({ status: 'paused', reason: 'gone' })
    expect(await statuses(path)).toEqual(['dead'])
  })
})

describe('an event', () => {
  it('that the job is told of over and over is delivered once', async () => {
    const { at, path } = await stage.subscribe(['customer.registered'])
    const { id } = await stage.register()
    await eventually(() => statuses(path)).toEqual(['delivered'])
    const engines = await enginesOf(stage.deployment())
    const event = (await everything(engines)).find(({ pk, type }) => pk === `EVENTS#${id}` && type === 'customer.registered')
    const members = ['id', 'type', 'schema', 'at', 'actor', 'subject', 'version', 'about', 'traceId']
    const notice = Object.fromEntries(members.map((member) => [member, event?.[member]]))
    const { name } = await queueNamed(stage.deployment(), 'WebhookDeliveries')
    for (let times = 0; times < 5; times += 1) await sendTo(engines, name, JSON.stringify(notice))
    await eventually(() => queueNamed(stage.deployment(), 'WebhookDeliveries')).toMatchObject({ waiting: 0, inFlight: 0 })
    expect(at.received.length).toBe(1)
  })

  it('whose attempt was cut off by a crash of everything is sent again under the same id', async () => {
    const { at, path } = await stage.subscribe(['customer.registered'])
    at.behave(hanging)
    await stage.register()
    await eventually(async () => at.received.length).toBe(1)
    await stage.killAndRestart()
    at.behave(answering(200))
    await stage.advanceUntil('PT1M', async () => (await statuses(path)).includes('delivered'))
    expect(new Set(heardBy(at).map(({ id }) => id)).size).toBe(1)
  })
})

describe('a webhook', () => {
  it('whose receiver accepted nothing for three days is paused, and keeps what it missed', async () => {
    const { at, path } = await stage.subscribe(['customer.registered'])
    at.behave(answering(503))
    await stage.register()
    await eventually(() => statuses(path)).toEqual(['waiting'])
    await stage.advanceUntil('P1D', async () => JSON.stringify((await stage.standingOf(path))['standing']).includes('paused'))
    expect((await stage.standingOf(path))['standing']).toMatchObject({ reason: 'failing' })
    const events = (await everything(await enginesOf(stage.deployment()))).filter(({ pk }) => pk === `EVENTS#${path.split('/').at(-1)}`)
    expect(events.map(({ type }) => type)).toContain('webhook.paused')
    at.behave(answering(200))
    done(await (await stage.admin()).post(`${path}/resume`))
    await stage.advanceUntil('PT1M', async () => (await statuses(path)).every((status) => status === 'delivered'))
    // The days that the clock leaps over bring work to every other job as well.
  }, 180_000)
})

describe('where loopback is not allowed', () => {
  it('as in every deployment but that on a laptop, a name that leads to it is refused when it is resolved', async () => {
    const forbidding = await alteredAssembly((resources) => {
      for (const { Type, Properties } of Object.values(resources)) {
        const { Variables } = (Properties?.['Environment'] ?? {}) as { Variables?: Record<string, unknown> }
        // The API would refuse the address itself; here it is the job that is asked.
        if (Type === 'AWS::Lambda::Function' && Variables?.['POWERTOOLS_SERVICE_NAME'] === 'webhook-deliveries')
          delete Variables['LOOPBACK_TARGETS']
      }
    })
    const guarded = await setWebhookStage({ assembly: forbidding })
    const at = await guarded.receiver()
    const admin = await guarded.admin()
    const made = done(await admin.post('/v1/webhooks', { url: `http://localhost:${at.port}/`, eventTypes: ['*'] }))
    await guarded.register()
    await eventually(() => guarded.deliveriesAt(`/v1/webhooks/${made.id}`)).toMatchObject([{ lastAttempt: { failure: 'address_refused' } }])
    expect(at.received).toEqual([])
    await guarded.strike()
  })
})
