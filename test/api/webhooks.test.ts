import { Webhook as Verifier } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, callerWith, done, eventually } from '../support/caller.ts'
import { nowOf } from '../support/clock.ts'
import { answering, type Received } from '../support/receiver.ts'
import { heardBy, setWebhookStage, type WebhookStage } from '../support/webhook-stage.ts'

/** What stands where a request is missing, so that a test says what it misses. */
const nothing: Received = { headers: {}, body: '', path: '' }

let stage: WebhookStage
beforeAll(async () => {
  stage = await setWebhookStage()
})
afterAll(() => stage.strike())

const asMachine = async (...scopes: readonly string[]) =>
  callerWith(stage.deployment().api, await stage.deployment().token({ sub: 'machine_tms', scopes: [...scopes] }))

describe('setting up', () => {
  it('shows the secret once, to whoever set it up, and to nobody later', async () => {
    const { webhook, path } = await stage.subscribe()
    expect(webhook['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const admin = await stage.admin()
    for (const answer of [await admin.get(path), await admin.get('/v1/webhooks'), await admin.patch(path, { description: 'TMS' })])
      expect(answer.text).not.toContain('whsec_')
  })

  it('again under the same Idempotency-Key gives the same webhook with the same secret', async () => {
    const admin = await stage.admin()
    const at = await stage.receiver()
    const ask = () => admin.post('/v1/webhooks', { url: at.url, eventTypes: ['note.*'] }, { 'idempotency-key': 'lost-answer-1' })
    const [first, second] = [done(await ask()), done(await ask())]
    expect(second).toEqual(first)
    expect((await allPages(admin, '/v1/webhooks')).filter(({ url }) => url === at.url)).toHaveLength(1)
  })

  it.each([
    ['http://tms.shunda.example/hook', 'webhook.url_not_https'],
    ['https://10.0.0.8/hook', 'webhook.url_not_public'],
    ['https://169.254.169.254/latest/meta-data/', 'webhook.url_not_public'],
    ['https://[::ffff:192.168.1.1]/', 'webhook.url_not_public'],
    ['https://tms.shunda.example:25/', 'webhook.url_port'],
    ['https://user:pass@tms.shunda.example/', 'webhook.url_credentials'],
    ['ftp://tms.shunda.example/', 'webhook.url_malformed'],
  ])('an address such as %s is refused', async (url, code) => {
    const answer = await (await stage.admin()).post('/v1/webhooks', { url, eventTypes: ['customer.*'] })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ pointer: '/url', code }])
  })

  it.each([
    ['webhook.*', 'webhook.kind_unknown'],
    ['nonsense.*', 'webhook.kind_unknown'],
    ['customer.*.x', 'webhook.pattern_malformed'],
    ['customer.merged', 'webhook.event_unknown'],
  ])('events such as %s cannot be asked for', async (pattern, code) => {
    const answer = await (await stage.admin()).post('/v1/webhooks', { url: 'https://tms.shunda.example', eventTypes: [pattern] })
    expect(answer.body.errors).toMatchObject([{ pointer: '/eventTypes/0', code }])
  })

  it('a machine asks for what its scopes let it read, and is told nothing else', async () => {
    const machine = await asMachine('webhooks:write', 'webhooks:read', 'customers:read')
    const at = await stage.receiver()
    const beyond = await machine.post('/v1/webhooks', { url: at.url, eventTypes: ['customer.*', 'note.*'] })
    expect(beyond.body.errors).toMatchObject([{ pointer: '/eventTypes/1', code: 'webhook.beyond_rights' }])
    done(await machine.post('/v1/webhooks', { url: at.url, eventTypes: ['*'] }))
    const { id } = await stage.register()
    done(await (await stage.admin()).post(`/v1/customers/${id}/notes`, { text: '周末不收货' }))
    done(await (await stage.admin()).patch(`/v1/customers/${id}`, { tier: 'vip' }))
    await eventually(async () => heardBy(at).map(({ type }) => type)).toEqual(['customer.registered', 'customer.changed'])
  })

  it('is not for those who reach a part of the customers only, nor for those without the right', async () => {
    const { api, token } = stage.deployment()
    const regional = callerWith(api, await token({ role: 'admin', sub: 'usr_east', scope: 'region:east' }))
    const body = { url: 'https://tms.shunda.example', eventTypes: ['customer.*'] }
    expect(await regional.post('/v1/webhooks', body)).toMatchObject({ status: 403, body: { code: 'access.out_of_scope' } })
    expect(await regional.get('/v1/webhooks')).toMatchObject({ status: 403, body: { code: 'access.out_of_scope' } })
    const sales = callerWith(api, await token({ role: 'sales', sub: 'usr_li', scope: 'all' }))
    expect(await sales.post('/v1/webhooks', body)).toMatchObject({ status: 403, body: { code: 'access.denied' } })
  })
})

describe('an event', () => {
  it('reaches the receiver at once, signed so that the public verifier accepts it, sensitive values masked', async () => {
    const { at, webhook, path } = await stage.subscribe(['customer.registered'])
    const phones = [{ label: 'switchboard', number: '+8613812340017', primary: true }]
    const made = await (await stage.admin()).post('/v1/customers', { kind: 'company', legalName: '顺达货代', tier: 'potential', phones })
    const { id } = done(made)
    await eventually(async () => at.received.length).toBe(1)
    const [{ headers, body } = nothing] = at.received
    const verified = new Verifier(String(webhook['secret'])).verify(body, headers)
    expect(verified).toMatchObject({ type: 'customer.registered', data: { subject: { kind: 'customer', id }, actor: { id: 'usr_admin' } } })
    expect(body).toContain('+86***')
    expect(body).not.toContain('13812340017')
    await eventually(() => stage.deliveriesAt(path)).toMatchObject([
      { status: 'delivered', eventId: headers['webhook-id'], tries: 1, lastAttempt: { status: 200, said: 'thank you' } },
    ])
  })

  it('by which a webhook is tried out reaches that one alone', async () => {
    const [asked, other] = [await stage.subscribe(['note.*']), await stage.subscribe(['*'])]
    done(await (await stage.admin()).post(`${asked.path}/test`))
    await eventually(async () => heardBy(asked.at)).toMatchObject([{ type: 'webhook.ping', about: asked.webhook.id }])
    expect(other.at.received.filter(({ body }) => body.includes('webhook.'))).toEqual([])
  })

  it('sent again by hand bears the same id', async () => {
    const { at, path } = await stage.subscribe(['customer.registered'])
    await stage.register()
    await eventually(async () => (await stage.deliveriesAt(path, '?status=delivered')).length).toBe(1)
    const [delivery] = await stage.deliveriesAt(path)
    done(await (await stage.admin()).post(`${path}/deliveries/${delivery?.id}/replay`))
    await eventually(async () => at.received.length).toBe(2)
    expect(new Set(heardBy(at).map(({ id }) => id)).size).toBe(1)
    const one = async () => done(await (await stage.admin()).get(`${path}/deliveries/${delivery?.id}`))
    await eventually(async () => (await one())['attempts']).toHaveLength(2)
    expect((await (await stage.admin()).get(`${path}/deliveries/whd_00000000000000000000000000`)).body.code).toBe('delivery.not_found')
  })
})

describe('a secret that is replaced', () => {
  it('counts beside the new one until its time is over', async () => {
    const { at, webhook, path } = await stage.subscribe(['customer.registered'])
    const rotated = done(await (await stage.admin()).post(`${path}/rotate-secret`, { overlapHours: 2 }))
    expect(rotated['secret']).not.toBe(webhook['secret'])
    await stage.register()
    await eventually(async () => at.received.length).toBe(1)
    for (const secret of [webhook['secret'], rotated['secret']])
      new Verifier(String(secret)).verify((at.received[0] ?? nothing).body, (at.received[0] ?? nothing).headers)
    await stage.advance('PT3H')
    await eventually(async () => (await stage.standingOf(path))['formerSecretEndsAt']).toBeUndefined()
    await stage.register()
    await eventually(async () => at.received.length).toBe(2)
    const { headers, body } = at.received[1] ?? nothing
    const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000)
    const signature = new Verifier(String(rotated['secret'])).sign(String(headers['webhook-id']), sentAt, body)
    expect(headers['webhook-signature']).toBe(signature)
  })
})

describe('a span of time', () => {
  it('is sent again in the order of what happened, under the same ids, and only once at a time', async () => {
    const { at, path } = await stage.subscribe(['customer.*'])
    const { id } = await stage.register()
    const from = await nowOf(stage.deployment())
    for (const tier of ['vip', 'regular']) done(await (await stage.admin()).patch(`/v1/customers/${id}`, { tier }))
    await eventually(async () => (await stage.deliveriesAt(path, '?status=delivered')).length).toBe(3)
    const first = heardBy(at).map((heard) => heard.id)
    await stage.advance('PT1M')
    const to = await nowOf(stage.deployment())
    const admin = await stage.admin()
    done(await admin.post(`${path}/replay`, { from, to }))
    await stage.advanceUntil('PT1M', () => at.received.length >= 5)
    // Ids are in the order of what happened; what is told at once comes in that order as far as it can, and again in it for sure.
    expect(heardBy(at).map((heard) => heard.id)).toEqual([...first, ...first.toSorted().slice(1)])
    await eventually(async () => (await stage.standingOf(path))['replay']).toBeUndefined()
    expect(await admin.post(`${path}/replay`, { from: to, to: from })).toMatchObject({
      status: 422,
      body: { code: 'webhook.span_invalid' },
    })
  })
})

describe('a webhook that somebody with fewer rights points elsewhere', () => {
  it('is sent nothing there that they could not read, neither what waits nor what was sent before', async () => {
    const { at, path } = await stage.subscribe(['customer.*'])
    const from = await nowOf(stage.deployment())
    await stage.register()
    await eventually(async () => (await stage.deliveriesAt(path, '?status=delivered')).length).toBe(1)
    at.behave(answering(503))
    await stage.register()
    await eventually(async () => (await stage.deliveriesAt(path, '?status=waiting')).length).toBe(1)
    const [waiting, sent] = await stage.deliveriesAt(path)
    const machine = await asMachine('webhooks:write', 'webhooks:read', 'notes:read')
    const elsewhere = await stage.receiver()
    done(await machine.patch(path, { url: elsewhere.url, eventTypes: ['*'] }))
    done(await machine.post(`${path}/deliveries/${sent?.id}/replay`))
    await eventually(async () => (await stage.deliveriesAt(path, '?status=dead')).map(({ id }) => id)).toContain(sent?.id)
    await stage.advance('PT1M')
    const to = await nowOf(stage.deployment())
    done(await machine.post(`${path}/replay`, { from, to }))
    await stage.advanceUntil('PT1M', async () => (await stage.deliveriesAt(path, '?status=dead')).length === 2)
    expect((await stage.deliveriesAt(path)).map(({ id }) => id)).toEqual([waiting?.id, sent?.id])
    await eventually(async () => (await stage.standingOf(path))['replay']).toBeUndefined()
    expect(elsewhere.received).toEqual([])
  })
})

describe('a webhook that is paused', () => {
  it('is sent nothing, and when it is resumed, what it missed', async () => {
    const { at, path } = await stage.subscribe(['customer.registered'])
    const admin = await stage.admin()
    done(await admin.post(`${path}/pause`))
    const { id } = await stage.register()
    await eventually(() => stage.deliveriesAt(path, '?status=pending')).toMatchObject([{ status: 'pending', subject: { id } }])
    expect(await admin.post(`${path}/test`)).toMatchObject({ status: 409, body: { code: 'webhook.paused' } })
    await stage.advance('PT10M')
    expect(at.received).toEqual([])
    done(await admin.post(`${path}/resume`))
    await stage.advanceUntil('PT1M', () => at.received.length > 0)
    expect(heardBy(at)).toMatchObject([{ about: id }])
  })

  it('and one that was removed is sent nothing any more', async () => {
    const { at, path } = await stage.subscribe(['customer.registered'])
    const admin = await stage.admin()
    done(await admin.post(`${path}/remove`))
    const other = await stage.subscribe(['customer.registered'])
    await stage.register()
    await eventually(async () => other.at.received.length).toBe(1)
    expect(at.received).toEqual([])
    expect(await admin.post(`${path}/resume`)).toMatchObject({ status: 409, body: { code: 'webhook.removed' } })
    expect((await allPages(admin, '/v1/webhooks')).map(({ id }) => `/v1/webhooks/${id}`)).not.toContain(path)
  })
})
