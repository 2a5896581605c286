import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let manager: Caller
let li: Caller
let finance: Caller

const staff = async () => {
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  manager = await signIn(deployment, { role: 'service_manager', sub: 'usr_chen', scope: 'all' })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'team:customer_service' })
  finance = await signIn(deployment, { role: 'finance', sub: 'usr_fang', scope: 'own' })
}
beforeAll(async () => {
  deployment = await deploy()
  await staff()
})
afterAll(() => deployment?.remove())

/** A token lasts an hour, so whoever goes on after a leap signs in again. */
const leap = async (by: string): Promise<void> => {
  await advance(deployment, by)
  await staff()
}

const requester = { name: '赵敏', address: 'zhao.min@shunda.example' }
const call = {
  subject: '货物到哪里了',
  kind: 'tracking',
  channel: 'phone',
  text: '运单一周没有更新',
  requester,
  form: { waybills: ['SF1'] },
}
const open = async (facts: object = {}, caller = li): Promise<Told> => done(await caller.post('/v1/tickets', { ...call, ...facts }))
const at = ({ id }: Told, what = '') => `/v1/tickets/${id}${what}`
const read = async (ticket: Told, caller = li): Promise<Told> => done(await caller.get(at(ticket)))
const resolution = { cause: 'delayed', fix: '已催促承运商', customerTold: true }

describe('a ticket', () => {
  it('is opened under a number of its day, sorted with reasons, with what the customer said in its thread', async () => {
    const ticket = await open()
    expect(ticket).toMatchObject({
      status: 'new',
      number: expect.stringMatching(/^\d{6}-\d{4}$/),
      kind: 'tracking',
      team: 'customer_service',
      watchers: ['usr_li'],
      requester: { name: '***', address: '***' },
      deadlines: { first: { due: expect.any(String) } },
    })
    expect(ticket['why']).not.toEqual([])
    expect(await read(ticket)).toMatchObject({ requester })
    const [first, ...others] = await allPages(li, at(ticket, '/messages'))
    expect(first).toMatchObject({ kind: 'received', text: call.text, from: requester })
    expect(others).toEqual([])
  })

  it('shows who asked to whoever says what for, which is kept, and to nobody whose role may not read it', async () => {
    const customerId = String(done(await admin.post('/v1/customers', madeUpCompany({ team: 'customer_service' }))).id)
    const ticket = await open({ customerId })
    done(await li.post(at(ticket, '/watchers'), { user: 'usr_fang' }))
    const before = await read(ticket, finance)
    expect(before).toMatchObject({ requester: { name: '***', address: '***' } })
    const asked = { purpose: 'Paying out the claim', classes: ['personal'] }
    expect(done(await finance.post(at(ticket, '/reveal'), asked))).toMatchObject({ requester, changedAt: before['changedAt'] })
    expect(await read(ticket, finance)).toMatchObject({ requester: { name: '***' } })
    const timeline = done(await admin.get(`/v1/customers/${customerId}/timeline`)).items
    const revealed = timeline.map(({ data }) => data as Told).filter(({ type }) => type === 'ticket.revealed')
    expect(revealed).toMatchObject([{ purpose: asked.purpose, classes: ['personal'], by: 'usr_fang' }])
    expect(JSON.stringify(timeline)).not.toContain(requester.name)
    const secret = await finance.post(at(ticket, '/reveal'), { ...asked, classes: ['secret'] })
    expect(secret).toMatchObject({ status: 403, body: { code: 'access.class_denied' } })
    const helper = await signIn(deployment, { role: 'operations', sub: 'usr_ops', scope: 'all' })
    expect((await helper.post(at(ticket, '/reveal'), asked)).body.code).toBe('access.denied')
  })

  it('asked for again under the same key is the same ticket, and stands in the timeline of its customer', async () => {
    const customer = done(await admin.post('/v1/customers', madeUpCompany({ tier: 'vip', team: 'customer_service' }))).id
    const twice = [1, 2].map(() => li.post('/v1/tickets', { ...call, customerId: customer }, { 'idempotency-key': `call-${customer}` }))
    const answers = (await Promise.all(twice)).filter(({ status }) => status === 201)
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    const told = (await allPages(li, `/v1/customers/${customer}/timeline`)).filter(({ type }) => type === 'ticket.opened')
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).not.toContain('zhao.min')
  })

  it('is answered, put off and gone on with; what colleagues write to one another is another thing', async () => {
    const ticket = await open()
    expect(done(await li.post(at(ticket, '/messages'), { text: '正在查询' }))).toMatchObject({ status: 'open' })
    expect(done(await li.post(at(ticket, '/wait'), { for: 'carrier' }))).toMatchObject({ status: 'pending_carrier' })
    done(await li.post(at(ticket, '/notes'), { text: '承运商说周三 @usr_fang', mentions: ['usr_fang'] }))
    expect(done(await li.post(at(ticket, '/continue')))).toMatchObject({ status: 'open' })
    expect((await allPages(li, at(ticket, '/messages'))).map(({ kind }) => kind)).toEqual(['note', 'reply', 'received'])
    await eventually(async () => (await allPages(finance, '/v1/notifications')).map(({ type }) => type)).toContain('mention')
  })

  it('is resolved with cause and fix, closed by the clock after 14 quiet days, and then taken up by nobody', async () => {
    const ticket = await open()
    expect((await li.post(at(ticket, '/resolve'), { ...resolution, cause: 'moon' })).body).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/cause', code: 'ticket.cause_unknown' }],
    })
    done(await li.post(at(ticket, '/resolve'), resolution))
    await leap('P13D')
    expect(await read(ticket)).toMatchObject({ status: 'resolved' })
    expect(done(await li.post(at(ticket, '/reopen')))).toMatchObject({ status: 'reopened', number: ticket['number'], reopened: 1 })
    done(await li.post(at(ticket, '/resolve'), resolution))
    await leap('P14D')
    await eventually(async () => (await read(ticket))['status']).toBe('closed')
    expect(await read(ticket)).toMatchObject({ closed: { reason: 'quiet', by: 'system' }, resolution })
    await leap('P1D')
    expect((await li.post(at(ticket, '/reopen'))).body.code).toBe('ticket.too_late')
  })

  it('of two who change it at once, who comes second sees both values', async () => {
    const ticket = await open()
    const tag = { 'if-match': `"${ticket['version']}"` }
    done(await li.patch(at(ticket), { priority: 'P1', tags: ['cold_chain'] }, tag))
    const late = await manager.patch(at(ticket), { priority: 'P2', subject: '延误' }, tag)
    expect(late).toMatchObject({
      status: 412,
      body: { code: 'version.conflict', conflicts: [{ pointer: '/priority', yours: 'P2', current: 'P1' }] },
    })
    expect((await li.patch(at(ticket), { priority: 'P4' })).body.code).toBe('ticket.priority_lowered')
    expect(done(await li.patch(at(ticket), { priority: 'P4', why: '已收到货' }))).toMatchObject({ priority: 'P4' })
  })

  it('is answered, given away, resolved and closed by many at once without anything lost or done twice', async () => {
    const customerId = done(await admin.post('/v1/customers', madeUpCompany({ team: 'customer_service' }))).id
    const ticket = await open({ customerId })
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, (_, i) => li.post(at(ticket, '/messages'), { text: `答复 ${i}` })),
      ...Array.from({ length: 3 }, (_, i) => manager.post(at(ticket, '/assign'), { assignee: `usr_${i}` })),
      ...Array.from({ length: 2 }, () => manager.post(at(ticket, '/resolve'), resolution)),
      ...Array.from({ length: 2 }, () => manager.post(at(ticket, '/close'), { reason: 'confirmed' })),
    ])
    for (const { status, body } of answers) expect([200, 409], JSON.stringify(body)).toContain(status)
    const [given, resolved, closed] = [answers.slice(3, 6), answers.slice(6, 8), answers.slice(8)].map((some) =>
      some.filter(({ status }) => status === 200),
    )
    expect(resolved?.length).toBeLessThanOrEqual(1)
    // Others were first each time: nothing has come of it, and who asks again is heard.
    if (resolved?.length === 0) done(await manager.post(at(ticket, '/resolve'), resolution))
    expect(closed?.length).toBeLessThanOrEqual(1)
    const timeline = (await allPages(admin, `/v1/customers/${customerId}/timeline`)).map(({ data }) => data as Told)
    const told = (type: string) => timeline.filter((data) => data['type'] === type)
    const counts = ['ticket.replied', 'ticket.assigned', 'ticket.resolved', 'ticket.closed'].map((type) => told(type).length)
    const accepted = (from: number, to: number) => answers.slice(from, to).filter(({ status }) => status === 200).length
    expect(counts).toEqual([accepted(0, 3), given?.length, 1, closed?.length])
    const now = await read(ticket, manager)
    const last = (given ?? []).map(({ body }) => body).sort((a, b) => Number(b['version']) - Number(a['version']))[0]
    expect(now['assignee']).toBe(last?.['assignee'])
    expect(now).toMatchObject(closed?.length === 1 ? { status: 'closed', resolution } : { resolution })
    const texts = answers.slice(0, 3).flatMap(({ status }, i) => (status === 200 ? [`答复 ${i}`] : []))
    const said = (await allPages(manager, at(ticket, '/messages'))).filter(({ kind }) => kind === 'reply').map(({ text }) => text)
    expect([...said].sort()).toEqual(texts.sort())
  })
})

describe('who sees a ticket', () => {
  it('is whoever works where it is, or was asked to keep an eye on it; others see neither it nor its thread', async () => {
    const ticket = await open()
    for (const path of [at(ticket), at(ticket, '/messages')]) expect((await finance.get(path)).body.code).toBe('access.out_of_scope')
    expect((await finance.post(at(ticket, '/notes'), { text: '我方可退费' })).body.code).toBe('access.out_of_scope')
    done(await li.post(at(ticket, '/watchers'), { user: 'usr_fang' }))
    expect(await read(ticket, finance)).toMatchObject({ requester: { name: '***', address: '***' } })
    expect((await allPages(finance, at(ticket, '/messages')))[0]).toMatchObject({ from: { name: '***', address: '***' } })
    done(await finance.post(at(ticket, '/notes'), { text: '我方可退费' }))
    expect((await finance.post(at(ticket, '/messages'), { text: '我方可退费' })).body.code).toBe('access.denied')
  })

  it('is also whoever it is brought before: a colleague by name, or else whoever there is to call', async () => {
    const ticket = await open()
    expect((await finance.get(at(ticket))).body.code).toBe('access.out_of_scope')
    expect(done(await li.post(at(ticket, '/escalate'), { to: 'usr_fang' }))).toMatchObject({ escalation: 1 })
    expect(await read(ticket, finance)).toMatchObject({ watchers: ['usr_li', 'usr_fang'] })
    const told = expect.objectContaining({ type: 'ticket_escalated', subject: { kind: 'ticket', id: ticket.id } })
    await eventually(async () => done(await finance.get('/v1/notifications'))['items']).toContainEqual(told)
    expect(await li.post(at(ticket, '/escalate'), {})).toMatchObject({ status: 409, body: { code: 'ticket.nobody_to_call' } })
    const lead = await signIn(deployment, { role: 'agent', sub: 'usr_lead', scope: 'own' })
    const shifts = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]))
    done(await admin.patch('/v1/desks/usr_lead', { teams: ['customer_service'], taking: 'pulled', leads: ['customer_service'], shifts }))
    done(await li.post(at(ticket, '/escalate'), {}))
    expect(await read(ticket, lead)).toMatchObject({ escalation: 2 })
    done(await admin.post('/v1/desks/usr_lead/close'))
  })

  it('a sender who was not told apart is said to be somebody by a person', async () => {
    const customer = done(await admin.post('/v1/customers', madeUpCompany({ tier: 'vip', team: 'customer_service' }))).id
    const ticket = await open()
    expect((await li.post(at(ticket, '/match'), { customerId: 'cus_00000000000000000000000000' })).body.code).toBe('customer.not_found')
    expect(done(await li.post(at(ticket, '/match'), { customerId: customer }))).toMatchObject({ customerId: customer, tier: 'vip' })
  })
})

describe('the kinds of ticket', () => {
  it('are the firm’s own: a field that is asked for is asked for from the next ticket on', async () => {
    expect(done(await li.get('/v1/ticket-kinds'))['items']).toHaveLength(8)
    const labels = { 'zh-CN': '危险品申报', en: 'Dangerous goods' }
    const kind = {
      labels,
      form: [{ type: 'line', key: 'unNumber', labels, required: true }],
      causes: [{ code: 'declared', labels }],
      team: 'operations',
    }
    expect((await li.post('/v1/ticket-kinds/dangerous_goods', kind)).body.code).toBe('access.denied')
    done(await manager.post('/v1/ticket-kinds/dangerous_goods', kind))
    expect((await manager.post('/v1/tickets', { subject: '申报', kind: 'dangerous_goods' })).body).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/form/unNumber', code: 'ticket.field_missing' }],
    })
    const ticket = await open({ kind: 'dangerous_goods', form: { unNumber: 'UN1263' } }, manager)
    expect(ticket).toMatchObject({ kind: 'dangerous_goods', team: 'operations', form: { unNumber: 'UN1263' } })
  })
})
