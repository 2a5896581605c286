import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail, madeUpPhone } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let admin: Caller
let li: Caller

const years = { expiresIn: 3 * 365 * 24 * 3600 }
beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_boss', scope: 'all', ...years })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'all', ...years })
})
afterAll(() => deployment?.remove())

type Person = { readonly customer: string; readonly address: string; readonly phone: string }
/** Somebody who sends parcels and is no firm. */
const sender = async (facts: object = {}): Promise<Person> => {
  const [address, phone] = [madeUpEmail(), madeUpPhone()]
  const reached = { emails: [{ address, primary: true }], phones: [{ number: phone, label: 'mobile', primary: true }] }
  const draft = { kind: 'individual', name: 'Li Na', language: 'en', birthDate: '1990-02-28', owner: 'usr_wang', ...reached, ...facts }
  return { customer: done(await admin.post('/v1/customers', draft)).id, address, phone }
}
const surveysOf = async ({ customer }: Person): Promise<readonly Told[]> =>
  done(await admin.get(`/v1/surveys?customerId=${customer}`)).items.map((told) => told['survey'] as Told)
const statuses = (whose: Person) => async () => (await surveysOf(whose)).map(({ status }) => status)
const asking = (address: string) => async () =>
  (await mailTo(deployment, address)).filter(({ subject }) => subject === 'How did we do?').length
const linkIn = async (address: string, page: 's' | 'c' | 'u'): Promise<string> => {
  const mail = (await mailTo(deployment, address)).at(-1)
  return new RegExp(`/${page}/[\\w.-]+`).exec(mail?.body.text ?? '')?.[0] ?? ''
}
const form = (path: string, fields: Readonly<Record<string, string>>) =>
  fetch(`${deployment.api}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

const resolution = { cause: 'delayed', fix: 'Carrier chased', customerTold: true }
const helped = async ({ customer }: Person): Promise<void> => {
  const body = { subject: 'Where is it', kind: 'tracking', text: 'No news', form: { waybills: ['SF1'] }, customerId: customer }
  const ticket = done(await li.post('/v1/tickets', body)).id
  done(await li.post(`/v1/tickets/${ticket}/resolve`, resolution))
}
const day = 'PT24H10M'

describe('an individual', () => {
  it('is asked a day after their ticket was resolved, answers on the page, and counts among the results', async () => {
    // Fewer than five answers are shown to nobody.
    const senders = await Promise.all(Array.from({ length: 5 }, () => sender({ team: 'express' })))
    for (const whose of senders) await helped(whose)
    for (const whose of senders)
      await eventually(() => surveysOf(whose)).toMatchObject([{ status: 'scheduled', asksCustomer: true, cause: { rule: 'after_ticket' } }])
    await advance(deployment, day)
    for (const whose of senders) {
      await eventually(asking(whose.address)).toBe(1)
      expect(await statuses(whose)()).toEqual(['sent'])
      expect((await form(await linkIn(whose.address, 's'), { 'a.overall': '5', 'a.comment': 'Sundays please' })).status).toBe(303)
    }
    const month = new Date(Date.parse(await nowOf(deployment)) + 8 * 3_600_000).toISOString().slice(0, 7)
    const results = async () => done(await admin.get(`/v1/survey-results?from=${month}&to=${month}&team=express`))['total'] as Told
    await eventually(results).toMatchObject({ figures: { sent: 5, answered: 5 } })
  })

  it('is told what came of what they suggested', async () => {
    const whose = await sender()
    done(await admin.post('/v1/surveys', { customerId: whose.customer, questionnaire: 'service' }))
    await advance(deployment, 'PT1M')
    await eventually(asking(whose.address)).toBe(1)
    expect((await form(await linkIn(whose.address, 's'), { 'a.overall': '5', 'a.comment': 'Sundays please' })).status).toBe(303)
    const suggested = async () => done(await admin.get(`/v1/suggestions?customerId=${whose.customer}`)).items
    await eventually(async () => (await suggested()).length).toBe(1)
    const suggestion = `/v1/suggestions/${(await suggested())[0]?.id}`
    done(await admin.post(`${suggestion}/decline`, { reason: 'No lorry on Sundays' }))
    done(await admin.post(`${suggestion}/tell`, { message: 'Saturdays we do' }))
    await eventually(async () => (await mailTo(deployment, whose.address)).some(({ body }) => body.text.includes('Saturdays we do'))).toBe(
      true,
    )
  })

  it('is asked a day after a visit, reminded once, and may answer on the phone', async () => {
    const whose = await sender()
    const visits = async () => done(await admin.get(`/v1/customers/${whose.customer}/visits`)).items
    await eventually(async () => (await visits()).length).toBe(1)
    done(await admin.post(`/v1/visits/${(await visits())[0]?.id}/hold`, { channel: 'phone' }))
    await eventually(statuses(whose)).toEqual(['scheduled'])
    await advance(deployment, day)
    await eventually(asking(whose.address)).toBe(1)
    await advance(deployment, 'P3DT1H')
    await eventually(statuses(whose)).toEqual(['reminded'])
    await eventually(async () => (await mailTo(deployment, whose.address)).length).toBe(2)
    const [survey] = await surveysOf(whose)
    done(await li.post(`/v1/surveys/${survey?.['id']}/answers`, { answers: { overall: 4 } }))
    expect(await surveysOf(whose)).toMatchObject([{ status: 'answered', mode: 'phone', by: 'usr_li' }])
  })

  it('is asked once in thirty days, whichever way, and not again as the contact that they are elsewhere', async () => {
    const whose = await sender()
    const firm = done(await admin.post('/v1/customers', madeUpCompany({ owner: 'usr_wang' }))).id
    const person = { name: 'Li Na', language: 'en', emails: [{ address: whose.address }], affiliation: { role: 'logistics' } }
    const contactId = done(await admin.post(`/v1/customers/${firm}/contacts`, person)).id
    const ask = async (body: object) => done(await admin.post('/v1/surveys', { questionnaire: 'relationship', ...body })).id
    const statusOf = (id: string) => async () => {
      const { status, reason } = done(await admin.get(`/v1/surveys/${id}`))['survey'] as Told
      return [status, reason].filter((word) => word !== undefined).join(' ')
    }
    const first = await ask({ customerId: whose.customer })
    await advance(deployment, 'PT1M')
    await eventually(statusOf(first)).toBe('sent')
    const again = [await ask({ customerId: whose.customer }), await ask({ customerId: firm, contactId })]
    await advance(deployment, 'PT1M')
    for (const id of again) await eventually(statusOf(id)).toBe('suppressed asked_recently')
    await advance(deployment, 'P30D')
    const later = await ask({ customerId: firm, contactId })
    await advance(deployment, 'PT1M')
    await eventually(statusOf(later)).toBe('sent')
    const asIndividual = await ask({ customerId: whose.customer })
    await advance(deployment, 'PT1M')
    await eventually(statusOf(asIndividual)).toBe('suppressed asked_recently')
  })

  it('is not asked once they unsubscribed, or where their address is suppressed, and the survey says so', async () => {
    const [whose, stopped] = [await sender(), await sender()]
    done(await admin.post('/v1/suppressions', { address: { email: stopped.address }, recipientId: stopped.customer, note: 'By phone' }))
    const ask = async ({ customer }: Person) => done(await admin.post('/v1/surveys', { customerId: customer, questionnaire: 'service' }))
    await ask(whose)
    await ask(stopped)
    await advance(deployment, 'PT1M')
    await eventually(asking(whose.address)).toBe(1)
    await eventually(() => surveysOf(stopped)).toMatchObject([{ status: 'undeliverable', reason: 'suppressed' }])
    expect((await fetch(`${deployment.api}${await linkIn(whose.address, 'u')}`, { method: 'POST' })).status).toBe(200)
    await advance(deployment, 'P31D')
    await ask(whose)
    await advance(deployment, 'PT1M')
    await eventually(async () => (await surveysOf(whose))[0]).toMatchObject({ status: 'undeliverable', reason: 'suppressed' })
    expect(await asking(stopped.address)()).toBe(0)
  })

  it('must be named by a contact where they are a company', async () => {
    const firm = done(await admin.post('/v1/customers', madeUpCompany())).id
    const answer = await admin.post('/v1/surveys', { customerId: firm, questionnaire: 'service' })
    expect(answer.body.errors).toMatchObject([{ pointer: '/contactId', code: 'survey.contact_missing' }])
  })
})

describe('an individual’s own data', () => {
  const offered = async (whose: Person) => {
    const before = (await mailTo(deployment, whose.address)).length
    const sent = await admin.post(`/v1/customers/${whose.customer}/self-service`)
    expect(sent.status, sent.text).toBe(201)
    await eventually(async () => (await mailTo(deployment, whose.address)).length).toBe(before + 1)
    return { link: sent.body, path: await linkIn(whose.address, 'c') }
  }
  const look = async (path: string) => {
    const answer = await fetch(`${deployment.api}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  const send = async (path: string, fields: Readonly<Record<string, string>>) => {
    const version = /name="version" value="(\d+)"/.exec((await look(path)).text)?.[1] ?? ''
    return form(path, { version, ...fields })
  }
  const customerOf = async ({ customer }: Person): Promise<Told> => done(await admin.get(`/v1/customers/${customer}`))

  it('are shown by a link that works once, and what they correct and confirm is marked so', async () => {
    const whose = await sender()
    const { path, link } = await offered(whose)
    const { status, text } = await look(path)
    expect(status).toBe(200)
    for (const value of ['Li Na', whose.address, whose.phone, '1990-02-28']) expect(text).toContain(value)
    const corrected = madeUpPhone()
    expect((await send(path, { 'phones.0': corrected, channel: 'sms', 'right.name': '1' })).status).toBe(303)
    const after = await customerOf(whose)
    expect(after).toMatchObject({ version: 2, channel: 'sms', phones: [{ number: corrected, label: 'mobile', primary: true }] })
    expect(Object.keys(after['confirmations'] as object).sort()).toEqual(['channel', 'name', 'phones'])
    const told = (await allPages(admin, `/v1/customers/${whose.customer}/timeline`)).find(({ type }) => type === 'customer.confirmed')
    expect(told).toMatchObject({ actor: { id: whose.customer, roles: ['customer'] } })
    expect(JSON.stringify(told)).not.toContain(whose.phone)
    expect(await allPages(admin, `/v1/customers/${whose.customer}/self-service`)).toMatchObject([
      { id: link.id, customerId: whose.customer, status: 'used', ended: { by: whose.customer } },
    ])
    expect((await look(path)).status).toBe(410)
    expect((await send(path, { name: 'Somebody else' })).status).toBe(410)
    done(await admin.patch(`/v1/customers/${whose.customer}`, { name: 'Li Nana' }))
    expect(Object.keys((await customerOf(whose))['confirmations'] as object).sort()).toEqual(['channel', 'phones'])
  })

  it('keep the rules of everybody, are taken from one of two, and belong to nobody else', async () => {
    const [whose, other] = [await sender(), await sender()]
    const { path } = await offered(whose)
    expect((await send(path, { 'phones.0': '12345' })).status).toBe(422)
    expect((await send(path, {})).status).toBe(422)
    const taken = await send(`${path}?lang=en`, { 'phones.0': other.phone })
    expect([taken.status, (await taken.text()).includes('We cannot take this number')]).toEqual([422, true])
    const answers = await Promise.all(['Li', 'Na'].map((name) => send(path, { name })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
    expect(await customerOf(other)).toMatchObject({ version: 1 })
  })

  it('are offered to individuals alone, with an address, by those who look after them, and can be withdrawn', async () => {
    const firm = done(await admin.post('/v1/customers', madeUpCompany())).id
    expect((await admin.post(`/v1/customers/${firm}/self-service`)).body.code).toBe('customer.not_individual')
    const silent = await sender({ emails: [] })
    expect((await admin.post(`/v1/customers/${silent.customer}/self-service`)).body.code).toBe('self_service.no_address')
    const whose = await sender()
    const stranger = await signIn(deployment, { role: 'sales', sub: 'usr_far', scope: 'own', ...years })
    expect((await stranger.post(`/v1/customers/${whose.customer}/self-service`)).body.code).toBe('access.out_of_scope')
    const { path, link } = await offered(whose)
    const elsewhere = await admin.post(`/v1/customers/${silent.customer}/self-service/${link.id}/revoke`)
    expect(elsewhere.body.code).toBe('self_service.not_found')
    done(await admin.post(`/v1/customers/${whose.customer}/self-service/${link.id}/revoke`))
    expect((await look(path)).status).toBe(410)
    const open = await offered(whose)
    done(await admin.post(`/v1/customers/${whose.customer}/archive`))
    expect((await look(open.path)).status).toBe(410)
    expect((await admin.post(`/v1/customers/${whose.customer}/self-service`)).body.code).toBe('customer.archived')
  })

  it('name the hours, the zone and the channels that they wish, by which messages go', async () => {
    const now = Date.parse(await nowOf(deployment))
    const clock = (hours: number): string => new Date(now + hours * 3_600_000).toISOString().slice(11, 16)
    const night = { quietHours: { from: clock(-1), until: clock(2) }, zone: 'Etc/UTC', channels: ['email'] }
    const whose = await sender(night)
    expect(await customerOf(whose)).toMatchObject(night)
    done(await admin.post('/v1/surveys', { customerId: whose.customer, questionnaire: 'service' }))
    await advance(deployment, 'PT1M')
    const waiting = async () => done(await admin.get(`/v1/messages?customerId=${whose.customer}`)).items
    await eventually(waiting).toMatchObject([{ state: 'queued', version: 2, to: { kind: 'customer', id: whose.customer } }])
    const [message] = await waiting()
    expect(String(message?.['sendAt']).slice(11, 16)).toBe(clock(2))
    const wrong = await admin.post('/v1/customers', madeUpCompany(night))
    expect(wrong.status).toBe(422)
  })
})
