import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, callerWith, done, eventually, signIn } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'

let deployment: TestDeployment
let boss: Caller
let customs: Caller
let officer: Caller
let admin: Caller
let partner: Caller
const years = { expiresIn: 3 * 365 * 24 * 3600 }
beforeAll(async () => {
  deployment = await deploy()
  boss = await signIn(deployment, { role: 'service_manager', sub: 'usr_boss', scope: 'all', ...years })
  customs = await signIn(deployment, { role: 'customs', sub: 'usr_customs', scope: 'own', ...years })
  officer = await signIn(deployment, { role: 'compliance', sub: 'usr_officer', scope: 'own', ...years })
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin', scope: 'all', ...years })
  partner = callerWith(deployment.api, await deployment.token({ sub: 'machine_chat', scopes: ['lading/inbound:write'], ...years }))
  done(await admin.post('/v1/lists/team/values', { code: 'customs', labels: { en: 'Customs' }, manager: 'usr_customs' }))
})
afterAll(() => deployment?.remove())

const open = async (facts: object = {}): Promise<string> =>
  done(await boss.post('/v1/tickets', { subject: '货物到哪里了', text: '没有更新', kind: 'tracking', channel: 'phone', ...facts })).id
const told = async (caller: Caller, ticketId: string) =>
  (await allPages(caller, '/v1/notifications?which=all'))
    .filter(({ subject }) => JSON.stringify(subject).includes(ticketId))
    .map(({ type }) => type)
const toldAs = async (type: string, caller: Caller, ticketId: string) => (await told(caller, ticketId)).filter((one) => one === type)
const inDays = async (count: number) => new Date(Date.parse(await nowOf(deployment)) + count * 86_400_000).toISOString().slice(0, 10)
const inAnHour = async () => new Date(Date.parse(await nowOf(deployment)) + 3_600_000).toISOString()

describe('what another department is asked to do for a ticket', () => {
  it('is told to whoever leads it, once more with whoever asked when it is overdue, and to whoever asked when it is done', async () => {
    const ticket = await open()
    const asked = { department: 'customs', what: '请提供报关单号', dueAt: await inAnHour() }
    const task = done(await boss.post(`/v1/tickets/${ticket}/tasks`, asked)).id
    await eventually(() => told(customs, ticket)).toEqual(['ticket_task'])
    await advance(deployment, 'PT61M')
    await eventually(() => told(customs, ticket)).toEqual(['ticket_task_overdue', 'ticket_task'])
    await eventually(() => told(boss, ticket)).toEqual(['ticket_task_overdue'])
    const [listed] = (await allPages(customs, '/v1/desk/tasks')).filter(({ ticketId }) => ticketId === ticket)
    expect(listed).toMatchObject({ id: task, lateAt: expect.any(String) })
    done(await customs.post(`/v1/tickets/${ticket}/tasks/${task}/done`, { note: '已放行' }))
    await eventually(() => told(boss, ticket)).toEqual(['ticket_task', 'ticket_task_overdue'])
  })

  it('is told back at once to whoever asked, where nobody answers for the department', async () => {
    const ticket = await open()
    done(await boss.post(`/v1/tickets/${ticket}/tasks`, { department: 'finance', what: '请核对账单' }))
    await eventually(() => told(boss, ticket)).toEqual(['ticket_task_unheard'])
    done(await boss.post(`/v1/tickets/${ticket}/tasks`, { department: 'customs', what: '请提供放行时间' }))
    await eventually(() => told(customs, ticket)).toEqual(['ticket_task'])
    expect(await told(boss, ticket)).toEqual(['ticket_task_unheard'])
  })

  it('is done by whoever was asked by name, though their role changes nothing else', async () => {
    const ticket = await open()
    const task = done(
      await boss.post(`/v1/tickets/${ticket}/tasks`, { department: 'compliance', assignee: 'usr_officer', what: '核查收货人' }),
    ).id
    await eventually(() => told(officer, ticket)).toEqual(['ticket_task'])
    expect(done(await officer.post(`/v1/tickets/${ticket}/tasks/${task}/done`, {}))['done']).toMatchObject({ by: 'usr_officer' })
  })
})

describe('the last day for giving notice of a claim', () => {
  const claims = async (day: string) => (await allPages(boss, `/v1/tickets?noticeBy=${day}`)).map(({ id }) => id)

  it('is told to whoever has it, also when it is known late and again when it comes nearer, until notice was given', async () => {
    const li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'own', ...years })
    const noticeBy = await inDays(5)
    const claim = await open({ kind: 'claim' })
    done(await boss.post(`/v1/tickets/${claim}/assign`, { assignee: 'usr_li' }))
    // Only now, since its first warning is due at once, and goes to whoever has it in that moment.
    done(await boss.patch(`/v1/tickets/${claim}`, { claim: { noticeBy } }))
    await advance(deployment, 'PT2M')
    await eventually(() => toldAs('claim_notice', li, claim)).toHaveLength(1)
    await advance(deployment, 'P4D')
    await eventually(() => toldAs('claim_notice', li, claim)).toHaveLength(2)
    await eventually(() => claims(noticeBy)).toContain(claim)
    expect(await claims(await inDays(-9))).not.toContain(claim)
    done(await boss.patch(`/v1/tickets/${claim}`, { claim: { noticeGivenOn: await inDays(0) } }))
    await eventually(() => claims(noticeBy)).not.toContain(claim)
    await advance(deployment, 'P3D')
    await eventually(() => toldAs('claim_notice', boss, claim)).toHaveLength(2)
    expect(await toldAs('claim_notice', li, claim)).toHaveLength(2)
  })
})

describe('a customer who complains again', () => {
  const called = async (ticketId: string) => done(await boss.get(`/v1/tickets/${ticketId}`))['escalation']

  it('is brought before whoever answers for the team though the ticket became a complaint later, of whatever kind the firm calls one', async () => {
    const both = (zh: string, en: string) => ({ 'zh-CN': zh, en })
    const causes = [{ code: 'other', labels: both('其他', 'Other') }]
    const kind = { labels: both('质量申诉', 'Grievance'), form: [], causes, team: 'customer_service', isComplaint: true }
    done(await admin.post('/v1/ticket-kinds/grievance', kind))
    done(await admin.post('/v1/lists/team/values', { code: 'customer_service', labels: { en: 'Service' }, manager: 'usr_customs' }))
    const customerId = done(await admin.post('/v1/customers', madeUpCompany())).id
    const [first, second] = [await open({ customerId, kind: 'complaint' }), await open({ customerId })]
    await eventually(async () => done(await admin.get(`/v1/customers/${customerId}/overview`))['tickets']).toMatchObject({ complaints: 1 })
    expect(await called(first), 'a first complaint calls nobody').toBe(0)
    done(await boss.patch(`/v1/tickets/${second}`, { tags: ['legal'] }))
    done(await boss.patch(`/v1/tickets/${second}`, { kind: 'grievance' }))
    await eventually(() => called(second)).toBe(1)
    expect(await called(first), 'the first is never the repeat').toBe(0)
    await eventually(() => told(customs, second)).toContain('ticket_escalated')
    await eventually(async () => done(await admin.get(`/v1/customers/${customerId}/overview`))['tickets']).toMatchObject({ complaints: 2 })
  })
})

describe('whoever has a ticket', () => {
  it('is told when its customer writes, and with those who watch it when it comes back', async () => {
    const anna = await signIn(deployment, { role: 'agent', sub: 'usr_anna', scope: 'all', ...years })
    const watcher = await signIn(deployment, { role: 'agent', sub: 'usr_watcher', scope: 'all', ...years })
    const address = madeUpEmail()
    const { id, ...ticket } = done(
      await boss.post('/v1/tickets', { subject: '破损', text: '外箱破损', kind: 'tracking', channel: 'mail', requester: { address } }),
    )
    const [from, threading] = [{ address }, { numbers: [String(ticket['number'])] }]
    const writes = async (words: string, nth: number) =>
      done(await partner.post('/v1/inbound', { externalId: `${id}-${nth}`, from, text: words, threading }))
    done(await boss.post(`/v1/tickets/${id}/assign`, { assignee: 'usr_anna' }))
    done(await boss.post(`/v1/tickets/${id}/watchers`, { user: 'usr_watcher' }))
    await writes('还有一箱也破损', 1)
    await eventually(() => told(anna, id)).toEqual(['customer_wrote', 'ticket_assigned'])
    done(await boss.post(`/v1/tickets/${id}/resolve`, { cause: 'other', fix: '已赔付', customerTold: true }))
    await writes('没有收到赔款', 2)
    await eventually(() => told(watcher, id)).toEqual(['ticket_reopened'])
    await eventually(() => told(anna, id)).toEqual(['ticket_reopened', 'customer_wrote', 'ticket_assigned'])
  })
})
