import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { worksEveryDay } from '../support/every-day.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let wang: Caller
let li: Caller
let admin: Caller

const staff = async () => {
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  wang = await signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'own' })
  li = await signIn(deployment, { role: 'sales', sub: 'usr_li', scope: 'own' })
}
beforeAll(async () => {
  deployment = await deploy()
  await staff()
  await worksEveryDay(admin)
})
afterAll(() => deployment?.remove())

/** A token lasts an hour, so whoever goes on after a leap signs in again. */
const leap = async (by: string): Promise<void> => {
  await advance(deployment, by)
  await staff()
}
const today = async (): Promise<string> => {
  return new Date(Date.parse(await nowOf(deployment)) + 8 * 3_600_000).toISOString().slice(0, 10)
}
const plus = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const register = async (tier = 'vip'): Promise<string> =>
  done(await wang.post('/v1/customers', madeUpCompany({ tier, owner: 'usr_wang', team: 'key_accounts' }))).id
const visitsOf = (id: string): Promise<readonly Told[]> => allPages(wang, `/v1/customers/${id}/visits`)
const remindersOf = async (caller: Caller, id: string): Promise<readonly Told[]> =>
  (await allPages(caller, '/v1/reminders')).filter(({ customerId }) => customerId === id)
const next = async (id: string, number: number): Promise<Told> => {
  await eventually(async () => (await visitsOf(id))[0]?.['number']).toBe(number)
  return (await visitsOf(id))[0] as Told
}

type Block = { readonly name: string; readonly figures: Readonly<Record<string, unknown>>; readonly rows: readonly Told[] }

describe('the pack for a review with a customer', () => {
  const packOf = async (caller: Caller, id: string) => done(await caller.get(`/v1/customers/${id}/review-pack`))
  const blocksOf = async (caller: Caller, id: string) =>
    Object.fromEntries(((await packOf(caller, id))['blocks'] as readonly Block[]).map((block) => [block.name, block]))

  it('holds what is promised and not kept, visits, scores, incidents and the state of the data, each as fresh as it is', async () => {
    const id = await register()
    const first = await next(id, 1)
    const promises = [{ text: '新的对账模板', owner: 'usr_li', due: plus(await today(), 5) }]
    done(await wang.post(`/v1/visits/${first.id}/hold`, { channel: 'on_site', satisfaction: 5, outlook: '运量增加两成', promises }))
    done(await wang.post(`/v1/customers/${id}/notes`, { type: 'incident', text: '冷柜断电' }))
    done(await wang.post(`/v1/customers/${id}/notes`, { text: '喜欢电话' }))
    await eventually(async () => (await blocksOf(wang, id))['promises']?.figures).toEqual({ open: 1, overdue: 0 })
    const blocks = await blocksOf(wang, id)
    expect(blocks['promises']?.rows).toMatchObject([{ owner: 'usr_li', text: expect.stringContaining('新的对账模板') }])
    expect(blocks['visits']?.figures).toMatchObject({ satisfaction: 5, outlook: '运量增加两成' })
    expect(blocks['notes']).toMatchObject({ figures: { incidents: 1, warnings: 0 }, rows: [{ text: '冷柜断电' }] })
    expect(blocks['review']?.figures).toMatchObject({ status: 'scheduled', lastOutcome: null })
    expect(blocks['surveys']?.figures).toMatchObject({ answered: 0, csat: null })
    for (const block of Object.values(blocks)) expect(block).toMatchObject({ source: 'live', asOf: expect.any(String) })
    await leap('P6D')
    expect((await blocksOf(wang, id))['promises']?.figures).toEqual({ open: 1, overdue: 1 })
    expect((await li.get(`/v1/customers/${id}/review-pack`)).body.code).toBe('access.out_of_scope')
  })
})

describe('the visits of a VIP', () => {
  it('fall due after 30 days, lead to promises that are kept track of, and to the next visit', async () => {
    const id = await register()
    const day = await today()
    const first = await next(id, 1)
    expect(first).toMatchObject({ status: 'planned', dueOn: plus(day, 30), attempt: 1 })
    await leap('P30D')
    await eventually(async () => (await remindersOf(wang, id)).length).toBe(1)

    const promises = [{ text: '新的对账模板', owner: 'usr_li', due: plus(day, 40) }]
    const held = done(await wang.post(`/v1/visits/${first.id}/hold`, { channel: 'phone', satisfaction: 4, words: '稳定', promises }))
    expect(held).toMatchObject({ status: 'held', ended: { by: 'usr_wang', next: { on: plus(day, 60), attempt: 1 } } })
    expect(await next(id, 2)).toMatchObject({ status: 'planned', dueOn: plus(day, 60) })
    await eventually(async () => (await remindersOf(li, id)).map(({ text }) => text)).toEqual([expect.stringContaining('新的对账模板')])
    await eventually(async () => (await remindersOf(wang, id)).length).toBe(0)
    const [promise] = await remindersOf(li, id)
    expect(done(await li.post(`/v1/reminders/${promise?.id}/done`))).toMatchObject({ status: 'done' })
    expect((await wang.post(`/v1/visits/${first.id}/hold`, { channel: 'phone' })).body.code).toBe('visit.ended')
    const told = (await allPages(admin, `/v1/customers/${id}/timeline`)).map(({ type }) => type)
    expect(told.filter((type) => String(type).startsWith('visit.'))).toEqual([
      'visit.planned',
      'visit.held',
      'visit.fell_due',
      'visit.planned',
    ])
  })

  it('are tried again when nobody could be reached, and left for a turn when they are refused', async () => {
    const id = await register()
    const day = await today()
    const first = await next(id, 1)
    done(await wang.post(`/v1/visits/${first.id}/unreachable`, { note: '总机无人接听' }))
    const second = await next(id, 2)
    expect(second).toMatchObject({ attempt: 2, dueOn: plus(day, 3) })
    done(await wang.post(`/v1/visits/${second.id}/refuse`, { notBefore: plus(day, 100) }))
    expect(await next(id, 3)).toMatchObject({ attempt: 1, dueOn: plus(day, 100) })
  })

  it('are moved to another day and another person, who then sees and does them', async () => {
    const id = await register()
    const day = await today()
    const first = await next(id, 1)
    expect((await li.get(`/v1/visits/${first.id}`)).body.code).toBe('access.out_of_scope')
    expect((await wang.post(`/v1/customers/${id}/visits`, { dueOn: plus(day, 5) })).body).toMatchObject({
      code: 'visit.planned_already',
      visit: first.id,
    })
    done(await wang.post(`/v1/visits/${first.id}/move`, { dueOn: plus(day, 5), visitor: 'usr_li', agenda: '明年冷链运力' }))
    expect((await allPages(li, '/v1/visits')).map(({ id }) => id)).toEqual([first.id])
    await leap('P5D')
    await eventually(async () => (await remindersOf(li, id)).length).toBe(1)
    done(await li.post(`/v1/visits/${first.id}/hold`, { channel: 'on_site' }))
    expect((await allPages(li, '/v1/visits?state=held')).map(({ id }) => id)).toContain(first.id)
    expect((await wang.post(`/v1/visits/${first.id}/move`, { dueOn: day })).body.code).toBe('visit.ended')
  })

  it('stand in the calendar of whoever goes from the day on which they are planned, under one id, and no longer once they are over', async () => {
    const id = await register()
    const day = await today()
    const first = await next(id, 1)
    done(await wang.post(`/v1/visits/${first.id}/move`, { dueOn: plus(day, 3) }))
    const link = String(done(await wang.post('/v1/reminders/calendar'))['url'])
    const shown = async () => {
      const events = (await (await fetch(link)).text()).replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1)
      return events.filter((event) => event.includes(`UID:${first.id}`) || event.includes(id))
    }
    const sequenceIn = (event = '') => Number(/SEQUENCE:(\d+)/.exec(event)?.[1])
    await eventually(async () => (await shown()).length).toBe(1)
    const [planned] = await shown()
    expect(planned).toContain(`DTSTART;VALUE=DATE:${plus(day, 3).replaceAll('-', '')}`)
    const { legalName } = done(await wang.get(`/v1/customers/${id}`))
    expect(planned).toContain(String(legalName))

    await leap('PT2M')
    done(await wang.post(`/v1/visits/${first.id}/move`, { at: `${plus(day, 5)}T06:00:00.000Z` }))
    await eventually(async () => (await shown())[0] ?? '').toContain(`DTSTART:${plus(day, 5).replaceAll('-', '')}T060000Z`)
    const [moved] = await shown()
    expect(moved).toMatch(/LAST-MODIFIED:\d{8}T\d{6}Z/)
    expect(sequenceIn(moved)).toBeGreaterThan(sequenceIn(planned))

    await leap('P6D')
    await eventually(async () => (await remindersOf(wang, id)).length).toBe(1)
    expect(await shown(), 'the visit and its reminder are one').toHaveLength(1)
    done(await wang.post(`/v1/visits/${first.id}/hold`, { channel: 'phone' }))
    await eventually(async () => (await remindersOf(wang, id)).length).toBe(0)
    await eventually(async () => (await shown()).filter((event) => event.includes(first.id))).toEqual([])
  })

  it('are no longer listed for the team that has lost the customer, though they ended in its time', async () => {
    const id = await register()
    const first = await next(id, 1)
    done(await wang.post(`/v1/visits/${first.id}/hold`, { channel: 'phone' }))
    const accounts = await signIn(deployment, { role: 'sales_manager', sub: 'usr_accounts', scope: 'team:key_accounts' })
    const held = async (caller: Caller) => (await allPages(caller, '/v1/visits?state=held')).map(({ id }) => id)
    expect(await held(accounts)).toContain(first.id)
    done(await admin.post('/v1/lists/team/values', { code: 'cold_chain', labels: { en: 'Cold chain' } }))
    done(await admin.patch(`/v1/customers/${id}`, { team: 'cold_chain', owner: 'usr_li' }))
    expect(await held(accounts)).not.toContain(first.id)
    expect((await accounts.get(`/v1/visits/${first.id}`)).body.code).toBe('access.out_of_scope')
    expect(await held(wang)).toContain(first.id)
    expect(await held(admin)).toContain(first.id)
  })

  it('are planned by a person where no cadence does', async () => {
    done(await admin.post('/v1/lists/tier/values', { code: 'occasional', labels: { en: 'Occasional' } }))
    const id = await register('occasional')
    await eventually(async () => (await wang.get(`/v1/customers/${id}/review`)).status).toBe(200)
    expect(await visitsOf(id)).toEqual([])
    const at = `${plus(await today(), 2)}T02:00:00.000Z`
    const planned = await wang.post(`/v1/customers/${id}/visits`, { at })
    expect(planned.status, planned.text).toBe(201)
    expect(planned.body).toMatchObject({ at, dueOn: at.slice(0, 10), number: 1, isFixed: true })
    expect((await wang.post(`/v1/customers/${id}/visits`, { dueOn: '2020-01-01' })).body.code).toBe('visit.planned_already')
    expect((await wang.post(`/v1/visits/${planned.body.id}/move`, {})).body.code).toBe('request.invalid')
  })
})
