import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let wang: Caller
let li: Caller

/** Tokens end with the time that the clock leaps over. */
const signInAgain = async () => {
  wang = await signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'own' })
  li = await signIn(deployment, { role: 'sales', sub: 'usr_li', scope: 'own' })
}
beforeAll(async () => {
  deployment = await deploy()
  await signInAgain()
})
afterAll(() => deployment?.remove())

const now = async () => Date.parse(await nowOf(deployment))
const leap = async (by: string) => {
  await advance(deployment, by)
  await signInAgain()
}
const inMinutes = (minutes: number, from: number) => new Date(from + minutes * 60_000).toISOString()
const read = async (id: string) => done(await wang.get(`/v1/reminders/${id}`))
const status = (id: string) => async () => (await read(id))['status']
const history = async (customer: string) =>
  (await allPages(wang, `/v1/customers/${customer}/timeline`))
    .map(({ type }) => String(type))
    .filter((type) => type.startsWith('reminder.'))

describe('a reminder, on the deployment and its clock', () => {
  it('is written, falls due when its time comes, is put off, comes again, and is done', async () => {
    const from = await now()
    const customer = done(await wang.post('/v1/customers', madeUpCompany({ owner: 'usr_wang' }))).id
    const { id } = done(await wang.post('/v1/reminders', { text: '确认冷藏柜', dueAt: inMinutes(30, from), customerId: customer }))
    expect(done(await wang.get(`/v1/reminders?customer=${customer}`)).items.map((item) => item.id)).toEqual([id])

    await leap('PT31M')
    await eventually(status(id)).toBe('due')
    done(await wang.post(`/v1/reminders/${id}/snooze`, { until: inMinutes(90, from) }))
    expect(await read(id)).toMatchObject({ status: 'waiting', snoozedUntil: inMinutes(90, from) })
    await leap('PT1H')
    await eventually(status(id)).toBe('due')
    done(await wang.post(`/v1/reminders/${id}/done`))

    expect(done(await wang.get('/v1/reminders?status=ended')).items.map((item) => item.id)).toContain(id)
    expect(done(await wang.get(`/v1/reminders?customer=${customer}`)).items).toEqual([])
    const told = ['reminder.done', 'reminder.fell_due', 'reminder.snoozed', 'reminder.fell_due', 'reminder.written']
    expect(await history(customer)).toEqual(told)
  })

  it('is one among many that a leap of the clock makes due at once, each told of once', async () => {
    const from = await now()
    const ids: string[] = []
    for (let i = 0; i < 30; i += 1)
      ids.push(done(await wang.post('/v1/reminders', { text: `第 ${i} 件`, dueAt: inMinutes(10 + i, from) })).id)
    await leap('P365D')
    for (const id of ids) await eventually(status(id)).toBe('due')
    for (const id of ids) expect((await read(id)).version).toBe(2)
  })

  it('of somebody else is not read, changed or listed, but by who may manage them', async () => {
    const { id } = done(await wang.post('/v1/reminders', { text: '给自己', dueAt: inMinutes(60, await now()) }))
    expect((await li.get(`/v1/reminders/${id}`)).body.code).toBe('reminder.not_yours')
    expect((await li.post(`/v1/reminders/${id}/done`)).body.code).toBe('reminder.not_yours')
    expect((await li.get('/v1/reminders?owner=usr_wang')).body.code).toBe('access.denied')
    const boss = await signIn(deployment, { role: 'sales_manager', sub: 'usr_boss', scope: 'all' })
    expect(done(await boss.get('/v1/reminders?owner=usr_wang&limit=100')).items.map((item) => item.id)).toContain(id)
    done(await boss.post(`/v1/reminders/${id}/hand-over`, { to: 'usr_li' }))
    expect(done(await li.get('/v1/reminders')).items.map((item) => item.id)).toEqual([id])
    expect((await wang.get('/v1/reminders?limit=100')).body.items.map((item) => item.id)).not.toContain(id)
  })

  it('refuses a rule from which nothing comes, and a zone that is none', async () => {
    const draft = { text: 'x', dueAt: inMinutes(60, await now()) }
    const never = await wang.post('/v1/reminders', { ...draft, recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })
    expect([never.status, never.body.code]).toEqual([422, 'recurrence.never_occurs'])
    const nowhere = await wang.post('/v1/reminders', { ...draft, zone: 'Middle/Earth' })
    expect(nowhere.body.errors.map(({ pointer, code }) => [pointer, code])).toEqual([['/zone', 'zone.unknown']])
  })

  it('stands in a calendar under a secret link that its owner makes, renews and revokes', async () => {
    const dueAt = inMinutes(60, await now())
    const { id } = done(await wang.post('/v1/reminders', { text: '周会; 冷链, 第一组', dueAt, recurrence: 'FREQ=WEEKLY;COUNT=3' }))
    const link = async () => String(done(await wang.post('/v1/reminders/calendar'))['url'])
    const first = await link()
    const answer = await fetch(first)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const calendar = (await answer.text()).replaceAll('\r\n ', '')
    expect(calendar.match(new RegExp(`UID:${id}-`, 'g'))).toHaveLength(3)
    expect(calendar).toContain('SUMMARY:周会\\; 冷链\\, 第一组')
    expect(calendar).toContain(`DTSTART:${dueAt.replace(/[-:]|\.\d+/g, '')}`)

    const second = await link()
    expect([(await fetch(first)).status, (await fetch(second)).status]).toEqual([404, 200])
    expect((await fetch(second.replace(/.(?=\.ics)/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(404)
    const shut = (verb: string) => fetch(`${deployment.control}/people/usr_wang/${verb}`, { method: 'POST' })
    await shut('disable')
    expect((await fetch(second)).status).toBe(404)
    await shut('enable')
    expect((await fetch(second)).status).toBe(200)
    done(await wang.post('/v1/reminders/calendar/revoke'))
    expect((await fetch(second)).status).toBe(404)
  })

  it('falls due after kill -9 at the very moment, late and once', async () => {
    const { id } = done(await wang.post('/v1/reminders', { text: '断电之后', dueAt: inMinutes(5, await now()) }))
    await leap('PT6M')
    await deployment.kill9()
    deployment = await deployment.restart()
    await signInAgain()
    await eventually(status(id)).toBe('due')
    expect((await read(id)).version).toBe(2)
  })
})
