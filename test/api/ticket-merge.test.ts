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
