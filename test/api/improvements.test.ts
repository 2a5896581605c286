import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'

let deployment: TestDeployment
let boss: Caller
let li: Caller
let stranger: Caller

const years = { expiresIn: 3 * 365 * 24 * 3600 }
beforeAll(async () => {
  deployment = await deploy()
  boss = await signIn(deployment, { role: 'admin', sub: 'usr_boss', scope: 'all', ...years })
  li = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'region:east', ...years })
  stranger = await signIn(deployment, { role: 'service_manager', sub: 'usr_far', scope: 'region:south', ...years })
})
afterAll(() => deployment?.remove())

const now = async (): Promise<number> => Date.parse(await nowOf(deployment))
const leapTo = async (moment: number): Promise<void> => {
  await advance(deployment, `PT${((moment - (await now())) / 1000).toFixed(0)}S`)
}
const day = 86_400_000
/** The day where the firm is. */
const dayAt = (moment: number): string => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10)
/** The tenth of the month so many months on, at noon where the firm is. */
const tenth = (moment: number, months: number): number => {
  const here = new Date(moment + 8 * 3_600_000)
  return Date.UTC(here.getUTCFullYear(), here.getUTCMonth() + months, 10, 4)
}

/** Five customers of the east who answer what they are asked, each a person of their own. */
const asked = async (score: number): Promise<readonly string[]> => {
  const one = async () => {
    const customerId = done(await boss.post('/v1/customers', madeUpCompany({ region: 'east' }))).id
    const person = { name: 'Li Na', emails: [{ address: madeUpEmail(), primary: true }], affiliation: { role: 'logistics' } }
    const contactId = done(await boss.post(`/v1/customers/${customerId}/contacts`, person)).id
    const survey = done(await boss.post('/v1/surveys', { customerId, contactId, questionnaire: 'service' })).id
    done(await boss.post(`/v1/surveys/${survey}/answers`, { answers: { overall: score } }))
    return survey
  }
  return Promise.all(Array.from({ length: 5 }, one))
}

const figures = async (from: string): Promise<Told> =>
  (done(await boss.get(`/v1/survey-results?from=${from}&to=${from}&region=east`))['total'] as { figures: Told }).figures
const improvementOf = (told: Told): Told => told['improvement'] as Told
const noticed = async () => JSON.stringify(done(await li.get('/v1/notifications')).items)

const draft = (facts: object) => ({
  action: '装车前二次清点',
  owner: 'usr_li',
  expected: { measure: 'csat', by: 1 },
  slice: { region: 'east' },
  ...facts,
})

describe('an improvement', () => {
  it('because of a bad score is given to somebody, who is told when it is late; done, it is measured by itself as the results show', async () => {
    await leapTo(tenth(await now(), 1))
    const start = await now()
    const [survey] = await asked(2)
    await eventually(async () => (await figures(dayAt(start).slice(0, 7)))['answered']).toBe(5)
    await leapTo(tenth(start, 1))
    const dueOn = dayAt(await now())
    const made = done(await boss.post('/v1/improvements', draft({ dueOn, because: { surveyId: survey } })))
    expect(made['improvement']).toMatchObject({ status: 'planned', because: { surveyId: survey } })
    await eventually(noticed).toContain('有改进措施由您负责')
    await leapTo((await now()) + day)
    await eventually(noticed).toContain('您负责的改进措施已逾期')
    expect(improvementOf(done(await li.post(`/v1/improvements/${made.id}/finish`)))['status']).toBe('done')
    const soFar = done(await li.get(`/v1/improvements/${made.id}/effect`))
    expect(soFar).toMatchObject({ isFinal: false, effect: { before: { count: 5, value: 2 }, verdict: 'too_few' } })
    await leapTo(tenth(start, 2))
    await asked(4)
    await eventually(async () => (await figures(dayAt(tenth(start, 2)).slice(0, 7)))['answered']).toBe(5)
    await leapTo(tenth(start, 3) + 20 * day)
    const measured = async () => improvementOf(done(await li.get(`/v1/improvements/${made.id}`)))
    await eventually(async () => (await measured())['status']).toBe('measured')
    expect((await measured())['effect']).toMatchObject({
      before: { sent: 5, answered: 5, count: 5, value: 2 },
      after: { sent: 5, answered: 5, count: 5, value: 4 },
      change: 2,
      verdict: 'reached',
    })
    const last = done(await li.get(`/v1/improvements/${made.id}/effect`))
    expect(last).toMatchObject({ isFinal: true })
    const sides = last['answers'] as Record<'before' | 'after', string>
    expect(done(await boss.get(sides.before)).items.map(({ id }) => id)).toContain(survey)
    expect(done(await boss.get(sides.after)).items).toHaveLength(5)
    await eventually(noticed).toContain('您的改进措施已有成效结果')
    const listed = done(await boss.get(`/v1/improvements?state=measured&surveyId=${survey}`)).items
    expect(listed.map(({ id }) => id)).toEqual([made.id])
  }, 180_000)

  it('keeps what two people change of it at once', async () => {
    const made = done(await boss.post('/v1/improvements', draft({ dueOn: dayAt((await now()) + 30 * day) })))
    const path = `/v1/improvements/${made.id}`
    for (const months of [1, 2, 3, 4, 5, 6]) {
      const action = `清点 ${months}`
      const both = await Promise.all([boss.patch(path, { action }), boss.patch(path, { months })])
      expect(both.map(({ status }) => status)).toEqual([200, 200])
      expect(improvementOf(done(await boss.get(path)))).toMatchObject({ action, months })
    }
  })

  it('is planned for answers within reach alone, and because of what is there and within reach', async () => {
    const dueOn = dayAt((await now()) + 30 * day)
    const [survey] = await asked(3)
    const refused = async (caller: Caller, facts: object) => (await caller.post('/v1/improvements', draft({ dueOn, ...facts }))).body.code
    expect(await refused(stranger, { slice: { region: 'east' } })).toBe('access.out_of_scope')
    expect(await refused(stranger, { slice: {}, because: { surveyId: survey } })).toBe('access.out_of_scope')
    expect(await refused(boss, { because: { surveyId: 'svy_01KAJ0000000000000000000AA' } })).toBe('survey.not_found')
    expect(await refused(boss, { because: { ticketId: 'tkt_01KAJ0000000000000000000AA' } })).toBe('ticket.not_found')
    expect(await refused(boss, { dueOn: '2020-01-01' })).toBe('improvement.day_in_past')
    const narrowed = done(await stranger.post('/v1/improvements', draft({ dueOn, slice: {} })))
    expect(narrowed['improvement']).toMatchObject({ slice: { region: 'south' } })
    expect((await stranger.patch(`/v1/improvements/${narrowed.id}`, { slice: { region: 'east' } })).body.code).toBe('access.out_of_scope')
    const eastern = done(await boss.post('/v1/improvements', draft({ dueOn })))
    expect((await stranger.get(`/v1/improvements/${eastern.id}`)).body.code).toBe('access.out_of_scope')
    const seen = done(await stranger.get('/v1/improvements')).items.map(({ id }) => id)
    expect(seen).toContain(narrowed.id)
    expect(seen).not.toContain(eastern.id)
  })

  it('because of a ticket is in the timeline of its customer, changes while it is planned, and is dropped with a reason', async () => {
    const dueOn = dayAt((await now()) + 30 * day)
    const customerId = done(await boss.post('/v1/customers', madeUpCompany({ region: 'east' }))).id
    const ticketId = done(await boss.post('/v1/tickets', { subject: '破损', kind: 'complaint', customerId, text: '外箱破损' })).id
    const made = done(await boss.post('/v1/improvements', draft({ dueOn, because: { ticketId } })))
    await eventually(async () => JSON.stringify(done(await boss.get(`/v1/customers/${customerId}/timeline`)).items)).toContain(made.id)
    const changed = done(await boss.patch(`/v1/improvements/${made.id}`, { expected: { measure: 'nps', by: 15 }, months: 3 }))
    expect(changed['improvement']).toMatchObject({ expected: { measure: 'nps', by: 15 }, months: 3, action: '装车前二次清点' })
    done(await boss.post(`/v1/improvements/${made.id}/drop`, { reason: '该线路已外包' }))
    expect((await boss.post(`/v1/improvements/${made.id}/finish`)).body).toMatchObject({ code: 'improvement.not_now', state: 'dropped' })
    expect((await boss.get(`/v1/improvements?ticketId=${ticketId}&owner=usr_li`)).body.code).toBe('improvement.one_of')
  })
})
