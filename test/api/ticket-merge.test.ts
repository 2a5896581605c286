import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let li: Caller
beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'team:customer_service' })
})
afterAll(() => deployment?.remove())

const open = async (facts: object = {}): Promise<Told> =>
  done(await li.post('/v1/tickets', { subject: '货物到哪里了', kind: 'tracking', channel: 'phone', text: '没有更新', ...facts }))
const company = async () => done(await admin.post('/v1/customers', madeUpCompany({ team: 'customer_service' }))).id
const ticket = async ({ id }: Told) => done(await li.get(`/v1/tickets/${id}`))
const on = ({ id }: Told, what: string) => `/v1/tickets/${id}/${what}`

describe('tickets of two customers', () => {
  it('are merged only when that is meant, and the refusal says so in the language of the reader', async () => {
    const [one, two] = [await open({ customerId: await company() }), await open({ customerId: await company() })]
    const refused = await li.post(on(one, 'merge'), { into: two.id }, { 'accept-language': 'zh-CN' })
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'ticket.other_customer', title: expect.stringContaining('不同的客户') },
    ])
    expect(await ticket(one)).not.toHaveProperty('mergedInto')
    expect(done(await li.post(on(one, 'merge'), { into: two.id, otherCustomer: true }))).toMatchObject({ mergedInto: two.id })
  })

  it('are told apart by who wrote, where nobody knows whose they are', async () => {
    const [one, two, three] = await Promise.all(
      ['a@x.example', 'b@x.example', 'A@X.example'].map((address) => open({ requester: { address } })),
    )
    if (!one || !two || !three) throw new Error('not opened')
    expect((await li.post(on(one, 'merge'), { into: two.id })).status).toBe(409)
    expect((await li.post(on(one, 'merge'), { into: three.id })).status).toBe(200)
  })
})

describe('tickets that have to do with one another', () => {
  const related = async ({ id }: Told, by = li) => done(await by.get(`/v1/tickets/${id}/related`)).items
  const idsOf = (items: readonly Told[]) => items.map(({ id }) => id)

  it('each show the other until somebody says otherwise, and both keep on record that they did', async () => {
    const [one, two] = [await open(), await open({ kind: 'inquiry' })]
    done(await li.post(on(one, 'related'), { ticket: two.id }))
    expect(await related(one)).toMatchObject([{ id: two.id, number: two['number'], status: 'new', kind: 'inquiry', of: one.id }])
    expect(idsOf(await related(two))).toEqual([one.id])
    done(await li.post(`${on(two, 'related')}/${one.id}/release`))
    expect([await related(one), await related(two)]).toEqual([[], []])
  })

  it('show no more than the number to whoever does not reach the other', async () => {
    const [one, two] = [await open(), await open({ team: 'finance' })]
    done(await admin.post(on(one, 'related'), { ticket: two.id }))
    const chen = await signIn(deployment, { role: 'agent', sub: 'usr_chen', scope: 'team:customer_service' })
    expect(await related(one, chen)).toEqual([{ id: two.id, number: two['number'], of: one.id }])
    const third = await open({ team: 'finance' })
    expect((await chen.post(on(one, 'related'), { ticket: third.id })).body.code).toBe('access.out_of_scope')
  })

  it('stay so when one of them is merged, and are shown where it goes on', async () => {
    const [one, two, into] = [await open(), await open(), await open()]
    done(await li.post(on(one, 'related'), { ticket: two.id }))
    done(await li.post(on(one, 'merge'), { into: into.id }))
    expect(await related(into)).toMatchObject([{ id: two.id, of: one.id }])
    expect(await related(two)).toMatchObject([{ id: one.id, status: 'closed', mergedInto: into.id }])
    done(await li.post(`${on(one, 'related')}/${two.id}/release`))
    expect([await related(into), await related(two)]).toEqual([[], []])
  })
})

describe('what is still to be done for a ticket that is merged', () => {
  it('holds the one that it went into, is done there, and stays done when the merge is undone', async () => {
    const [one, two] = [await open(), await open()]
    const task = done(await li.post(on(one, 'tasks'), { department: 'customs', what: '报关单号' }))
    done(await li.post(on(one, 'merge'), { into: two.id }))
    const resolution = { cause: 'delayed', fix: '已催促承运商', customerTold: true }
    expect((await li.post(on(two, 'resolve'), resolution)).body).toMatchObject({ code: 'ticket.tasks_open' })
    const listed = async () => done(await admin.get('/v1/desk/tasks?department=customs'))['items']
    await eventually(listed).toMatchObject([{ id: task.id, ticketId: two.id }])
    done(await li.post(`${on(two, 'tasks')}/${task.id}/done`, { note: '已放行' }))
    done(await admin.post(on(one, 'unmerge')))
    expect(await ticket(one)).toMatchObject({ status: 'new', tasks: [{ id: task.id, done: { note: '已放行' } }] })
    expect(await ticket(two)).toMatchObject({ tasks: [], children: [], absorbed: [] })
  })
})
