import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'

let deployment: TestDeployment
let admin: Caller
let boss: Caller
let li: Caller
let wang: Caller

const staff = async () => {
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  boss = await signIn(deployment, { role: 'service_manager', sub: 'usr_boss', scope: 'team:customer_service' })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'own' })
  wang = await signIn(deployment, { role: 'agent', sub: 'usr_wang', scope: 'own' })
}
beforeAll(async () => {
  deployment = await deploy()
  await staff()
  done(await admin.post('/v1/lists/team/values', { code: 'customer_service', labels: { en: 'Customer service' }, manager: 'usr_boss' }))
})
afterAll(() => deployment?.remove())

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const always = Object.fromEntries(week.map((day) => [day, ['00:00-24:00']]))
const open = async (subject: string, facts: object = {}) =>
  done(await admin.post('/v1/tickets', { subject, text: subject, kind: 'inquiry', channel: 'phone', team: 'customer_service', ...facts }))
const assigneeOf = async (id: string) => done(await admin.get(`/v1/tickets/${id}`))['assignee']

describe('a desk', () => {
  it('is set up by the manager of its team, for their own team alone', async () => {
    expect((await li.get('/v1/me/desk')).body.code).toBe('desk.not_found')
    expect((await li.post('/v1/desk/pull')).body.code).toBe('desk.not_found')
    const set = { teams: ['customer_service'], shifts: always, taking: 'pulled', limit: 2 }
    const desk = done(await boss.patch('/v1/desks/usr_li', set))
    expect(desk).toMatchObject({ user: 'usr_li', onShift: true, load: 0, limit: 2 })
    expect((await boss.patch('/v1/desks/usr_li', { teams: ['finance'] })).body.code).toBe('access.out_of_scope')
    expect((await boss.patch('/v1/desks/usr_li', { teams: ['nobody', 'customer_service'] })).body).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/teams/0', code: 'list.team_unknown' }],
    })
    expect((await boss.patch('/v1/desks/usr_li', { limit: 3 }, { 'if-match': '"99"' })).body.code).toBe('version.conflict')
    expect((await li.patch('/v1/desks/usr_li', { limit: 50 })).body.code).toBe('access.denied')
    expect(done(await li.get('/v1/me/desk'))).toMatchObject({ user: 'usr_li', taking: 'pulled' })
    expect((await wang.get('/v1/desks/usr_li')).body.code).toBe('access.out_of_scope')
    expect((await boss.patch('/v1/desks/usr%20li', set)).body.code).toBe('desk.not_found')
  })

  it('takes what is next, the most urgent first, and no more than its limit', async () => {
    const calm = await open('到货时间')
    const urgent = await open('货物破损', { urgency: 'high', impact: 'high' })
    const third = await open('运费')
    const pulled = [done(await li.post('/v1/desk/pull')), done(await li.post('/v1/desk/pull'))]
    expect(pulled.map(({ ticket }) => (ticket as { id: string }).id)).toEqual([urgent.id, calm.id])
    expect((await li.post('/v1/desk/pull')).body).toMatchObject({ code: 'desk.full', limit: 2 })
    expect(done(await li.get('/v1/me/desk'))).toMatchObject({ load: 2 })
    expect((await allPages(boss, '/v1/desks?team=customer_service')).map(({ user, load }) => [user, load])).toEqual([['usr_li', 2]])
    expect(await allPages(wang, '/v1/desks')).toEqual([])
    done(await li.post(`/v1/tickets/${urgent.id}/wait`, { for: 'customer' }))
    expect(done(await li.post('/v1/desk/pull'))['ticket']).toMatchObject({ id: third.id })
    done(await li.post(`/v1/tickets/${calm.id}/wait`, { for: 'customer' }))
    expect(done(await li.post('/v1/desk/pull'))).toEqual({ ticket: null })
  })

  it('gives the same ticket to a request that comes again under its key, not a second one', async () => {
    const first = await open('再来一单')
    await open('又来一单')
    const key = { 'idempotency-key': 'pull-once' }
    const twice = [await li.post('/v1/desk/pull', undefined, key), await li.post('/v1/desk/pull', undefined, key)]
    for (const { body } of twice) expect(body['ticket']).toMatchObject({ id: first.id })
    expect(done(await li.get('/v1/me/desk'))).toMatchObject({ load: 2 })
  })

  it('takes nothing while who sits there is away', async () => {
    expect(done(await li.post('/v1/me/desk/leave'))).toMatchObject({ onShift: false, away: { since: expect.any(String) } })
    expect((await li.post('/v1/desk/pull')).body.code).toBe('desk.off_shift')
    expect(done(await li.post('/v1/me/desk/return'))).toMatchObject({ onShift: true })
    done(await boss.post('/v1/desks/usr_li/close'))
    expect((await li.post('/v1/desk/pull')).body.code).toBe('desk.not_found')
    expect(await allPages(boss, '/v1/desks')).toEqual([])
  })
})

describe('tickets', () => {
  it('are handed to who is there, and the next to who frees up; where nobody is, the manager is told', async () => {
    // A firm without any desk gives its tickets by hand, and nobody is told of what waits.
    done(await admin.patch('/v1/desks/usr_chen', { teams: ['finance'], shifts: always }))
    const lonely = await open('夜里来的')
    await eventually(async () => (await allPages(boss, '/v1/notifications')).map(({ type }) => type)).toContain('queue_unattended')
    done(await boss.patch('/v1/desks/usr_wang', { teams: ['customer_service'], shifts: always, limit: 2 }))
    await eventually(async () => done(await wang.get('/v1/me/desk'))['load']).toBe(2)
    const held = await allPages(admin, '/v1/tickets?assignee=usr_wang')
    expect(held).toHaveLength(2)
    for (const { id } of held) done(await wang.post(`/v1/tickets/${id}/wait`, { for: 'carrier' }))
    expect(held.map(({ id }) => id)).toContain(lonely.id)
    const fresh = await open('上午来的')
    await eventually(() => assigneeOf(fresh.id)).toBe('usr_wang')
  })
})
