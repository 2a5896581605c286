import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, callerWith, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { worksEveryDay } from '../support/every-day.ts'
import { madeUpCompany, madeUpEmail, madeUpPhone } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let admin: Caller
let wang: Caller
let manager: Caller

const staff = async () => {
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  wang = await signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'own' })
  manager = await signIn(deployment, { role: 'sales_manager', sub: 'usr_manager', scope: 'team:key_accounts' })
}
beforeAll(async () => {
  deployment = await deploy()
  await staff()
  await worksEveryDay(admin)
  const led = { code: 'key_accounts', labels: { 'zh-CN': '大客户部', en: 'Key accounts' }, manager: 'usr_manager' }
  done(await admin.post('/v1/lists/team/values', led))
})
afterAll(() => deployment?.remove())

/** A token lasts an hour, so whoever goes on after a leap signs in again. */
const leap = async (by: string): Promise<void> => {
  await advance(deployment, by)
  await staff()
}
const register = async (facts: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  done(await wang.post('/v1/customers', madeUpCompany({ tier: 'vip', owner: 'usr_wang', team: 'key_accounts', region: 'east', ...facts })))
    .id
const review = async (id: string): Promise<Told> => (await wang.get(`/v1/customers/${id}/review`)).body
const statusOf = (id: string) => eventually(async () => (await review(id))['status'])
/** By the days that its tier has by now. */
const untilDue = async (id: string): Promise<void> => {
  await leap(`P${(await review(id))['days']}D`)
  await statusOf(id).toBe('due')
}
const waiting = async (caller: Caller, query = '') =>
  (await allPages(caller, `/v1/reviews${query}`)).map(({ customer, ...rest }) => [(customer as Told).id, rest['status']])
const remindersOf = async (caller: Caller, id: string): Promise<readonly Told[]> =>
  (await allPages(caller, '/v1/reminders')).filter(({ customerId, madeBy }) => customerId === id && isForReview(madeBy as Told))
/** Visits fall due meanwhile as well. */
const isForReview = ({ subject }: Told): boolean => (subject as Told)['kind'] === 'review'
const told = async (id: string): Promise<readonly unknown[]> =>
  (await allPages(admin, `/v1/customers/${id}/timeline`)).map(({ type }) => type).filter((type) => String(type).startsWith('review.'))

/** Offers somebody a link to their own data; they correct their number behind it and find their name right. */
const corrects = async (whose: string, address: string): Promise<void> => {
  const sent = await admin.post(`${whose}/self-service`)
  expect(sent.status, sent.text).toBe(201)
  await eventually(async () => (await mailTo(deployment, address)).length).toBe(1)
  const [mail] = await mailTo(deployment, address)
  const page = `${deployment.api}${/\/c\/[\w.-]+/.exec(mail?.body.text ?? '')?.[0]}`
  const version = /name="version" value="(\d+)"/.exec(await (await fetch(page)).text())?.[1] ?? ''
  const body = new URLSearchParams({ version, 'phones.0': madeUpPhone(), 'right.name': '1' })
  expect((await fetch(page, { method: 'POST', body, redirect: 'manual' })).status).toBe(303)
}
const reachedAt = (address: string) => ({
  emails: [{ address, primary: true }],
  phones: [{ number: madeUpPhone(), label: 'mobile', primary: true }],
})

describe('the data of a VIP', () => {
  it('fall due once after 90 days, are escalated after 14 more, and begin again when they are confirmed', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    const other = await register({ tier: 'regular' })
    await statusOf(other).toBe('scheduled')

    await leap('P90D')
    await statusOf(id).toBe('due')
    expect(await waiting(wang)).toEqual([[id, 'due']])
    await eventually(() => remindersOf(wang, id)).toHaveLength(1)
    const [mine] = await remindersOf(wang, id)
    expect((await wang.post(`/v1/reminders/${mine?.id}/done`)).body.code).toBe('reminder.settled_by_cause')

    await leap('P14D')
    await statusOf(id).toBe('escalated')
    expect(await waiting(manager, '?state=escalated')).toEqual([[id, 'escalated']])
    expect(await waiting(manager, '?state=due')).toEqual([])
    await eventually(() => remindersOf(manager, id)).toHaveLength(1)
    expect((await review(other))['status']).toBe('scheduled')

    const { version } = done(await wang.get(`/v1/customers/${id}`))
    const stale = await wang.post(`/v1/customers/${id}/review/confirm`, { customerVersion: version + 1 })
    expect(stale.body).toMatchObject({ code: 'review.other_version', current: version })
    const confirmed = done(await wang.post(`/v1/customers/${id}/review/confirm`, { customerVersion: version }))
    expect(confirmed).toMatchObject({ status: 'scheduled', last: { outcome: 'confirmed', by: 'usr_wang', from: version, to: version } })
    await eventually(() => remindersOf(wang, id)).toEqual([])
    await eventually(() => remindersOf(manager, id)).toEqual([])
    expect(await waiting(manager)).toEqual([])

    await leap('P89D')
    expect((await review(id))['status']).toBe('scheduled')
    await leap('P1D')
    await statusOf(id).toBe('due')
    expect(await told(id)).toEqual(['review.fell_due', 'review.confirmed', 'review.escalated', 'review.fell_due', 'review.scheduled'])
  })

  it('are not left lying where nobody looks after the customer: whoever may give it to somebody hears of it, and whoever gets it is asked', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    done(await admin.patch(`/v1/customers/${id}`, { owner: null, team: null }))
    const forsaken = async (caller: Caller) =>
      (await allPages(caller, '/v1/notifications?which=all')).filter(
        ({ type, customer }) => type === 'customer_forsaken' && (customer as Told | undefined)?.id === id,
      )
    await leap('P90D')
    // The review and the visit that fell due before it.
    await eventually(() => forsaken(admin)).toHaveLength(2)
    expect(await waiting(admin, '?state=due')).toContainEqual([id, 'due'])
    expect(await forsaken(manager)).toEqual([])
    done(await admin.patch(`/v1/customers/${id}`, { owner: 'usr_wang' }))
    await eventually(() => remindersOf(wang, id)).toHaveLength(1)
  })

  it('are reviewed by changing them, which the review names by its versions', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    const nothing = await wang.post(`/v1/customers/${id}/review/change`, { tier: 'vip' })
    expect(nothing.body.code).toBe('review.nothing_changed')
    const changed = done(await wang.post(`/v1/customers/${id}/review/change`, { mainBusiness: 'Cold chain' }))
    expect(changed).toMatchObject({ last: { outcome: 'changed', from: 1, to: 2, by: 'usr_wang' } })
    expect(done(await wang.get(`/v1/customers/${id}`))).toMatchObject({ version: 2, mainBusiness: 'Cold chain' })
    expect((await wang.post(`/v1/customers/${id}/review/change`, { tier: 'gold' })).body.code).toBe('customer.rules_broken')
  })

  it('are left as they are where somebody else has seen to the review since', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    const { version } = await review(id)
    done(await manager.post(`/v1/customers/${id}/review/confirm`))
    const late = await wang.post(`/v1/customers/${id}/review/change`, { mainBusiness: 'Cold chain' }, { 'if-match': `"${version}"` })
    expect(late).toMatchObject({ status: 412, body: { code: 'version.conflict', current: version + 1 } })
    expect(done(await wang.get(`/v1/customers/${id}`))).toMatchObject({ version: 1 })
    const seen = { 'if-match': `"${version + 1}"` }
    const changed = done(await wang.post(`/v1/customers/${id}/review/change`, { mainBusiness: 'Cold chain' }, seen))
    expect(changed).toMatchObject({ version: version + 2, last: { outcome: 'changed', from: 1, to: 2 } })
  })

  it('are told apart by who changed what, when two review them at once', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    const answers = await Promise.all([
      wang.post(`/v1/customers/${id}/review/change`, { mainBusiness: 'Cold chain' }),
      manager.post(`/v1/customers/${id}/review/change`, { shortName: '冷链' }),
    ])
    const spans = answers.map((answer) => done(answer)['last'] as Readonly<Record<'from' | 'to', number>>)
    expect(spans.map(({ from, to }) => [from, to]).sort()).toEqual([
      [1, 2],
      [2, 3],
    ])
  })

  it('that were changed by a try that got no further are reviewed by confirming them, as the refusal says', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    done(await wang.patch(`/v1/customers/${id}`, { mainBusiness: 'Cold chain' }))
    const again = await wang.post(`/v1/customers/${id}/review/change`, { mainBusiness: 'Cold chain' })
    expect(again.body).toMatchObject({ code: 'review.nothing_changed', title: expect.stringMatching(/confirm the data|确认无变化/) })
    const confirmed = done(await wang.post(`/v1/customers/${id}/review/confirm`, { customerVersion: 2 }))
    expect(confirmed).toMatchObject({ status: 'scheduled', last: { outcome: 'confirmed', from: 2, to: 2 } })
  })

  it('are not those of an archived customer, whose review begins again when it is restored', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    done(await manager.post(`/v1/customers/${id}/archive`))
    await statusOf(id).toBe('suspended')
    expect((await wang.post(`/v1/customers/${id}/review/confirm`)).body.code).toBe('customer.archived')
    await leap('P1D')
    done(await manager.post(`/v1/customers/${id}/restore`))
    await statusOf(id).toBe('scheduled')
  })

  it('are reviewed sooner when the tier rises, and when an administrator says how often', async () => {
    const id = await register({ tier: 'potential' })
    await eventually(async () => (await review(id))['days']).toBe(365)
    done(await wang.patch(`/v1/customers/${id}`, { tier: 'vip' }))
    await eventually(async () => (await review(id))['days']).toBe(90)
    const often = { code: 'vip', labels: { 'zh-CN': 'VIP 客户', en: 'VIP' }, rank: 1, reviewDays: 60, visitDays: 30 }
    done(await admin.post('/v1/lists/tier/values', often))
    await leap('P1D')
    await eventually(async () => (await review(id))['days']).toBe(60)
  })

  it('fall due on the next working day of the firm, where their day is one that it has off', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    const { dueOn, days } = await review(id)
    await worksEveryDay(admin, [{ on: String(dueOn), name: '公司年会', periods: [] }])
    await leap(`P${days}D`)
    const dayAfter = new Date(Date.parse(`${dueOn}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    await eventually(async () => (await review(id))['dueOn']).toBe(dayAfter)
    expect(await review(id)).toMatchObject({ status: 'scheduled' })
    expect(await remindersOf(wang, id)).toEqual([])
    await leap('P1D')
    await statusOf(id).toBe('due')
    await worksEveryDay(admin)
  })

  it('are not reviewed by a contact who corrects their own, which whoever does the review sees and then says', async () => {
    const id = await register()
    await statusOf(id).toBe('scheduled')
    await untilDue(id)
    const address = madeUpEmail()
    const person = { name: '李娜', ...reachedAt(address), affiliation: { role: 'logistics' } }
    const contact = done(await admin.post(`/v1/customers/${id}/contacts`, person)).id
    await corrects(`/v1/contacts/${contact}`, address)
    const heard = [{ who: contact, at: expect.any(String) }]
    await eventually(() => review(id)).toMatchObject({ status: 'due', heard })
    const { heard: words } = await review(id)
    const [{ at }] = words as readonly [Told]
    const row = async () => (await allPages(wang, '/v1/reviews')).find(({ customer }) => (customer as Told).id === id)
    await eventually(row).toMatchObject({ status: 'due', heardAt: at })
    expect(await remindersOf(wang, id)).toHaveLength(1)

    const confirmed = done(await wang.post(`/v1/customers/${id}/review/confirm`))
    expect(confirmed).toMatchObject({ status: 'scheduled', last: { outcome: 'confirmed', by: 'usr_wang' } })
    expect(confirmed['heard']).toBeUndefined()
    await eventually(() => remindersOf(wang, id)).toEqual([])
    expect(await told(id)).toEqual(['review.confirmed', 'review.fell_due', 'review.scheduled'])
  })

  it('of an individual are not reviewed by their own word either, and what stood there before it can no longer be confirmed', async () => {
    const address = madeUpEmail()
    const facts = { kind: 'individual', name: 'Li Na', tier: 'vip', owner: 'usr_wang', team: 'key_accounts', ...reachedAt(address) }
    const id = done(await admin.post('/v1/customers', facts)).id
    await statusOf(id).toBe('scheduled')
    await untilDue(id)
    await corrects(`/v1/customers/${id}`, address)
    await eventually(() => review(id)).toMatchObject({ status: 'due', heard: [{ who: id }] })
    const before = await wang.post(`/v1/customers/${id}/review/confirm`, { customerVersion: 1 })
    expect(before.body).toMatchObject({ code: 'review.other_version', current: 2 })
    const confirmed = done(await wang.post(`/v1/customers/${id}/review/confirm`, { customerVersion: 2 }))
    expect(confirmed).toMatchObject({ status: 'scheduled', last: { outcome: 'confirmed', by: 'usr_wang', from: 2, to: 2 } })
  })

  it('are shown to those who look after the customer, and to nobody else', async () => {
    const id = await register()
    const stranger = await signIn(deployment, { role: 'sales', sub: 'usr_li', scope: 'own' })
    for (const answer of [
      await stranger.get(`/v1/customers/${id}/review`),
      await stranger.post(`/v1/customers/${id}/review/confirm`),
      await stranger.post(`/v1/customers/${id}/review/change`, { mainBusiness: 'x' }),
    ])
      expect(answer.body.code).toBe('access.out_of_scope')
    expect(await waiting(stranger)).toEqual([])
    expect((await callerWith(deployment.api, undefined).get('/v1/reviews')).status).toBe(401)
    const agent = await signIn(deployment, { role: 'agent', scope: 'all' })
    expect((await agent.post(`/v1/customers/${id}/review/confirm`)).body.code).toBe('access.denied')
  })
})
