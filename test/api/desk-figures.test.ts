import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFigureRoutes } from '../../functions/http/desk-figures.routes.ts'
import { deskTaskRoutes } from '../../functions/http/desk-tasks.routes.ts'
import { allPages, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'

let deployment: TestDeployment
let boss: Caller
let lead: Caller
let li: Caller
let wang: Caller
let customs: Caller

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const period = () => `from=${day(-1)}&to=${day(1)}`

type Figure = { readonly count: number; readonly tickets: string; readonly [member: string]: unknown }
type Group = {
  readonly [member in 'opened' | 'firstResponse' | 'resolved' | 'reopened' | 'spam' | 'merged' | 'restored' | 'backlog']: Figure
} & {
  readonly value: string
  readonly load?: unknown
}
type Shown = { readonly total: Group; readonly groups: readonly Group[] }
const figures = async (caller: Caller, query = ''): Promise<Shown> =>
  done(await caller.get(`/v1/desk/figures?${period()}${query}`)) as unknown as Shown
const counts = ({ total }: Shown) =>
  Object.fromEntries(
    (['opened', 'firstResponse', 'resolved', 'reopened', 'spam', 'restored', 'merged', 'backlog'] as const).map((name) => [
      name,
      total[name].count,
    ]),
  )

const open = async (facts: object = {}): Promise<Told> =>
  done(
    await boss.post('/v1/tickets', {
      subject: '货物到哪里了',
      text: '没有更新',
      kind: 'tracking',
      channel: 'phone',
      team: 'customer_service',
      ...facts,
    }),
  )
const act = async ({ id }: Told, what: string, body: object = {}, by = boss): Promise<Told> =>
  done(await by.post(`/v1/tickets/${id}/${what}`, body))
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** Always there, and handed nothing by itself. */
const desk = { teams: ['customer_service'], taking: 'pulled', shifts: Object.fromEntries(week.map((name) => [name, ['00:00-24:00']])) }
const resolution = { cause: 'other', fix: '已催促承运商', customerTold: true }

let answered: Told
let returned: Told
beforeAll(async () => {
  deployment = await deploy()
  boss = await signIn(deployment, { role: 'service_manager', sub: 'usr_boss', scope: 'all' })
  lead = await signIn(deployment, { role: 'service_manager', sub: 'usr_lead', scope: 'team:finance' })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'team:customer_service' })
  wang = await signIn(deployment, { role: 'agent', sub: 'usr_wang', scope: 'own' })
  customs = await signIn(deployment, { role: 'agent', sub: 'usr_customs', scope: 'team:customs' })
  done(await boss.patch('/v1/desks/usr_li', { ...desk, limit: 4 }))
  done(await boss.patch('/v1/desks/usr_wang', { ...desk, leads: ['customer_service'], limit: 3 }))
  answered = await open()
  returned = await open({ kind: 'complaint', channel: 'mail' })
  const [spam, other] = [await open({ channel: 'web' }), await open({ team: 'finance', kind: 'billing_dispute' })]
  for (const ticket of [answered, returned]) {
    await act(ticket, 'assign', { assignee: 'usr_li' })
    await act(ticket, 'messages', { text: '已在途中' }, li)
    await act(ticket, 'resolve', { ...resolution, cause: ticket === answered ? 'delayed' : 'our_mistake' }, li)
  }
  await act(returned, 'reopen')
  await act(spam, 'close', { reason: 'spam' })
  await act(other, 'assign', { assignee: 'usr_wang' })
})
afterAll(() => deployment?.remove())

describe('the figures of the desk', () => {
  it('count what happened and what is open, once the job has heard of it', { timeout: 120_000 }, async () => {
    // Everything below stands on this, so a machine that has much else to do is waited for.
    await expect
      .poll(async () => counts(await figures(boss)), { timeout: 90_000, interval: 200 })
      .toEqual({
        opened: 4,
        firstResponse: 2,
        resolved: 2,
        reopened: 1,
        spam: 1,
        restored: 0,
        merged: 0,
        backlog: 2,
      })
    const { total } = await figures(boss)
    expect(total.reopened).toMatchObject({ share: 0.5 })
    expect(total.resolved).toMatchObject({
      promised: 2,
      kept: 2,
      share: 1,
      mean: expect.any(Number),
      median: expect.any(Number),
      p90: expect.any(Number),
    })
    expect(total.backlog).toMatchObject({ more: false, byStatus: { new: 1, reopened: 1 }, byAge: { day: 2, older: 0 } })
  })

  it.each(['team', 'agent', 'kind', 'cause', 'channel', 'day', 'region'])(
    'by %s add up to the whole, and each opens its tickets',
    async (by) => {
      const { total, groups } = await figures(boss, `&by=${by}`)
      const names = [
        'opened',
        'firstResponse',
        'resolved',
        'reopened',
        'spam',
        ...(by === 'day' || by === 'cause' ? [] : (['backlog'] as const)),
      ] as const
      for (const name of names) {
        expect(
          groups.reduce((sum, group) => sum + group[name].count, 0),
          name,
        ).toBe(total[name].count)
        for (const figure of [total[name], ...groups.map((group) => group[name])])
          expect((await allPages(boss, figure.tickets)).length, figure.tickets).toBe(figure.count)
      }
    },
  )

  it('tell of each cause what came about by it, and how much of that came back', async () => {
    const { groups } = await figures(boss, '&by=cause')
    const told = groups.map(({ value, resolved, reopened }) => [value, resolved.count, reopened.count, reopened['share']])
    expect(told).toEqual([
      ['', 0, 0, undefined],
      ['delayed', 1, 0, 0],
      ['our_mistake', 1, 1, 1],
    ])
    const [, delayed] = groups
    expect(await allPages(boss, String(delayed?.resolved.tickets))).toMatchObject([{ ticketId: answered.id, cause: 'delayed' }])
    const narrowed = await figures(boss, '&by=kind&cause=our_mistake')
    expect(narrowed.groups.map(({ value, resolved }) => [value, resolved.count])).toEqual([['complaint', 1]])
  })

  it('tell of each agent what they resolved, what came back of it, and how much they have in hand of what they may', async () => {
    const { groups } = await figures(boss, '&by=agent')
    const of = (value: string) => groups.find((group) => group.value === value)
    expect(of('usr_li')).toMatchObject({ resolved: { count: 2 }, reopened: { count: 1 }, load: { inHand: 1, limit: 4 } })
    expect(of('usr_wang')).toMatchObject({ resolved: { count: 0 }, backlog: { count: 1 }, load: { inHand: 1, limit: 3 } })
    expect(of('')).toMatchObject({ opened: { count: 4 } })
  })

  it('can be asked of one agent by kind, which is counted from the entries', async () => {
    const { groups, total } = await figures(boss, '&by=kind&agent=usr_li')
    expect(groups.map(({ value, resolved }) => [value, resolved.count])).toEqual([
      ['complaint', 1],
      ['tracking', 1],
    ])
    expect(total.resolved.count).toBe(2)
  })

  it('show the tickets as they are now, each with what counted of it', async () => {
    const { total } = await figures(boss, '&agent=usr_li')
    const items = await allPages(boss, total.resolved.tickets)
    expect(items.map(({ ticketId }) => ticketId).sort()).toEqual([answered.id, returned.id].sort())
    expect(items.find(({ ticketId }) => ticketId === returned.id)).toMatchObject({
      number: returned['number'],
      agent: 'usr_li',
      kept: true,
      spent: expect.any(Number),
      ticket: { id: returned.id, status: 'reopened' },
    })
  })

  it('are refused for no period, and for one that is too long', async () => {
    for (const query of ['from=2026-11-02&to=2026-11-01', 'from=2026-01-01&to=2026-04-03'])
      expect((await boss.get(`/v1/desk/figures?${query}`)).body.code).toBe('figures.period_invalid')
    expect((await boss.get('/v1/desk/figures?from=2026-01-01&to=2026-04-02')).status).toBe(200)
    expect((await boss.get('/v1/desk/figures?from=today&to=2026-04-02')).status).toBe(422)
  })
})

it('figures, what is behind them and what is asked are answered as they are described, with everything in them', async () => {
  const routes = { ...deskFigureRoutes, ...deskTaskRoutes }
  const paths = ['agent', 'day'].map((by) => `/v1/desk/figures?${period()}&by=${by}`)
  const lists = ['resolved', 'breached_first', 'backlog'].map((figure) => `/v1/desk/figures/tickets?${period()}&figure=${figure}`)
  await act(answered, 'tasks', { department: 'sales', what: '报价', assignee: 'usr_zhao', dueAt: '2040-01-01T00:00:00.000Z' })
  for (const path of [...paths, ...lists, '/v1/desk/tasks?department=sales']) {
    const { body } = await boss.get(path)
    expect(routes[`GET ${path.replace(/\?.*/, '')}`]?.answer.parse(body), path).toEqual(body)
  }
})

describe('who sees figures', () => {
  it('an agent sees their own, whatever they reach, and nobody else’s by any question', async () => {
    const { total, groups } = await figures(li, '&by=agent')
    expect(groups.map(({ value }) => value)).toEqual(['usr_li'])
    expect(total).toMatchObject({ opened: { count: 0 }, resolved: { count: 2 }, backlog: { count: 1 } })
    const others = await figures(li, '&by=agent&agent=usr_wang')
    expect(others.groups).toEqual([])
    expect(others.total.backlog.count).toBe(0)
    expect(await allPages(li, `/v1/desk/figures/tickets?${period()}&figure=backlog&agent=usr_wang`)).toEqual([])
    expect((await allPages(li, `/v1/desk/figures/tickets?${period()}&figure=opened`)).length).toBe(0)
  })

  it('whoever leads a team sees that team when they ask for it, and otherwise their own', async () => {
    expect((await figures(wang, '&team=customer_service')).total.resolved.count).toBe(2)
    expect((await figures(wang)).total.resolved.count).toBe(0)
    expect((await figures(wang, '&team=finance')).total).toMatchObject({ opened: { count: 0 }, backlog: { count: 1 } })
  })

  it('a manager sees what they reach', async () => {
    const { total, groups } = await figures(lead, '&by=team')
    expect(groups.map(({ value }) => value)).toEqual(['finance'])
    expect(total).toMatchObject({ opened: { count: 1 }, resolved: { count: 0 } })
    expect((await figures(lead, '&team=customer_service')).total.opened.count).toBe(0)
  })

  it('and nobody else does', async () => {
    const sales = await signIn(deployment, { role: 'sales', sub: 'usr_sales' })
    expect((await sales.get(`/v1/desk/figures?${period()}`)).body.code).toBe('access.denied')
  })
})

describe('what is asked of departments', () => {
  const ask = (ticket: Told, body: object) => act(ticket, 'tasks', { department: 'customs', what: '报关单号', ...body })
  const listed = async (caller: Caller, query = '') => (await allPages(caller, `/v1/desk/tasks?${query}`, 2)).map(({ what }) => what)

  it('is listed for them, the next deadline first, until it is done or the ticket is closed', async () => {
    const [one, two] = [await open(), await open()]
    await ask(one, { what: 'whenever' })
    const soon = await ask(two, { what: 'soon', dueAt: '2040-01-01T00:00:00.000Z', assignee: 'usr_li' })
    await ask(one, { what: 'sooner', dueAt: '2039-01-01T00:00:00.000Z', isRequired: false })
    await eventually(() => listed(customs)).toEqual(['sooner', 'soon', 'whenever'])
    expect((await allPages(customs, '/v1/desk/tasks?department=customs'))[1]).toMatchObject({
      ticketId: two.id,
      number: two['number'],
      department: 'customs',
      assignee: 'usr_li',
      isRequired: true,
    })
    done(await customs.post(`/v1/tickets/${two.id}/tasks/${soon.id}/done`, { note: '已放行' }))
    await eventually(() => listed(customs)).toEqual(['sooner', 'whenever'])
    await act(one, 'close', { reason: 'spam' })
    await eventually(() => listed(customs)).toEqual([])
  })

  it('is for whoever was asked, for their department, and for those who reach the ticket', async () => {
    const ticket = await open({ team: 'finance' })
    await ask(ticket, { what: 'theirs' })
    await ask(ticket, { what: 'for Wang', department: 'operations', assignee: 'usr_wang' })
    await eventually(() => listed(wang)).toEqual(['for Wang'])
    await eventually(() => listed(customs)).toEqual(['theirs'])
    expect(await listed(wang, 'department=customs')).toEqual([])
    expect(await listed(customs, 'department=operations')).toEqual([])
    expect(await listed(lead, 'department=customs')).toEqual(['theirs'])
    expect(await listed(boss, 'assignee=usr_wang')).toEqual(['for Wang'])
    expect(await listed(li, 'assignee=usr_wang')).toEqual([])
    const operations = await signIn(deployment, { role: 'operations', sub: 'usr_ops', scope: 'own' })
    expect(await listed(operations)).toEqual(['for Wang'])
  })
})
