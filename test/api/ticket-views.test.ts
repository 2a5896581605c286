import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let li: Caller
let wang: Caller
let abroad: Caller

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'team:customer_service' })
  wang = await signIn(deployment, { role: 'agent', sub: 'usr_wang', scope: 'own' })
  abroad = await signIn(deployment, { role: 'agent', sub: 'usr_abroad', scope: 'team:elsewhere' })
})
afterAll(() => deployment?.remove())

const open = async (facts: object = {}): Promise<Told> =>
  done(await li.post('/v1/tickets', { subject: '货物到哪里了', kind: 'tracking', channel: 'phone', text: '没有更新', ...facts }))
const act = async ({ id }: Told, what: string, body: object = {}): Promise<Told> => done(await li.post(`/v1/tickets/${id}/${what}`, body))

const idsOf = (tickets: readonly Told[]): readonly string[] => tickets.map(({ id }) => id)
/** What a view shows once the indexes have caught up. */
const found = (query: string, caller: () => Caller) => eventually(async () => idsOf(await allPages(caller(), `/v1/tickets?${query}`)))
const shows = (query: string, ticket: Told, caller = () => li) => found(query, caller).toContain(ticket.id)
const hides = (query: string, ticket: Told, caller = () => li) => found(query, caller).not.toContain(ticket.id)

describe('a view of the desk', () => {
  it('shows what nobody has, and whose it is from the moment that somebody does', async () => {
    const ticket = await open()
    await shows('view=unassigned&team=customer_service', ticket)
    await hides('view=mine', ticket, () => wang)
    await act(ticket, 'assign', { assignee: 'usr_wang' })
    await shows('view=mine', ticket, () => wang)
    await hides('view=unassigned', ticket)
  })

  it('shows what waits for the customer, whoever has it, and nothing that is over', async () => {
    const ticket = await open()
    await act(ticket, 'wait', { for: 'customer' })
    await shows('view=pending_customer', ticket)
    await act(ticket, 'resolve', { cause: 'delayed', fix: '已催促承运商', customerTold: true })
    await hides('view=pending_customer', ticket)
    await hides('view=live', ticket)
    await shows('view=over', ticket)
  })

  it('comes in the order of the next deadline, page by page, each ticket once', async () => {
    for (const urgency of ['low', 'high', 'medium']) await open({ urgency })
    const pages = await allPages(li, '/v1/tickets?view=live', 2)
    const due = pages.map(({ dueAt }) => String(dueAt ?? '9999'))
    expect(due).toEqual([...due].sort())
    expect(new Set(idsOf(pages)).size).toBe(pages.length)
  })

  it('is narrowed by kind, customer and priority', async () => {
    const customerId = done(await admin.post('/v1/customers', madeUpCompany({ team: 'customer_service' }))).id
    const ticket = await open({ customerId, kind: 'complaint' })
    await shows(`customerId=${customerId}&kind=complaint&priority=${ticket['priority']}`, ticket)
    await hides(`customerId=${customerId}&kind=tracking`, ticket)
  })

  it('shows nobody what they do not reach, and counts it for nobody either', async () => {
    const ticket = await open()
    await shows('view=live', ticket)
    expect(await allPages(abroad, '/v1/tickets?view=live')).toEqual([])
    expect(await allPages(wang, '/v1/tickets?view=unassigned')).toEqual([])
    expect(done(await abroad.get('/v1/desk/views'))).toMatchObject({ live: { count: 0, more: false } })
  })

  it('is counted beside its name, as long as it is', async () => {
    for (const view of ['live', 'unassigned', 'over', 'breached']) {
      const length = (await allPages(li, `/v1/tickets?view=${view}`)).length
      await eventually(async () => done(await li.get('/v1/desk/views'))[view]).toEqual({ count: length, more: false })
    }
  })
})

describe('a ticket is found', () => {
  it('by its number, by a waybill of its form, and by words of its subject in either script', async () => {
    const ticket = await open({ subject: '冷链提单 Rotterdam delayed', form: { waybills: ['MAEU-7654321'] } })
    for (const q of [String(ticket['number']), 'maeu7654321', 'MAEU-7654321', '冷链', 'rotter', 'delayed 提单'])
      await shows(`q=${encodeURIComponent(q)}`, ticket)
    expect(await allPages(li, `/v1/tickets?q=${encodeURIComponent('冷链 Hamburg')}`)).toEqual([])
  })

  it('by the container and the waybill in the mail that it was opened by, and by no telephone in it', async () => {
    const text = '您好,箱号 TCNU 765432-1、运单号 75312345678901 没到,我的电话 13812345678。'
    const ticket = await open({ subject: '询问', channel: 'mail', text })
    for (const q of ['TCNU7654321', 'TCNU 765432-1', '75312345678901']) await shows(`q=${encodeURIComponent(q)}`, ticket)
    expect(await allPages(li, '/v1/tickets?q=13812345678')).toEqual([])
  })

  it('within what else is asked for: a customer, a view, a kind, whose it is', async () => {
    const customerId = done(await admin.post('/v1/customers', madeUpCompany({ team: 'customer_service' }))).id
    const subject = 'Antwerpen'
    const [theirs, other] = [await open({ subject, customerId, kind: 'complaint' }), await open({ subject })]
    await act(other, 'assign', { assignee: 'usr_wang' })
    await shows('q=antwerpen', theirs)
    await shows('q=antwerpen', other)
    const narrowed = async (query: string, caller = li) => idsOf(await allPages(caller, `/v1/tickets?q=antwerpen&${query}`)).toSorted()
    expect(await narrowed('view=live')).toEqual([theirs.id, other.id].toSorted())
    for (const query of [`customerId=${customerId}`, 'kind=complaint', 'view=unassigned', 'view=unassigned&kind=complaint'])
      expect(await narrowed(query)).toEqual([theirs.id])
    expect(await narrowed('assignee=usr_wang')).toEqual([other.id])
    expect(await narrowed('view=mine', wang)).toEqual([other.id])
    for (const query of ['view=mine', 'view=over', 'region=nowhere', 'view=mine&assignee=usr_wang'])
      expect(await narrowed(query)).toEqual([])
  })

  it('by its new subject and not by its old one', async () => {
    const ticket = await open({ subject: 'Zhoushan' })
    await shows('q=zhoushan', ticket)
    await li.patch(`/v1/tickets/${ticket.id}`, { subject: 'Qingdao' })
    await shows('q=qingdao', ticket)
    await hides('q=zhoushan', ticket)
  })

  it('by nobody who does not reach it', async () => {
    const ticket = await open({ subject: 'Lianyungang' })
    await shows('q=lianyungang', ticket)
    expect(await allPages(abroad, '/v1/tickets?q=lianyungang')).toEqual([])
  })

  it('by something that can be sought', async () => {
    expect((await li.get('/v1/tickets?q=%21%3F')).status).toBe(422)
  })
})

it('the overview of a customer shows open tickets and counts complaints', async () => {
  const customerId = done(await admin.post('/v1/customers', madeUpCompany({ team: 'customer_service' }))).id
  const ticket = await open({ customerId, kind: 'complaint' })
  const shown = async () => done(await li.get(`/v1/customers/${customerId}/overview`))['tickets']
  await eventually(shown).toMatchObject({ items: [{ id: ticket.id, kind: 'complaint' }], more: false, complaints: 1 })
})
