import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '../../domain/access/roles.ts'
import { allRoutes } from '../../functions/http/all-routes.ts'
import { type Caller, callerWith, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let narrow: Caller

/** What stands at customers out of reach begins with this word. */
const secret = 'Xylophone'
const anyDay = '2019-08-07'
const endOfWork = '2025-12-31'
const anyShare = 4711
/** What no answer may hold. A share is looked for as the value of a field: its bare digits stand in random ids, too. */
const planted = [secret, anyDay, endOfWork, `":${anyShare}`]

type Facts = Readonly<Record<string, unknown>>
const at = (id: string, rest = '') => `/v1/customers/${id}${rest}`
const create = async (path: string, body: Facts) => done(await admin.post(path, body)).id
const company = (name: string, facts: Facts) => create('/v1/customers', madeUpCompany({ legalName: name, ...facts }))

let near: string
let far: string
let contact: string
let inward: string
let outward: string
let note: string
let survey: string
let suggestion: string
let improvement: string
let message: string
let visit: string
let ticket: string
let sender: string
let reminder: string

/** Somebody at a customer within reach who is, becomes and was more than one thing at another out of reach. */
const plantPeople = async () => {
  contact = await create(at(near, '/contacts'), {
    name: 'Li Na',
    emails: [{ address: madeUpEmail() }],
    affiliation: { role: 'customs', title: 'Clerk', since: '2024-03-01' },
  })
  const path = `/v1/contacts/${contact}/affiliations`
  const place = { customerId: far, role: 'customs', title: `${secret} consultant`, since: anyDay }
  done(await admin.post(path, { ...place, why: `${secret} hired her` }))
  done(await admin.patch(`${path}/${far}`, { title: `${secret} director`, why: `${secret} promoted her` }))
  done(await admin.post(`${path}/${far}/leave`, { until: endOfWork, why: `${secret} let her go` }))
  done(await admin.post(path, { customerId: far, role: 'it', title: `${secret} once more` }))
  done(await admin.post(`/v1/contacts/${contact}/archive`))
  done(await admin.post(`/v1/contacts/${contact}/restore`))
}

/** Relations into and out of reach, each with particulars, changed, and one of them ended. */
const plantRelations = async () => {
  const facts = { shareBasisPoints: anyShare, since: anyDay, note: `${secret} holds it` }
  outward = await create(at(near, '/relations'), { to: far, type: 'shipper', ...facts })
  inward = await create(at(far, '/relations'), { to: near, type: 'agent', ...facts })
  const ended = await create(at(near, '/relations'), { to: far, type: 'notify', ...facts })
  for (const relation of [outward, inward, ended])
    done(await admin.patch(`/v1/relations/${relation}`, { note: `${secret} sold it`, why: `${secret} told us` }))
  done(await admin.post(`/v1/relations/${ended}/end`, { until: anyDay, why: `${secret} ended it` }))
}

const plantNotes = async () => {
  const warning = await create(at(far, '/notes'), { type: 'warning', text: `${secret} never pays` })
  done(await admin.post(at(far, `/notes/${warning}/pin`)))
  note = await create(at(near, '/notes'), { text: 'Closed on Sundays' })
}

/** A letter to whoever was at both, about the one within reach, and another one about the other. */
const plantMessages = async () => {
  const letter = (customerId: string, title: string) =>
    create('/v1/messages', { to: { kind: 'contact', id: contact }, template: 'letter', fields: { title, body: title }, customerId })
  message = await letter(near, 'Rates for spring')
  await letter(far, `${secret} owes us`)
}

const thisMonth = (): string => {
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
  return `from=${month}&to=${month}`
}

/** Forty days up to tomorrow, so that today is among them wherever the firm is. */
const aroundToday = (): string => {
  const [from, to] = [-39, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10))
  return `from=${from}&to=${to}`
}

/** What was asked and suggested at either, and sorted under a word that only the other one used. */
const plantSurveys = async () => {
  const rule = { id: 'walk', name: 'Walk', eventType: 'visit.held', questionnaire: 'service', caretaker: 'usr_li' }
  done(await admin.post('/v1/survey-rules', rule))
  const ask = (customerId: string) => create('/v1/surveys', { customerId, contactId: contact, questionnaire: 'service' })
  const [here, there] = [await ask(near), await ask(far)]
  done(await admin.post(`/v1/surveys/${there}/answers`, { answers: { overall: 1, comment: `${secret} was late` } }))
  const suggest = (customerId: string, text: string) => create('/v1/suggestions', { customerId, text })
  const other = await suggest(far, `${secret} wants more`)
  done(await admin.post(`/v1/suggestions/${other}/themes`, { tags: [secret] }))
  survey = here
  suggestion = await suggest(near, 'More trucks')
  const improve = (action: string, region: string, surveyId: string) => {
    const terms = { action, owner: 'usr_admin', dueOn: '2040-01-02', expected: { measure: 'csat', by: 1 }, slice: { region } }
    return create('/v1/improvements', { ...terms, because: { surveyId } })
  }
  await improve(`${secret} is to be pleased`, 'africa', there)
  const elsewhere = await improve(`${secret} is what Near waits for`, 'africa', here)
  done(await admin.post(`/v1/improvements/${elsewhere}/drop`, { reason: `${secret} refused` }))
  improvement = await improve('Count twice', 'europe', here)
}

/** What was asked, promised and is to be done at either: reviews, visits, reminders of a colleague, a link for whoever is at both. */
const plantCare = async () => {
  for (const id of [near, far]) done(await admin.post(at(id, '/review/confirm')))
  /** The clock plans a first visit by itself, and may have been first. */
  const plan = async (id: string) => {
    const { body } = await admin.post(at(id, '/visits'), { dueOn: '2040-01-02' })
    return String(body.id ?? body['visit'])
  }
  visit = await plan(near)
  const promises = [{ text: `${secret} gets a discount`, owner: 'usr_admin', due: '2040-02-01' }]
  done(await admin.post(`/v1/visits/${await plan(far)}/hold`, { channel: 'phone', words: `${secret} complained`, promises }))
  const remind = (customerId: string, text: string) => create('/v1/reminders', { text, dueAt: '2040-01-02T01:00:00Z', customerId })
  reminder = await remind(near, 'Call Near')
  await remind(far, `Call ${secret}`)
  done(await admin.post(`/v1/contacts/${contact}/self-service`))
  const emails = [{ label: 'own', address: madeUpEmail(), primary: true }]
  sender = await create('/v1/customers', { kind: 'individual', name: 'Near Sender', region: 'europe', emails })
  done(await admin.post(at(sender, '/self-service')))
  const report = {
    title: 'Everything',
    list: { of: 'customers', narrowed: {} },
    recurrence: 'FREQ=MONTHLY',
    startsAt: '2040-01-02T01:00:00Z',
  }
  done(await narrow.post('/v1/report-schedules', report))
}

const plantTickets = async () => {
  const open = (customerId: string, region: string, subject: string) =>
    create('/v1/tickets', { subject, kind: 'tracking', customerId, region, requester: { name: subject }, text: subject })
  ticket = await open(near, 'europe', 'Near asks')
  await open(far, 'africa', `${secret} asks`)
  const elsewhere = await open(near, 'africa', `${secret} is asked of Near`)
  done(await admin.post(`/v1/tickets/${ticket}/related`, { ticket: elsewhere }))
  done(await admin.post(`/v1/tickets/${elsewhere}/notes`, { text: `${secret} is to blame` }))
  done(await admin.post(`/v1/tickets/${elsewhere}/tasks`, { department: 'customs', what: `${secret} needs papers` }))
}

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  narrow = await signIn(deployment, { role: 'service_manager', sub: 'usr_narrow', scope: 'region:europe' })
  near = await company('Near Freight', { region: 'europe' })
  far = await company(`${secret} Freight`, { region: 'africa', shortName: secret })
  await plantPeople()
  await plantRelations()
  await plantNotes()
  await plantMessages()
  await plantSurveys()
  await plantCare()
  await plantTickets()
  done(await admin.patch('/v1/desks/usr_narrow', { teams: ['finance'], region: 'europe' }))
  done(await admin.post('/v1/macros', { code: 'walk', name: 'Walk', actions: [{ do: 'move', to: 'on_hold' }] }))
})
afterAll(() => deployment?.remove())

const reads = () => [
  '/v1/customers',
  '/v1/customers/thin',
  ...['', '/overview', '/timeline', '/contacts', '/contacts?left=true', '/relations', '/relations?show=all', '/notes'].map((rest) =>
    at(near, rest),
  ),
  at(near, `/notes/${note}`),
  `/v1/contacts/${contact}`,
  `/v1/relations/${outward}`,
  `/v1/relations/${inward}`,
  `/v1/messages?customerId=${near}`,
  '/v1/messages?state=refused',
  `/v1/messages/${message}`,
  `/v1/suppressions?recipientId=${contact}`,
  '/v1/templates',
  `/v1/surveys?customerId=${near}`,
  `/v1/surveys?contactId=${contact}`,
  ...['scheduled', 'sent', 'answered'].map((status) => `/v1/surveys?status=${status}`),
  `/v1/surveys/${survey}`,
  '/v1/questionnaires',
  '/v1/questionnaires/service',
  '/v1/survey-rules',
  '/v1/survey-rules/walk',
  ...['', '/answers', '/drivers'].map((rest) => `/v1/survey-results${rest}?${thisMonth()}`),
  `/v1/suggestions?customerId=${near}`,
  '/v1/suggestions',
  `/v1/suggestions/${suggestion}`,
  `/v1/suggestion-results?${thisMonth()}`,
  '/v1/improvements',
  `/v1/improvements/${improvement}`,
  `/v1/improvements/${improvement}/effect`,
  '/v1/templates/letter',
  '/v1/reviews?state=due',
  '/v1/visits',
  `/v1/visits/${visit}`,
  ...['/review', '/visits', '/review-pack'].map((rest) => at(near, rest)),
  `/v1/contacts/${contact}/self-service`,
  at(sender, '/self-service'),
  '/v1/reminders',
  '/v1/reminders?owner=usr_admin',
  `/v1/reminders?customer=${near}`,
  `/v1/reminders/${reminder}`,
  '/v1/me',
  ...['', '/count'].map((rest) => `/v1/notifications${rest}`),
  '/v1/report-schedules',
  '/v1/work-calendars',
  '/v1/work-calendars/office',
  '/v1/work-calendars/office/moves',
  '/v1/service-policies',
  '/v1/service-policies/standard',
  '/v1/service-policies/standard/moves',
  '/v1/sorting-rules',
  '/v1/sorting-rules/urgent_words',
  '/v1/priority-table',
  '/v1/auto-answers',
  '/v1/macros',
  '/v1/macros/walk',
  '/v1/desks',
  '/v1/desks/usr_narrow',
  '/v1/me/desk',
  ...['', '?view=live'].map((rest) => `/v1/tickets${rest}`),
  ...['', '/messages', '/sla', '/related'].map((rest) => `/v1/tickets/${ticket}${rest}`),
  '/v1/desk/views',
  '/v1/desk/tasks?department=customs',
  ...['?by=agent&', '/tickets?figure=opened&'].map((rest) => `/v1/desk/figures${rest}${aroundToday()}`),
  '/v1/ticket-kinds',
  '/v1/lists',
  '/v1/lists/relationType',
]
const timelineOf = async (caller: Caller): Promise<readonly Told[]> => done(await caller.get(at(near, '/timeline?limit=100'))).items
const overviewOf = async (caller: Caller): Promise<readonly Told[]> =>
  (done(await caller.get(at(near, '/overview')))['timeline'] as Told).items
const both = async (caller: Caller) => [await timelineOf(caller), await overviewOf(caller)]
const ofKind = (events: readonly Told[], kind: string) => events.filter(({ type }) => String(type).startsWith(`${kind}.`))

describe('one who reaches one customer of two', () => {
  it('is walked past every route that reads', () => {
    const held: readonly string[] = roles.service_manager.permissions
    // Doors are for those who reach everything, and a link needs a file that was uploaded: their own tests ask for both.
    const apart = new Set(['GET /v1/doors', 'GET /v1/attachments/{attachmentId}/link'])
    const reading = Object.entries(allRoutes).filter(
      ([route, { permission }]) => held.includes(permission) && route.startsWith('GET ') && !apart.has(route),
    )
    for (const [route] of reading) {
      const pattern = new RegExp(`^${route.replace('GET ', '').replace(/\{\w+\}/g, '[^/]+')}$`)
      expect(
        reads().map((path) => path.replace(/\?.*/, '')),
        route,
      ).toContainEqual(expect.stringMatching(pattern))
    }
  })

  it('is told by no answer what stands at the other', async () => {
    for (const path of reads()) {
      const { status, text } = await narrow.get(path)
      expect(status, path).toBe(200)
      for (const words of planted) expect(text, path).not.toContain(words)
    }
  })

  it('and the walk would find it: who reaches both is told', async () => {
    // Counted by a job, a moment later.
    const told = ['/v1/desk/tasks?department=customs', `/v1/desk/figures/tickets?figure=opened&${aroundToday()}`, '/v1/improvements']
    for (const path of told) await eventually(async () => (await admin.get(path)).text).toContain(secret)
    const answers = await Promise.all(reads().map(async (path) => (await admin.get(path)).text))
    for (const words of planted) expect(answers.filter((text) => text.includes(words))).not.toEqual([])
  })

  it('sees who came and went at their own customer, and that customer alone behind each event', async () => {
    const events = await timelineOf(narrow)
    expect(ofKind(events, 'contact').map(({ type }) => type)).toEqual(['contact.restored', 'contact.archived', 'contact.registered'])
    for (const seen of await both(narrow)) expect(new Set(seen.map(({ about }) => String(about)))).toEqual(new Set([near]))
    expect(JSON.stringify(events)).not.toContain(far)
  })

  it('learns of a relation that it is there, and reads the other end by its id', async () => {
    for (const events of await both(narrow)) for (const { type, data } of ofKind(events, 'relation')) expect(data).toEqual({ type })
    expect(ofKind(await timelineOf(narrow), 'relation')).toHaveLength(7)
    const bare = { id: inward, from: far, to: near, type: 'agent', version: 2, status: 'lasting' }
    expect(done(await narrow.get(`/v1/relations/${inward}`))).toEqual(bare)
  })

  it('changes nothing of a relation, and may end it', async () => {
    const path = `/v1/relations/${outward}`
    expect((await narrow.patch(path, { note: null })).body.code).toBe('access.out_of_scope')
    const early = await narrow.post(`${path}/end`, { until: '2001-01-01' })
    expect(early).toMatchObject({ status: 422, body: { code: 'relation.ends_early' } })
    expect(early.text).not.toContain(anyDay)
    expect(done(await narrow.post(`${path}/end`))).toEqual({
      id: outward,
      from: near,
      to: far,
      type: 'shipper',
      version: 3,
      status: 'ended',
    })
  })

  it('cannot find out whether somebody is at the other', async () => {
    const path = `/v1/contacts/${contact}/affiliations`
    const asked = [
      narrow.post(path, { customerId: far, role: 'it', title: `${secret} once more` }),
      narrow.patch(`${path}/${far}`, { role: 'it' }),
      narrow.post(`${path}/${far}/leave`, { until: '2025-12-31' }),
    ]
    expect((await Promise.all(asked)).map(({ body }) => body.code)).toEqual(Array(3).fill('access.out_of_scope'))
  })
})

describe('a timeline', () => {
  const kinds = { customer: 'customers:read', contact: 'contacts:read', relation: 'relations:read', note: 'notes:read' } as const
  const machine = async (...scopes: readonly string[]) =>
    callerWith(deployment.api, await deployment.token({ scopes: scopes.map((scope) => `lading/${scope}`) }))
  const told = (events: readonly Told[]) =>
    Object.keys(kinds).filter((kind) => ofKind(events, kind).some(({ data }) => Object.keys(Object(data)).length > 1))

  it.each(Object.entries(kinds))('tells of a %s to a machine that has %s beside it, and not what the others hold', async (kind, right) => {
    expect(told(await timelineOf(await machine('timeline:read', right)))).toEqual([kind])
  })

  it('tells by itself who did what and when, and never what and why', async () => {
    const { text, body } = await (await machine('timeline:read')).get(at(near, '/timeline?limit=100'))
    expect(told(body.items)).toEqual([])
    expect(body.items[0]).toMatchObject({ type: expect.any(String), at: expect.any(String), actor: { id: expect.any(String) } })
    for (const planted of [secret, 'Li Na', 'Closed on Sundays', 'Near Freight']) expect(text).not.toContain(planted)
  })

  it('holds no more in the overview than by itself', async () => {
    const events = await overviewOf(await machine('timeline:read', 'customers:read'))
    expect(told(events).filter((kind) => kind !== 'customer')).toEqual([])
    expect(events.length).toBeGreaterThan(0)
  })
})
