import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance, nowOf } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let admin: Caller
let agent: Caller
let stranger: Caller

const years = { expiresIn: 3 * 365 * 24 * 3600 }
beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_boss', scope: 'all', ...years })
  agent = await signIn(deployment, { role: 'agent', sub: 'usr_li', scope: 'region:east', ...years })
  stranger = await signIn(deployment, { role: 'agent', sub: 'usr_far', scope: 'region:south', ...years })
})
afterAll(() => deployment?.remove())

const leap = async (by: string): Promise<void> => {
  await advance(deployment, by)
}
const month = async (): Promise<string> => {
  return new Date(Date.parse(await nowOf(deployment)) + 8 * 3_600_000).toISOString().slice(0, 7)
}

type Firm = { readonly customer: string; readonly contact: string; readonly address: string }
const firm = async (facts: object = {}, address: string = madeUpEmail()): Promise<Firm> => {
  const customer = done(await admin.post('/v1/customers', madeUpCompany({ owner: 'usr_wang', region: 'east', tier: 'vip', ...facts }))).id
  const person = { name: 'Li Na', language: 'en', emails: [{ address, primary: true }], affiliation: { role: 'logistics' } }
  const contact = done(await admin.post(`/v1/customers/${customer}/contacts`, person)).id
  return { customer, contact, address }
}

const rule = (facts: object) => ({
  id: 'after_change',
  name: 'After a change',
  eventType: 'customer.changed',
  questionnaire: 'service',
  caretaker: 'usr_desk',
  ...facts,
})
const surveysOf = async ({ customer }: Pick<Firm, 'customer'>): Promise<readonly Told[]> =>
  done(await admin.get(`/v1/surveys?customerId=${customer}`)).items
const surveyOf = (told: Told): Told => told['survey'] as Told
const statuses = (whose: Firm) => async () => (await surveysOf(whose)).map((told) => surveyOf(told)['status'])
/** The link in the latest mail to somebody, as a path. */
const linkIn = async ({ address }: Firm): Promise<string> => {
  const mail = (await mailTo(deployment, address)).at(-1)
  return /\/s\/[\w.-]+/.exec(mail?.body.text ?? '')?.[0] ?? ''
}
const mails = (whose: Firm) => async () => (await mailTo(deployment, whose.address)).map(({ subject }) => subject)
const answerOn = (path: string, fields: Readonly<Record<string, string>>) =>
  fetch(`${deployment.api}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

describe('a rule has a customer asked because of an event', () => {
  it('once, a while after it, by mail to the person, with a link that opens the questions', async () => {
    done(await admin.post('/v1/survey-rules', rule({ delayHours: 2, when: { tiers: ['vip'] } })))
    const whose = await firm()
    const other = await firm({ tier: 'potential' })
    for (const { customer } of [whose, other]) done(await admin.patch(`/v1/customers/${customer}`, { mainBusiness: 'Sea freight' }))
    await eventually(statuses(whose)).toEqual(['scheduled'])
    expect(await mails(whose)()).toEqual([])
    await leap('PT2H5M')
    await eventually(mails(whose)).toEqual(['How did we do?'])
    expect(await statuses(whose)()).toEqual(['sent'])
    const page = await fetch(`${deployment.api}${await linkIn(whose)}`)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-language')).toBe('en')
    expect(await page.text()).toContain('Overall, how satisfied are you')
    expect(await statuses(other)()).toEqual([])
  })

  it('not again within thirty days, whatever else happens, and is told so', async () => {
    const whose = await firm()
    const change = async (word: string) => done(await admin.patch(`/v1/customers/${whose.customer}`, { mainBusiness: word }))
    await change('Rail')
    await eventually(statuses(whose)).toEqual(['scheduled'])
    await change('Road')
    await eventually(async () => (await surveysOf(whose)).length).toBe(2)
    await leap('PT2H5M')
    await eventually(async () => (await statuses(whose)()).sort()).toEqual(['sent', 'suppressed'])
    await leap('P29D')
    await change('Air')
    await eventually(async () => (await statuses(whose)())[0]).toBe('scheduled')
    await leap('PT2H5M')
    await eventually(async () => (await statuses(whose)()).filter((status) => status === 'suppressed').length).toBe(2)
    await leap('P1D')
    await change('Barge')
    await eventually(async () => (await statuses(whose)())[0]).toBe('scheduled')
    await leap('PT2H5M')
    await eventually(async () => (await statuses(whose)())[0]).toBe('sent')
  })

  it('unless it becomes pointless before it went out', async () => {
    done(await admin.post('/v1/survey-rules', rule({ delayHours: 2, cancelledBy: ['customer.archived'] })))
    const whose = await firm()
    done(await admin.patch(`/v1/customers/${whose.customer}`, { mainBusiness: 'Rail' }))
    await eventually(statuses(whose)).toEqual(['scheduled'])
    done(await admin.post(`/v1/customers/${whose.customer}/archive`))
    await eventually(statuses(whose)).toEqual(['cancelled'])
    done(await admin.post('/v1/survey-rules', rule({ active: false })))
  })
})

describe('the surveys of one status', () => {
  it('are listed by month, narrowed to a team, and to those of customers within reach', async () => {
    const [east, south] = [await firm({ team: 'sales_east' }), await firm({ region: 'south' })]
    const ask = async ({ customer, contact }: Firm) =>
      done(await admin.post('/v1/surveys', { customerId: customer, contactId: contact, questionnaire: 'relationship' })).id
    const [near, far] = [await ask(east), await ask(south)]
    const answer = async (id: string) => done(await admin.post(`/v1/surveys/${id}/answers`, { answers: { recommend: 9 } }))
    await answer(near)
    await answer(far)
    const listed = async (caller: Caller, query = '') =>
      done(await caller.get(`/v1/surveys?status=answered&limit=100${query}`)).items.map(({ id }) => id)
    await eventually(() => listed(admin)).toEqual(expect.arrayContaining([near, far]))
    expect(await listed(agent)).toContain(near)
    expect(await listed(agent)).not.toContain(far)
    expect(await listed(admin, '&team=sales_east')).toEqual([near])
    expect(await listed(agent, '&region=south')).toEqual([])
    expect(await listed(admin, '&from=2020-01&to=2020-12')).toEqual([])
    expect(await listed(admin, `&customerId=${east.customer}&team=sales_east`)).toEqual([near])
    expect(await listed(admin, `&customerId=${east.customer}&to=2020-12`)).toEqual([])
    expect((await admin.get('/v1/surveys')).body.code).toBe('survey.whose')
    expect((await admin.get('/v1/surveys?status=answered&from=2026-02&to=2026-01')).body.code).toBe('survey.period_invalid')
  })
})

describe('an answer', () => {
  it('on the page is kept, a bad one opens a task for the owner within the hour, and it counts among the results', async () => {
    const whose = await firm()
    const asked = done(await agent.post('/v1/surveys', { customerId: whose.customer, contactId: whose.contact, questionnaire: 'service' }))
    await leap('PT1M')
    await eventually(mails(whose)).toEqual(['How did we do?'])
    const link = await linkIn(whose)
    expect((await answerOn(link, { 'a.overall': '2', 'a.timeliness': '1', 'a.comment': 'Two days late' })).status).toBe(303)
    await eventually(statuses(whose)).toEqual(['answered'])
    const owner = await signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'own', ...years })
    const tasks = async () => done(await owner.get('/v1/reminders')).items
    await eventually(async () => JSON.stringify(await tasks())).toContain(asked.id)
    expect((await tasks()).find((task) => JSON.stringify(task).includes(asked.id))).toMatchObject({
      customerId: whose.customer,
      owner: 'usr_wang',
    })
    const suggested = async () => done(await admin.get(`/v1/suggestions?customerId=${whose.customer}`)).items
    await eventually(async () => (await suggested()).map(({ text }) => text)).toEqual(['Two days late'])
    // Few have answered yet, so no figure says it: what it leads to does.
    const results = async () => done(await admin.get(`/v1/survey-results?from=${await month()}&to=${await month()}&by=tier`))
    const counted = async () => done(await admin.get(`${((await results())['total'] as { answers: string }).answers}&limit=100`)).items
    await eventually(async () => JSON.stringify(await counted())).toContain(asked.id)
  })

  it('that is bad is a ticket of the desk at once, of which the customer hears nothing and which nobody is asked about', async () => {
    const whose = await firm()
    const asked = done(await agent.post('/v1/surveys', { customerId: whose.customer, contactId: whose.contact, questionnaire: 'service' }))
    await leap('PT1M')
    await eventually(mails(whose)).toEqual(['How did we do?'])
    const link = await linkIn(whose)
    expect((await answerOn(link, { 'a.overall': '1' })).status).toBe(303)
    expect((await answerOn(link, { 'a.overall': '2' })).status).toBe(303)
    const tickets = async () => done(await admin.get(`/v1/tickets?customerId=${whose.customer}`)).items
    await eventually(tickets).toMatchObject([{ kind: 'complaint', channel: 'survey', customerId: whose.customer }])
    const [ticket] = await tickets()
    expect(done(await admin.get(`/v1/tickets/${ticket?.id}`))).toMatchObject({ survey: asked.id, contactId: whose.contact, priority: 'P1' })
    // Nobody is on shift: whoever looks after the customer has it on their list until somebody takes it.
    const owner = await signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'own', ...years })
    const tasks = async () => done(await owner.get('/v1/reminders')).items.filter(({ customerId }) => customerId === whose.customer)
    await eventually(async () => (await tasks()).length).toBe(1)
    done(await admin.post(`/v1/tickets/${ticket?.id}/assign`, { assignee: 'usr_li' }))
    await eventually(tasks).toEqual([])
    const resolution = { cause: 'misunderstanding', fix: 'Called and made up for it', customerTold: true }
    done(await admin.post(`/v1/tickets/${ticket?.id}/resolve`, resolution))
    await leap('P2D')
    await leap('PT1M')
    expect(await statuses(whose)()).toEqual(['answered'])
    expect(await mails(whose)()).toEqual(['How did we do?'])
    expect(await tickets()).toEqual([])
  })

  it('by phone is entered by whoever reaches the customer, and by nobody else', async () => {
    const whose = await firm()
    const { id } = done(
      await agent.post('/v1/surveys', { customerId: whose.customer, contactId: whose.contact, questionnaire: 'relationship' }),
    )
    const answers = { answers: { recommend: 9 } }
    expect((await stranger.get(`/v1/surveys/${id}`)).body.code).toBe('access.out_of_scope')
    expect((await stranger.post(`/v1/surveys/${id}/answers`, answers)).body.code).toBe('access.out_of_scope')
    expect(done(await stranger.get(`/v1/surveys?customerId=${whose.customer}`)).items).toEqual([])
    expect((await agent.post(`/v1/surveys/${id}/answers`, { answers: { recommend: 11 } })).status).toBe(422)
    expect(surveyOf(done(await agent.post(`/v1/surveys/${id}/answers`, answers)))).toMatchObject({
      status: 'answered',
      mode: 'phone',
      by: 'usr_li',
    })
    await leap('PT2M')
    expect(await mails(whose)()).toEqual([])
  })

  it('to a survey that was called off is refused on the page', async () => {
    const whose = await firm()
    const { id } = done(await agent.post('/v1/surveys', { customerId: whose.customer, contactId: whose.contact, questionnaire: 'service' }))
    await leap('PT1M')
    await eventually(mails(whose)).toEqual(['How did we do?'])
    done(await agent.post(`/v1/surveys/${id}/cancel`, { reason: 'Settled on the phone' }))
    expect((await answerOn(await linkIn(whose), { 'a.overall': '2' })).status).toBe(410)
  })
})

describe('whom our mail does not reach', () => {
  it('was not asked: the survey says why, nobody is reminded, and the next one goes out', async () => {
    const whose = await firm({ tier: 'vip' }, `bounce+${Date.now()}@simulator.amazonses.com`)
    const ask = async () =>
      done(await agent.post('/v1/surveys', { customerId: whose.customer, contactId: whose.contact, questionnaire: 'effort' })).id
    const first = await ask()
    await leap('PT1M')
    const survey = async (id: string) => surveyOf(done(await admin.get(`/v1/surveys/${id}`)))
    await eventually(() => survey(first)).toMatchObject({ status: 'undeliverable', reason: 'bounced' })
    const timeline = async () => done(await admin.get(`/v1/customers/${whose.customer}/timeline?limit=100`)).items.map(({ type }) => type)
    expect(await timeline()).toContain('survey.undeliverable')
    const asked = async () => {
      const results = done(await admin.get(`/v1/survey-results?from=${await month()}&to=${await month()}&by=questionnaire`))
      const groups = results['groups'] as readonly { value: string; figures: Told }[]
      return groups.find(({ value }) => value === 'effort')?.figures['sent'] ?? 0
    }
    await eventually(asked).toBe(0)
    const second = await ask()
    await leap('P3DT1M')
    // No turn stood in its way: it was tried, and the address is known by now for one that takes nothing.
    await eventually(() => survey(second)).toMatchObject({ status: 'undeliverable', reason: 'suppressed' })
    expect((await timeline()).filter((type) => type === 'survey.reminded')).toEqual([])
    expect(done(await admin.get('/v1/surveys?status=undeliverable&limit=100')).items.map(({ id }) => id)).toEqual(
      expect.arrayContaining([first, second]),
    )
  })
})

describe('who has not answered', () => {
  it('is reminded once after three days, and after fourteen it is over', async () => {
    const whose = await firm()
    done(await agent.post('/v1/surveys', { customerId: whose.customer, contactId: whose.contact, questionnaire: 'effort' }))
    await leap('PT1M')
    await eventually(mails(whose)).toEqual(['Was it easy?'])
    await leap('P3DT1M')
    await eventually(mails(whose)).toEqual(['Was it easy?', 'Reminder: Was it easy?'])
    await leap('P11D')
    await eventually(statuses(whose)).toEqual(['expired'])
    expect((await fetch(`${deployment.api}${await linkIn(whose)}`)).status).toBe(410)
  })
})

describe('figures', () => {
  it('of fewer than five answers are hidden, and each leads to its answers', async () => {
    const at = await month()
    for (const overall of [5, 5, 4, 4, 1]) {
      const whose = await firm({ team: 'key_accounts' })
      const { id } = done(
        await agent.post('/v1/surveys', { customerId: whose.customer, contactId: whose.contact, questionnaire: 'service' }),
      )
      done(await agent.post(`/v1/surveys/${id}/answers`, { answers: { overall } }))
    }
    const path = `/v1/survey-results?from=${at}&to=${at}&team=key_accounts&by=team`
    type Opened = { readonly figures: Told; readonly answers: string }
    // To whoever reaches no other team: of the whole firm it would be hidden with a team of which fewer have answered.
    const lead = await signIn(deployment, { role: 'sales_manager', sub: 'usr_lead', scope: 'team:key_accounts', ...years })
    const total = async () => done(await lead.get(path))['total'] as unknown as Opened
    await eventually(async () => (await total()).figures['answered']).toBe(5)
    const { figures, answers } = await total()
    expect(figures['csat']).toMatchObject({ count: 5, mean: 3.8, good: { count: 4, of: 5, share: 0.8 } })
    const opened = done(await admin.get(answers)).items.map((told) => (surveyOf(told)['scores'] as Told)['csat'])
    expect(opened.sort()).toEqual([1, 4, 4, 5, 5])
    expect(done(await stranger.get(answers)).items).toEqual([])
    expect((done(await stranger.get(path))['total'] as unknown as Opened).figures).toMatchObject({ answered: 0, hidden: true })
  })
})

describe('what a customer suggests', () => {
  it('is accepted, done and told, counts as closed, and is about what a person says', async () => {
    const whose = await firm()
    const suggest = async (text: string) => done(await agent.post('/v1/suggestions', { customerId: whose.customer, text })).id
    const [one, other] = [await suggest('Pick up on Fridays'), await suggest('Fly for free')]
    const step = (id: string, verb: string, body?: object) => agent.post(`/v1/suggestions/${id}/${verb}`, body)
    expect((await step(one, 'finish')).body.code).toBe('suggestion.not_now')
    expect((await step(one, 'themes', { themes: ['nothing_of_ours'] })).status).toBe(422)
    for (const verb of ['accept', 'finish']) done(await step(one, verb))
    done(await step(one, 'themes', { themes: ['pickup'], tags: ['Fridays'] }))
    await leap('P2D')
    done(await step(one, 'tell'))
    done(await step(other, 'decline', { reason: 'Nobody does' }))
    const at = await month()
    const figures = done(await agent.get(`/v1/suggestion-results?from=${at}&to=${at}`))
    expect(figures['states']).toMatchObject({ told: 1, declined: 1 })
    expect((figures['daysToTold'] as Told)['longest']).toBeCloseTo(2, 1)
    expect(figures['themes']).toEqual(
      expect.arrayContaining([expect.objectContaining({ theme: 'pickup', kind: 'theme', count: 1, months: { [at]: 1 } })]),
    )
    expect((await stranger.get(`/v1/suggestions/${one}`)).body.code).toBe('access.out_of_scope')
    expect(done(await stranger.get(`/v1/suggestion-results?from=${at}&to=${at}`))).toMatchObject({ received: 0 })
  })
})
