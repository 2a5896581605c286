import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let admin: Caller
let li: Caller

const years = { expiresIn: 3 * 365 * 24 * 3600 }
beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_boss', scope: 'all', ...years })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'all', ...years })
})
afterAll(() => deployment?.remove())

type Firm = { readonly customer: string; readonly contact: string; readonly address: string }
const firm = async (facts: object = {}): Promise<Firm> => {
  const customer = done(await admin.post('/v1/customers', madeUpCompany({ tier: 'vip', team: 'key_accounts', ...facts }))).id
  const address = madeUpEmail()
  const person = { name: 'Li Na', language: 'en', emails: [{ address, primary: true }], affiliation: { role: 'logistics' } }
  return { customer, contact: done(await admin.post(`/v1/customers/${customer}/contacts`, person)).id, address }
}
const surveysOf = async ({ customer }: Firm): Promise<readonly Told[]> =>
  done(await admin.get(`/v1/surveys?customerId=${customer}`)).items.map((told) => told['survey'] as Told)
const statuses = (whose: Firm) => async () => (await surveysOf(whose)).map(({ status }) => status)
/** How many mails have asked somebody. */
const asking = (whose: Firm) => async () =>
  (await mailTo(deployment, whose.address)).filter(({ subject }) => subject === 'How did we do?').length

const form = { waybills: ['SF1'], origin: 'CNSHA', destination: 'DEHAM' }
const ticketOf = async ({ customer, contact }: Firm): Promise<string> =>
  done(
    await li.post('/v1/tickets', {
      subject: 'Where is it',
      kind: 'tracking',
      text: 'No news',
      form,
      customerId: customer,
      contactId: contact,
    }),
  ).id
const step = async (ticket: string, verb: string, body: object = {}) => done(await li.post(`/v1/tickets/${ticket}/${verb}`, body))
const resolution = { cause: 'delayed', fix: 'Carrier chased', customerTold: true }

describe('a fresh installation', () => {
  it('asks by the rules that ship, which name nobody', async () => {
    const { items } = done(await admin.get('/v1/survey-rules'))
    expect(items).toMatchObject([
      { id: 'after_ticket', eventType: 'ticket.resolved', quietHours: 24, active: true, version: 0 },
      { id: 'after_visit', eventType: 'visit.held', delayHours: 24, active: true, version: 0 },
    ])
    for (const rule of items) expect(rule).not.toHaveProperty('caretaker')
    expect(done(await admin.get('/v1/survey-rules/after_visit'))).toEqual(items[1])
  })

  it('plans to ask about what is resolved, with what may drive the answer, and about neither what comes back nor spam', async () => {
    const lead = { code: 'key_accounts', labels: { 'zh-CN': '大客户部', en: 'Key accounts' }, manager: 'usr_chen' }
    done(await admin.post('/v1/lists/team/values', lead))
    const [helped, back, spam] = await Promise.all([firm(), firm(), firm()])
    const [one, two, three] = await Promise.all([ticketOf(helped), ticketOf(back), ticketOf(spam)])
    await advance(deployment, 'PT30M')
    await step(one, 'messages', { text: 'We are on it' })
    await Promise.all([step(one, 'resolve', resolution), step(two, 'resolve', resolution), step(three, 'close', { reason: 'spam' })])
    await eventually(() => surveysOf(helped)).toMatchObject([
      {
        status: 'scheduled',
        caretaker: 'usr_chen',
        cause: { type: 'ticket.resolved', rule: 'after_ticket', matter: 'tracking', agent: 'usr_li' },
        drivers: {
          ticket_kind: 'tracking',
          reopened: 0,
          first_response: expect.toSatisfy((waited) => waited >= 30 && waited < 60),
          lane: 'CNSHA-DEHAM',
        },
      },
    ])
    await eventually(statuses(back)).toEqual(['scheduled'])
    await step(two, 'reopen')
    await eventually(statuses(back)).toEqual(['cancelled'])
    expect(await statuses(spam)()).toEqual([])
  })

  it('asks a day after a visit, and once a ticket was left alone for a day', async () => {
    const [helped, visited] = await Promise.all([firm(), firm({ owner: 'usr_wang' })])
    const visits = async () => done(await admin.get(`/v1/customers/${visited.customer}/visits`)).items
    await eventually(async () => (await visits()).length).toBe(1)
    done(await admin.post(`/v1/visits/${(await visits())[0]?.id}/hold`, { channel: 'on_site', with: [visited.contact] }))
    await step(await ticketOf(helped), 'resolve', resolution)
    for (const asked of [helped, visited]) await eventually(statuses(asked)).toEqual(['scheduled'])
    expect(await asking(visited)()).toBe(0)
    await advance(deployment, 'PT24H10M')
    for (const asked of [helped, visited]) await eventually(asking(asked)).toBe(1)
    expect(await statuses(helped)()).toEqual(['sent'])
  })

  it('asks no longer about what a firm has switched off, or has a rule of its own about', async () => {
    const { caretaker: _, version: _version, ...shipped } = done(await admin.get('/v1/survey-rules/after_ticket'))
    const off = done(await admin.post('/v1/survey-rules', { ...shipped, active: false }))
    expect(off).toMatchObject({ id: 'after_ticket', active: false, version: 1 })
    const own = { id: 'vip_visits', name: 'Only a few', eventType: 'visit.held', questionnaire: 'effort', when: { tiers: ['potential'] } }
    done(await admin.post('/v1/survey-rules', own))
    const listed = done(await admin.get('/v1/survey-rules')).items
    expect(listed.map(({ id, version }) => [id, version])).toEqual([
      ['after_ticket', 1],
      ['vip_visits', 1],
    ])
    expect((await admin.get('/v1/survey-rules/after_visit')).body.code).toBe('survey_rule.not_found')
    const confirmed = { id: 'confirmed', name: 'Confirmed', eventType: 'ticket.closed', questionnaire: 'service' }
    done(await admin.post('/v1/survey-rules', confirmed))
    const whose = await firm()
    const ticket = await ticketOf(whose)
    await step(ticket, 'resolve', resolution)
    await step(ticket, 'close', { reason: 'confirmed' })
    // Of the two things that happened one after the other only the one behind is asked about.
    await eventually(async () => (await surveysOf(whose)).map(({ cause }) => (cause as Told)['rule'])).toEqual(['confirmed'])
  })

  it('refuses a rule about what never happens, and says which member is wrong', async () => {
    const rule = { id: 'never', name: 'Never', eventType: 'visit.completed', questionnaire: 'service', cancelledBy: ['visit.undone'] }
    const answer = await admin.post('/v1/survey-rules', rule, { 'accept-language': 'zh-CN' })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toEqual([
      { pointer: '/eventType', code: 'survey_rule.event_unknown', message: '没有此事件类型' },
      { pointer: '/cancelledBy/0', code: 'survey_rule.event_unknown', message: '没有此事件类型' },
    ])
  })
})
