import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, callerWith, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { headerOf, mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let admin: Caller
let customer: string

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  customer = done(await admin.post('/v1/customers', madeUpCompany({ region: 'east' }))).id
})
afterAll(() => deployment?.remove())

type Facts = Readonly<Record<string, unknown>>

const person = async (facts: Facts = {}, address = madeUpEmail()) => {
  const emails = [{ label: 'work', address, primary: true }]
  const affiliation = { role: 'logistics' }
  const { id } = done(await admin.post(`/v1/customers/${customer}/contacts`, { name: '李娜', emails, affiliation, ...facts }))
  return { id, address }
}
const letter = { title: 'Closed over the holiday', body: 'We open again on 4 October.' }
const send = async (id: string, facts: Facts = {}) =>
  done(await admin.post('/v1/messages', { to: { kind: 'contact', id }, template: 'letter', fields: letter, ...facts }))
const message = async (id: string) => done(await admin.get(`/v1/messages/${id}`))
const stateOf = (id: string) => async () => (await message(id))['state']
const newsletter = { template: 'newsletter', fields: { title: 'New lane', body: 'Ningbo to Hamburg, weekly.' } }

describe('a letter to somebody', () => {
  it('arrives once, in their language, and the timeline of their customer tells it without an address', async () => {
    const { id: contact, address } = await person({ language: 'en' })
    const { id } = await send(contact)
    await eventually(stateOf(id)).toBe('delivered')
    const [mail, ...more] = await mailTo(deployment, address)
    expect(more).toEqual([])
    expect(mail).toMatchObject({ from: 'crm@lading.example', subject: letter.title })
    expect(mail?.body.text).toContain('Dear 李娜')
    expect(headerOf(mail, 'List-Unsubscribe')).toBeUndefined()
    expect(await message(id)).toMatchObject({
      sending: { language: 'en', templateVersion: 0, category: 'transactional' },
      sent: { providerId: mail?.messageId },
    })
    const timeline = await admin.get(`/v1/customers/${customer}/timeline?limit=100`)
    const told = timeline.body.items.filter(({ subject }) => (subject as Told).id === id).map(({ type }) => type)
    expect(told).toEqual(['message.delivered', 'message.sent', 'message.queued'])
    for (const text of [timeline.text, (await admin.get(`/v1/messages/${id}`)).text]) expect(text).not.toContain(address)
  })

  it('does not begin a script, whatever somebody is called', async () => {
    const { id: contact, address } = await person({ name: '<script>alert(1)</script>' })
    await send(contact, { fields: { title: 'One\r\nBcc: all@firm.example', body: '<img src=x onerror=alert(1)>' } })
    await eventually(async () => (await mailTo(deployment, address)).length).toBe(1)
    const [mail] = await mailTo(deployment, address)
    expect(mail?.body.html).not.toMatch(/<script|<img/)
    expect(mail?.body.html).toContain('&lt;script&gt;')
    expect(mail?.body.text).toContain('<script>alert(1)</script>')
    expect(mail?.subject).toBe('One Bcc: all@firm.example')
  })

  it('is refused with a field that has no value, by name', async () => {
    const { id } = await person()
    const refused = await admin.post('/v1/messages', { to: { kind: 'contact', id }, template: 'letter', fields: { title: 'x' } })
    expect(refused).toMatchObject({ status: 422, body: { code: 'template.field_faulty', errors: [{ pointer: '/fields/body' }] } })
  })

  it('is one letter when the request comes again under its key', async () => {
    const { id: contact, address } = await person()
    const body = { to: { kind: 'contact', id: contact }, template: 'letter', fields: letter }
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await admin.post('/v1/messages', body, { 'idempotency-key': `once-${contact}` })).body.id),
    )
    const { id } = done(await admin.post('/v1/messages', body, { 'idempotency-key': `once-${contact}` }))
    expect(new Set(ids.filter((one) => one?.startsWith('msg_')))).toEqual(new Set([id]))
    await eventually(stateOf(id)).toBe('delivered')
    expect(await mailTo(deployment, address)).toHaveLength(1)
  })

  it('waits out the quiet hours of whoever it is for, on their own clock', async () => {
    const night = { quietHours: { from: '00:00', until: '23:59' }, zone: 'America/New_York' }
    const { id: contact, address } = await person(night)
    const { id } = await send(contact)
    const events = async () => (await admin.get(`/v1/messages/${id}`)).body
    await eventually(async () => (await events()).version).toBe(2)
    expect(await mailTo(deployment, address)).toEqual([])
    const { sendAt, state } = await events()
    expect(state).toBe('queued')
    expect(new Date(String(sendAt)).toLocaleTimeString('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' })).toBe('23:59')
  })

  it('is not sent to somebody out of reach', async () => {
    const { id } = await person()
    const stranger = await signIn(deployment, { role: 'agent', sub: 'usr_far', scope: 'region:west' })
    const asked = await stranger.post('/v1/messages', { to: { kind: 'contact', id }, template: 'letter', fields: letter })
    expect(asked).toMatchObject({ status: 403, body: { code: 'access.out_of_scope' } })
  })
})

describe('a mailbox', () => {
  it.each([
    ['that is not there', 'bounce', 'bounced', 'bounced'],
    ['that complains', 'complaint', 'complained', 'complained'],
  ])('%s gets nothing more, until somebody says that it may', async (_, at, state, reason) => {
    const { id: contact } = await person({}, `${at}+${Date.now()}@simulator.amazonses.com`)
    const first = await send(contact)
    await eventually(stateOf(first.id)).toBe(state)
    const suppressed = async () => done(await admin.get(`/v1/suppressions?recipientId=${contact}`)).items
    await eventually(async () => (await suppressed()).length).toBe(1)
    const [found] = await suppressed()
    expect(found).toMatchObject({ channel: 'email', stops: { all: { reason } } })
    const second = await send(contact)
    await eventually(async () => (await message(second.id))['refused']).toMatchObject({ reason: 'suppressed' })
    done(await admin.post(`/v1/suppressions/${found?.id}/lift`, { scope: 'all', reason: 'They called' }))
    await eventually(stateOf((await send(contact)).id)).toBe(state)
    const listed = done(await admin.get(`/v1/messages?state=${state}`)).items.map(({ id }) => id)
    expect(listed).toContain(first.id)
  })
})

describe('a stop that is set by hand', () => {
  it('is for an address of the one it is set for, so that nobody asks after the addresses of others', async () => {
    const [mine, theirs] = [await person(), await person()]
    const stop = (address: string) =>
      admin.post('/v1/suppressions', { address: { email: address }, recipientId: mine.id, scope: 'marketing' })
    const refused = await stop(theirs.address)
    expect([refused.status, refused.body.errors.map(({ pointer, code }) => [pointer, code])]).toEqual([
      422,
      [['/address/email', 'suppression.address_of_another']],
    ])
    expect(done(await stop(mine.address))).toMatchObject({
      channel: 'email',
      recipients: [mine.id],
      stops: { marketing: { reason: 'by_hand' } },
    })
    expect(done(await admin.get(`/v1/suppressions?recipientId=${theirs.id}`)).items).toEqual([])
  })
})

describe('a newsletter', () => {
  const inMail = async (address: string) => {
    await eventually(async () => (await mailTo(deployment, address)).length).toBe(1)
    const [mail] = await mailTo(deployment, address)
    const url = /^<(.+)>$/.exec(headerOf(mail, 'List-Unsubscribe') ?? '')?.[1] ?? ''
    return { mail, url, path: url.replace(deployment.api, '') }
  }

  it('ends by one click, which ends nothing else', async () => {
    const { id: contact, address } = await person()
    await send(contact, newsletter)
    const { mail, url } = await inMail(address)
    expect(headerOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(mail?.body.text).toContain(url)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const _ of [1, 2])
      expect((await fetch(url, { method: 'POST', headers: form, body: 'List-Unsubscribe=One-Click' })).status).toBe(200)
    const again = await send(contact, newsletter)
    await eventually(async () => (await message(again.id))['refused']).toMatchObject({ reason: 'suppressed' })
    await eventually(stateOf((await send(contact)).id)).toBe('delivered')
    const timeline = done(await admin.get(`/v1/customers/${customer}/timeline?limit=100`)).items
    expect(timeline.filter(({ type, data }) => type === 'suppression.added' && (data as Told)['recipient'] === contact)).toHaveLength(1)
  })

  it('offers a page with a button, which changes nothing by being opened', async () => {
    const { id: contact, address } = await person()
    await send(contact, newsletter)
    const { path } = await inMail(address)
    const shown = await callerWith(deployment.api, undefined).get(path)
    expect(shown.headers.get('content-type')).toContain('text/html')
    expect(shown.text).toContain('<form method="post">')
    expect(shown.text).not.toMatch(/https?:|src=/)
    expect(done(await admin.get(`/v1/suppressions?recipientId=${contact}`)).items).toEqual([])
  })

  it('cannot be ended by a link that was guessed, cut or altered', async () => {
    const { id: contact, address } = await person()
    await send(contact, newsletter)
    const { path } = await inMail(address)
    const other = path.replace('marketing', 'survey')
    expect(other).not.toBe(path)
    for (const bad of [path.slice(0, -1), other, '/u/guessed', '/u/a.b.c.d.e.f', `${path}x`])
      expect((await callerWith(deployment.api, undefined).post(bad)).status, bad).toBe(404)
  })

  it('does not go to an address whose owner opted out', async () => {
    const { id: contact, address } = await person()
    done(await admin.patch(`/v1/contacts/${contact}`, { emails: [{ address, optOut: true }] }))
    const { id } = await send(contact, newsletter)
    await eventually(async () => (await message(id))['refused']).toMatchObject({ reason: 'opted_out' })
  })
})

describe('how somebody wants to be written to', () => {
  const wishes = { channels: ['wechat', 'email'], quietHours: { from: '21:30', until: '08:00' }, zone: 'Europe/Berlin', language: 'en' }

  it("is kept with the person, and how WeChat knows them is nobody else's to see", async () => {
    const { id } = await person()
    done(await admin.patch(`/v1/contacts/${id}`, { ...wishes, wechatOpenId: 'oABC123secret' }))
    expect(done(await admin.get(`/v1/contacts/${id}`))).toMatchObject({ ...wishes, wechatOpenId: 'oABC123secret' })
    const compliance = await signIn(deployment, { role: 'compliance', scope: 'all' })
    const shown = await compliance.get(`/v1/contacts/${id}`)
    expect(shown.body).toMatchObject(wishes)
    expect(shown.text).not.toContain('oABC123secret')
  })

  it.each([
    ['a zone that is none', { zone: 'Mars/Olympus' }, '/zone'],
    ['an hour that is none', { quietHours: { from: '25:00', until: '08:00' } }, '/quietHours/from'],
    ['a way that is none', { channels: ['pigeon'] }, '/channels/0'],
  ])('is refused with %s', async (_, patch, pointer) => {
    const { id } = await person()
    expect(await admin.patch(`/v1/contacts/${id}`, patch)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  })
})

describe('a template', () => {
  const words = { en: { email: { subject: '{{title}}', text: 'Hello {{recipientName}}: {{title}}', html: '<p>{{title}}</p>' } } }
  const draft = { category: 'transactional', fields: { title: { type: 'text' } }, words }

  it('is written in versions, of which each message keeps its own', async () => {
    const path = '/v1/templates/depot.closed'
    expect(done(await admin.post(`${path}/versions`, draft))).toMatchObject({ version: 1, shipped: false })
    const { id: contact } = await person()
    const first = await send(contact, { template: 'depot.closed', fields: { title: 'x' } })
    await eventually(stateOf(first.id)).toBe('delivered')
    const next = { ...draft, words: { en: { email: { ...words.en.email, subject: 'Depot: {{title}}' } } } }
    expect(done(await admin.post(`${path}/versions`, next)).version).toBe(2)
    const second = await send(contact, { template: 'depot.closed', fields: { title: 'x' } })
    await eventually(stateOf(second.id)).toBe('delivered')
    expect(await message(first.id)).toMatchObject({ sending: { templateVersion: 1 } })
    expect(await message(second.id)).toMatchObject({ sending: { templateVersion: 2 } })
    expect(done(await admin.get(`${path}?version=1`))).toMatchObject({ words })
  })

  it('is looked at with sample values before anything is sent', async () => {
    const seen = done(await admin.post('/v1/templates/newsletter/preview', { language: 'zh-CN', fields: { title: 'A & B', body: '<b>' } }))
    expect(seen).toMatchObject({ subject: 'A & B' })
    expect(String(seen['html'])).toContain('&lt;b&gt;')
  })

  it('never turns from business into promotion, and of a shipped one the fields stay', async () => {
    const promoted = await admin.post('/v1/templates/letter/versions', { ...draft, category: 'marketing' })
    expect(promoted.body.code).toBe('template.category_fixed')
    expect((await admin.post('/v1/templates/letter/versions', draft)).body.code).toBe('template.fields_fixed')
    const hidden = await admin.post('/v1/templates/offer/versions', { ...draft, category: 'marketing' })
    expect(hidden.body.errors.map(({ code }) => code)).toEqual(['template.no_way_out', 'template.no_way_out'])
  })
})
