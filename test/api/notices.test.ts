import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { worksEveryDay } from '../support/every-day.ts'
import { madeUpCompany } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let wang: Caller
let li: Caller
let boss: Caller

/** So that nobody has to sign in again, which would put them back into the directory with their groups. */
const years = { expiresIn: 3 * 365 * 24 * 3600 }
beforeAll(async () => {
  deployment = await deploy()
  wang = await signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'all', ...years })
  li = await signIn(deployment, { role: 'sales', sub: 'usr_li', scope: 'team:sales_south', ...years })
  boss = await signIn(deployment, { role: 'admin', sub: 'usr_boss', scope: 'all', ...years })
  await worksEveryDay(boss)
})
afterAll(() => deployment?.remove())

const leap = (by: string) => advance(deployment, by)
const now = async () => Date.parse(await nowOf(deployment))
const mails = (address: string) => mailTo(deployment, address)
const subjects = (address: string) => async () => (await mails(address)).map(({ subject }) => subject)
const noticesOf = (caller: Caller, which = 'all') => allPages(caller, `/v1/notifications?which=${which}`)
const unread = (caller: Caller) => async () => done(await caller.get('/v1/notifications/count'))['unread']

/** How often the job that tells people has run. */
const tellings = async () => {
  const answer = await fetch(`${deployment.control}/functions`)
  const all = (await answer.json()) as readonly { readonly name: string; readonly invocations: number }[]
  return all.find(({ name }) => name.includes('Telling'))?.invocations ?? 0
}

const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]))

const codeIn = async (address: string): Promise<string> => {
  await eventually(async () => (await mails(address)).length).toBeGreaterThan(0)
  return /\b\d{8}\b/.exec((await mails(address)).at(-1)?.body.text ?? '')?.[0] ?? ''
}
const confirmAddress = async (caller: Caller, address: string): Promise<void> => {
  done(await caller.post('/v1/me/email', { address }))
  done(await caller.post('/v1/me/email/confirm', { code: await codeIn(address) }))
}
/** Does something that people are told of, and waits until that was worked on. */
const worked = async (act: () => Promise<void>): Promise<void> => {
  const before = await tellings()
  await act()
  await eventually(tellings).toBeGreaterThan(before)
}

const newCustomer = async (facts: object = {}) => done(await boss.post('/v1/customers', madeUpCompany({ team: 'sales_east', ...facts }))).id
const mention = async (customer: string, text: string, mentions: readonly string[]) =>
  done(await wang.post(`/v1/customers/${customer}/notes`, { text, mentions })).id

describe('what a person settles for themselves', () => {
  it("is the firm's until they settle it, and nobody else's", async () => {
    const before = done(await wang.get('/v1/me'))
    expect(before).toMatchObject({ user: 'usr_wang', roles: ['sales'], version: 0, settings: { language: 'zh-CN', zone: 'Asia/Shanghai' } })
    done(await wang.patch('/v1/me', { language: 'en', switches: { mention: 'off' } }))
    expect(done(await wang.get('/v1/me'))).toMatchObject({ settings: { language: 'en' }, loudness: { mention: 'off', low_score: 'mail' } })
    expect(done(await li.get('/v1/me'))).toMatchObject({ user: 'usr_li', settings: { language: 'zh-CN' }, loudness: { mention: 'digest' } })
  })

  it('is refused with words where it cannot be', async () => {
    const answer = await wang.patch('/v1/me', { zone: 'Mars/Olympus', workingHours: { mon: ['17:00-09:00'] } })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ code }) => code).sort()).toEqual(['working_hours.backwards', 'zone.unknown'])
  })

  it('holds an address that counts once its code came back, is masked in what is kept, and is seen by its owner alone', async () => {
    const address = 'wang.notices@example.com'
    const answer = await wang.post('/v1/me/email', { address })
    expect(done(answer)['email']).toEqual({ address: 'w***@example.com', confirmed: false })
    await eventually(subjects(address)).toHaveLength(1)
    expect((await wang.post('/v1/me/email/confirm', { code: '00000000' })).body.code).toBe('staff.code_wrong')
    const code = /\b\d{8}\b/.exec((await mails(address))[0]?.body.text ?? '')?.[0] ?? ''
    expect((await li.post('/v1/me/email/confirm', { code })).body.code).toBe('staff.no_email')
    done(await wang.post('/v1/me/email/confirm', { code }))
    expect(done(await wang.get('/v1/me'))['email']).toEqual({ address, confirmed: true })
    expect(JSON.stringify(done(await li.get('/v1/me')))).not.toContain('wang')
  })
})

describe('the notification centre', () => {
  it('tells who was mentioned, once, without a word of a customer that they do not look after', async () => {
    const customer = await newCustomer()
    await mention(customer, '机密:客户要求降价', ['usr_li', 'usr_wang', 'usr_boss'])
    await eventually(unread(li)).toBe(1)
    await eventually(unread(boss)).toBe(1)
    const [told] = await noticesOf(li)
    expect(told).toMatchObject({ type: 'mention', by: 'usr_wang', words: '有备注提到了您' })
    expect(JSON.stringify(told)).not.toMatch(/cus_|机密/)
    expect((await noticesOf(boss))[0]).toMatchObject({ customer: { id: customer }, text: '机密:客户要求降价' })
    // Who wrote the note is told nothing, though they named themselves.
    expect(await noticesOf(wang)).toEqual([])
  })

  it('tells who comes to look after a customer, and of reminders that are due or handed over', async () => {
    const before = (await noticesOf(li)).length
    const customer = await newCustomer({ team: 'sales_south' })
    done(await boss.patch(`/v1/customers/${customer}`, { owner: 'usr_li' }))
    const dueAt = new Date((await now()) + 5 * 60_000).toISOString()
    const { id } = done(await wang.post('/v1/reminders', { text: '确认冷藏柜', dueAt, customerId: customer }))
    done(await wang.post(`/v1/reminders/${id}/hand-over`, { to: 'usr_li' }))
    await eventually(async () => (await noticesOf(li)).length).toBe(before + 2)
    await leap('PT6M')
    await eventually(async () => (await noticesOf(li)).map(({ type }) => type).slice(0, 3)).toEqual([
      'reminder_due',
      'reminder_handed_over',
      'customer_assigned',
    ])
    const [due] = await noticesOf(li)
    expect(due).toMatchObject({ text: '确认冷藏柜', subject: { kind: 'reminder', id }, customer: { id: customer } })
  })

  it("marks as read and unread, one or all, and never somebody else's", async () => {
    const [first] = await noticesOf(li, 'unread')
    const id = first?.id ?? ''
    expect((await boss.post(`/v1/notifications/${id}/read`)).body.code).toBe('notification.not_found')
    const count = Number(await unread(li)())
    expect(done(await li.post(`/v1/notifications/${id}/read`))['readAt']).toBeDefined()
    expect(await unread(li)()).toBe(count - 1)
    done(await li.post(`/v1/notifications/${id}/unread`))
    expect(await unread(li)()).toBe(count)
    expect(done(await li.post('/v1/notifications/read'))).toMatchObject({ read: count, left: false })
    expect(await unread(li)()).toBe(0)
    expect(await noticesOf(li, 'unread')).toEqual([])
    expect((await noticesOf(li)).length).toBe(count)
  })
})

describe('mail to colleagues', () => {
  it('goes out by itself in their hours, unless they read it first, and not to who was shut out', async () => {
    const address = 'li.notices@example.com'
    await confirmAddress(li, address)
    done(
      await li.patch('/v1/me', {
        language: 'en',
        workingHours: always,
        zone: 'Europe/Berlin',
        digest: { on: false },
        switches: { mention: 'mail' },
      }),
    )
    const customer = await newCustomer()
    await mention(customer, 'Ask for the new rate', ['usr_li'])
    await eventually(unread(li)).toBe(1)
    await leap('PT2M')
    await eventually(async () => (await subjects(address)()).slice(1)).toEqual(['You were mentioned in a note'])
    expect(JSON.stringify((await mails(address)).at(-1)?.body)).not.toContain('rate')

    const shut = await fetch(`${deployment.control}/people/usr_li/disable`, { method: 'POST' })
    expect(shut.status).toBe(200)
    await mention(customer, 'Ask again', ['usr_li'])
    await eventually(unread(li)).toBe(2)
    const worked = await tellings()
    await leap('PT2M')
    await eventually(tellings).toBeGreaterThan(worked)
    await fetch(`${deployment.control}/people/usr_li/enable`, { method: 'POST' })
    await mention(customer, 'And again', ['usr_li'])
    await eventually(unread(li)).toBe(3)
    await leap('PT2M')
    await eventually(subjects(address)).toHaveLength(3)
  })

  it('sums up the day at its time, once after a leap of a year, and says nothing where there is nothing to say', async () => {
    const address = 'mei.notices@example.com'
    const mei = await signIn(deployment, { role: 'agent', sub: 'usr_mei', scope: 'own', ...years })
    // One after the other, since a digest is planned a moment after it was settled: by the clock that leaps next.
    await worked(
      async () => void done(await mei.patch('/v1/me', { language: 'en', workingHours: always, digest: { on: true, at: '08:30' } })),
    )
    await worked(async () => void done(await mei.post('/v1/me/email', { address })))
    await worked(async () => void done(await mei.post('/v1/me/email/confirm', { code: await codeIn(address) })))
    const dueAt = new Date((await now()) + 60_000).toISOString()
    const { id } = done(await mei.post('/v1/reminders', { text: 'Sign the lease', dueAt }))
    await leap('P1D')
    await eventually(subjects(address)).toHaveLength(2)
    const [, first] = await mails(address)
    expect(first?.subject).toContain('Your day')
    expect(first?.body.text).toMatch(/Sign the lease/)
    await leap('P365D')
    await eventually(subjects(address)).toHaveLength(3)
    done(await mei.post(`/v1/reminders/${id}/drop`))
    expect(done(await mei.post('/v1/notifications/read'))['left']).toBe(false)
    await leap('P2D')
    await mention(await newCustomer(), 'One more', ['usr_mei'])
    await eventually(unread(mei)).toBe(1)
    // One has come today, late: the next is tomorrow's, which at this time of day may be over a day away.
    await leap('P2D')
    await eventually(subjects(address)).toHaveLength(4)
    expect((await mails(address)).at(-1)?.body.text).toMatch(/Unread: 1\./)
  })

  it('brings a list again and again, by what its reader may see on that day', async () => {
    const address = 'li.notices@example.com'
    const before = (await mails(address)).length
    const mine = `South ${Date.now()}`
    await newCustomer({ legalName: `${mine} Freight`, shortName: undefined, team: 'sales_south', stage: 'active' })
    await newCustomer({ legalName: 'Hidden Freight', shortName: undefined, team: 'sales_east' })
    const startsAt = new Date((await now()) + 3 * 60_000).toISOString()
    const list = { of: 'customers', narrowed: {} }
    const report = done(await li.post('/v1/report-schedules', { title: 'My customers', list, startsAt, recurrence: 'FREQ=DAILY' }))
    const outcomes = async () => (done(await li.get('/v1/report-schedules')).items[0]?.['last'] as { outcome: string } | undefined)?.outcome
    expect(done(await boss.get('/v1/report-schedules')).items).toEqual([])
    await leap('PT4M')
    await eventually(subjects(address)).toHaveLength(before + 1)
    const told = (await mails(address)).at(-1)
    expect(told?.subject).toBe('My customers')
    expect(told?.body.text).toContain(mine)
    expect(told?.body.text).not.toContain('Hidden')
    await eventually(outcomes).toBe('sent')

    // Between two of them the right is taken away.
    await deployment.token({ sub: 'usr_li', roles: [], scope: 'own' })
    await leap('P1D')
    await eventually(outcomes).toBe('withheld')
    expect((await mails(address)).length).toBe(before + 1)
    expect((await boss.post(`/v1/report-schedules/${report.id}/drop`)).body.code).toBe('report.not_found')
    done(await li.post(`/v1/report-schedules/${report.id}/drop`))
    expect(done(await li.get('/v1/report-schedules')).items).toEqual([])
  })
})
