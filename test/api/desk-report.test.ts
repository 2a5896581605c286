import { afterAll, beforeAll, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let boss: Caller
let li: Caller
/** So that nobody has to sign in again, which would put them back into the directory with their groups. */
const years = { expiresIn: 3 * 365 * 24 * 3600 }
beforeAll(async () => {
  deployment = await deploy()
  boss = await signIn(deployment, { role: 'service_manager', sub: 'usr_boss', scope: 'all', ...years })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'team:customer_service', ...years })
})
afterAll(() => deployment?.remove())

const mails = (address: string) => mailTo(deployment, address)
const subjects = (address: string) => async () => (await mails(address)).map(({ subject }) => subject)

/** Has the figures of the desk mailed to somebody who reads English. */
const schedule = async (caller: Caller, address: string): Promise<void> => {
  done(await caller.patch('/v1/me', { language: 'en' }))
  done(await caller.post('/v1/me/email', { address }))
  await eventually(subjects(address)).toHaveLength(1)
  const code = /\b\d{8}\b/.exec((await mails(address))[0]?.body.text ?? '')?.[0] ?? ''
  done(await caller.post('/v1/me/email/confirm', { code }))
  const startsAt = new Date(Date.parse(await nowOf(deployment)) + 25 * 3_600_000).toISOString()
  // Three days, for the day of the firm may turn between what is done and the mail.
  const list = { of: 'desk_figures', narrowed: { by: 'agent', days: 3 } }
  done(await caller.post('/v1/report-schedules', { title: 'The desk', list, startsAt, recurrence: 'FREQ=DAILY;COUNT=1' }))
}

const resolved = async (facts: object, by: Caller): Promise<string> => {
  const draft = { subject: 'Where is it', text: 'No news', kind: 'tracking', channel: 'phone', team: 'customer_service', ...facts }
  const { id } = done(await boss.post('/v1/tickets', draft))
  done(await by.post(`/v1/tickets/${id}/resolve`, { cause: 'other', fix: 'Carrier chased', customerTold: true }))
  return id
}

/** What a mail says is resolved, and the tickets that its reader finds where it leads. */
const toldTo = async (caller: Caller, address: string) => {
  await eventually(subjects(address)).toContain('The desk')
  const text = (await mails(address)).find(({ subject }) => subject === 'The desk')?.body.text ?? ''
  const [all = '', ...groups] = text.split(/\n\n(?=All\n|usr_|–)/).slice(1)
  const found = /Resolved[^\n]*: (?<count>\d+)[^\n]*\n\s+(?<link>http\S+)/.exec(all)?.groups
  const items = await allPages(caller, (found?.['link'] ?? '').replace(/^https?:\/\/[^/]+/, ''))
  return {
    count: Number(found?.['count']),
    tickets: items.map(({ ticketId }) => ticketId).sort(),
    groups: groups.map((one) => one.split('\n')[0]),
  }
}

it('figures of the desk are mailed to each by their own rights, and each figure leads to what it counts', {
  timeout: 240_000,
}, async () => {
  const addresses = ['boss.desk@example.com', 'li.desk@example.com'] as const
  const [one, two] = [await resolved({}, li), await resolved({ kind: 'inquiry' }, boss)]
  const today = new Date(Date.parse(await nowOf(deployment)))
  const day = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const counted = async () =>
    (done(await boss.get(`/v1/desk/figures?from=${day(-1)}&to=${day(1)}`))['total'] as { resolved: { count: number } }).resolved.count
  await expect.poll(counted, { timeout: 90_000, interval: 200 }).toBe(2)
  await schedule(boss, addresses[0])
  await schedule(li, addresses[1])
  await advance(deployment, 'PT26H')
  expect(await toldTo(boss, addresses[0])).toMatchObject({
    count: 2,
    tickets: [one, two].sort(),
    groups: expect.arrayContaining(['usr_li']),
  })
  expect(await toldTo(li, addresses[1])).toEqual({ count: 1, tickets: [one], groups: ['usr_li'] })
})
