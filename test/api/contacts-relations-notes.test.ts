import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, byPeople, type Caller, done, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail, madeUpPhone } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let east: Caller

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  east = await signIn(deployment, { role: 'sales', sub: 'usr_east', scope: 'region:east' })
})
afterAll(() => deployment?.remove())

type Facts = Readonly<Record<string, unknown>>
const at = (id: string, rest = '') => `/v1/customers/${id}${rest}`
const company = async (facts: Facts = {}) => done(await admin.post('/v1/customers', madeUpCompany(facts)))
const person = async (customer: Told, facts: Facts = {}, place: Facts = {}) =>
  done(await admin.post(at(customer.id, '/contacts'), { name: '李娜', ...facts, affiliation: { role: 'logistics', ...place } }))
const relate = (from: Told, to: Told, facts: Facts = {}) => admin.post(at(from.id, '/relations'), { to: to.id, type: 'parent', ...facts })
const note = async (customer: Told, facts: Facts = {}, by = admin) =>
  done(await by.post(at(customer.id, '/notes'), { text: '周末不收货', ...facts }))

describe('a contact', () => {
  it('is registered at a customer, found under its own address, and read with what the role sees', async () => {
    const customer = await company({ region: 'east' })
    const [phone, email] = [madeUpPhone(), madeUpEmail()]
    const draft = { name: '李娜', birthDate: '1990-02-28', phones: [{ number: phone, primary: true }], emails: [{ address: email }] }
    const created = await east.post(at(customer.id, '/contacts'), { ...draft, affiliation: { role: 'logistics', title: '物流经理' } })
    expect(created.status).toBe(201)
    expect(created.headers.get('location')).toBe(`/v1/contacts/${created.body.id}`)
    expect(created.text, 'the answer to a POST holds masks').not.toContain(phone)
    expect(done(await east.get(`/v1/contacts/${created.body.id}`))).toMatchObject(draft)
    expect(await allPages(east, at(customer.id, '/contacts'))).toMatchObject([
      { contactId: created.body.id, name: '李娜', role: 'logistics' },
    ])
    expect((await east.get(at(customer.id, '/contacts'))).text).not.toContain(phone)
    expect(done(await east.post('/v1/contacts/lookup', { email: email.toUpperCase() })).id).toBe(created.body.id)
    expect(done(await east.post('/v1/contacts/lookup', { phone })).id).toBe(created.body.id)
  })

  it('may be at several customers, each of whom is told only to those who look after it', async () => {
    const [home, away] = [await company({ region: 'east' }), await company({ region: 'north' })]
    const { id } = await person(home)
    const joined = await admin.post(`/v1/contacts/${id}/affiliations`, { customerId: away.id, role: 'customs', title: '顾问' })
    expect(done(joined)['affiliations']).toMatchObject([{ customerId: home.id }, { customerId: away.id, role: 'customs' }])
    expect((await allPages(admin, at(away.id, '/contacts'))).map((each) => each['contactId'])).toEqual([id])
    const seen = await east.get(`/v1/contacts/${id}`)
    expect(seen.body).toMatchObject({ affiliations: [{ customerId: home.id }], elsewhere: 1 })
    expect(seen.text).not.toContain(away.id)
    const again = { customerId: away.id, role: 'customs', title: '顾问' }
    expect(done(await admin.post(`/v1/contacts/${id}/affiliations`, again)).version, 'the very same place, asked for again').toBe(2)
    expect(await admin.post(`/v1/contacts/${id}/affiliations`, { customerId: away.id, role: 'customs' })).toMatchObject({
      status: 409,
      body: { code: 'affiliation.exists' },
    })
  })

  it('who leaves is gone from the list and stays in the history, and may come back', async () => {
    const customer = await company()
    const { id } = await person(customer, {}, { since: '2024-03-01' })
    const leave = (until: string) => admin.post(`/v1/contacts/${id}/affiliations/${customer.id}/leave`, { until })
    expect((await leave('2024-02-01')).body.errors).toMatchObject([{ pointer: '/until', code: 'affiliation.ends_before_it_began' }])
    expect((await leave('2999-01-01')).body.errors).toMatchObject([{ pointer: '/until', code: 'affiliation.ends_in_future' }])
    done(await leave('2025-10-31'))
    expect(done(await leave('2025-10-31')).version, 'the same day, named again').toBe(2)
    expect(await leave('2025-10-30')).toMatchObject({ status: 404, body: { code: 'affiliation.not_found' } })
    expect(await allPages(admin, at(customer.id, '/contacts'))).toEqual([])
    expect(await allPages(admin, at(customer.id, '/contacts?left=true'))).toMatchObject([{ contactId: id, until: '2025-10-31' }])
    done(await admin.post(`/v1/contacts/${id}/affiliations`, { customerId: customer.id, role: 'sales', since: '2026-01-05' }))
    expect(await allPages(admin, at(customer.id, '/contacts'))).toMatchObject([{ contactId: id, role: 'sales' }])
    expect(done(await admin.get(`/v1/contacts/${id}`))['affiliations']).toHaveLength(2)
  })

  it('reports to a colleague, never in a circle and never to a stranger', async () => {
    const [customer, other] = [await company(), await company()]
    const [boss, clerk, stranger] = [await person(customer), await person(customer), await person(other)]
    const under = (who: Told, whom: Told) => admin.patch(`/v1/contacts/${who.id}/affiliations/${customer.id}`, { reportsTo: whom.id })
    done(await under(clerk, boss))
    expect((await under(boss, clerk)).body.errors).toMatchObject([{ pointer: '/reportsTo', code: 'reports_to.cycle' }])
    expect((await under(boss, boss)).body.errors).toMatchObject([{ code: 'reports_to.cycle' }])
    expect((await under(boss, stranger)).body.errors).toMatchObject([{ code: 'reports_to.not_here' }])
    const [one, two] = [await person(customer), await person(customer)]
    const answers = await Promise.all([under(one, two), under(two, one)])
    expect(
      answers.filter(({ status }) => status === 200),
      'of two at the same moment one closes the circle',
    ).toHaveLength(1)
  })

  it('that is archived frees its numbers, and what another took since is named when it comes back', async () => {
    const customer = await company()
    const phone = madeUpPhone()
    const { id } = await person(customer, { phones: [{ number: phone }] })
    expect(
      (await admin.post(at(customer.id, '/contacts'), { name: 'Twin', phones: [{ number: phone }], affiliation: { role: 'it' } })).body,
    ).toMatchObject({
      code: 'claim.taken',
      field: 'phone',
      heldBy: id,
    })
    done(await admin.post(`/v1/contacts/${id}/archive`))
    expect(await admin.patch(`/v1/contacts/${id}`, { channel: 'sms' })).toMatchObject({ status: 409, body: { code: 'contact.archived' } })
    const heir = await person(customer, { phones: [{ number: phone }] })
    expect((await admin.post(`/v1/contacts/${id}/restore`)).body).toMatchObject({ code: 'claim.taken', heldBy: heir.id })
    done(await admin.patch(`/v1/contacts/${heir.id}`, { phones: null }, { 'if-match': '"1"' }))
    expect(done(await admin.post(`/v1/contacts/${id}/restore`))).toMatchObject({ status: 'active' })
  })

  it('is revealed for a purpose, which stands in the timelines of its customers', async () => {
    const customer = await company()
    const phone = madeUpPhone()
    const { id } = await person(customer, { phones: [{ number: phone }] })
    const revealed = await admin.post(`/v1/contacts/${id}/reveal`, { purpose: 'Nobody answers at the gate', classes: ['personal'] })
    expect(revealed.body).toMatchObject({ phones: [{ number: phone }] })
    expect(byPeople(await allPages(admin, at(customer.id, '/timeline')))[0]).toMatchObject({
      type: 'contact.revealed',
      subject: { kind: 'contact', id },
      actor: { id: 'usr_admin' },
      data: { purpose: 'Nobody answers at the gate' },
    })
    expect((await admin.get(at(customer.id, '/timeline'))).text).not.toContain(phone)
  })
})

describe('a relation', () => {
  it('is read from both ends, changed, ended, and may begin anew', async () => {
    const [daughter, mother] = [await company({ shortName: 'Daughter' }), await company({ shortName: 'Mother' })]
    const created = await relate(daughter, mother, { shareBasisPoints: 5100, since: '2021-04-01' })
    expect(created.headers.get('location')).toBe(`/v1/relations/${created.body.id}`)
    const ends = async (of: Told, query = '') => done(await admin.get(at(of.id, `/relations${query}`))).items
    const facts = { id: created.body.id, type: 'parent', shareBasisPoints: 5100, since: '2021-04-01' }
    expect(await ends(daughter)).toEqual([{ ...facts, direction: 'out', other: mother.id, name: 'Mother' }])
    expect(await ends(mother)).toEqual([{ ...facts, direction: 'in', other: daughter.id, name: 'Daughter' }])
    const path = `/v1/relations/${created.body.id}`
    expect(done(await admin.patch(path, { shareBasisPoints: 6000, note: 'Since the merger' }))).toMatchObject({
      shareBasisPoints: 6000,
      version: 2,
    })
    expect((await relate(daughter, mother)).body).toMatchObject({ code: 'claim.taken' })
    expect((await admin.post(`${path}/end`, { until: '2020-01-01' })).body.code).toBe('relation.ends_early')
    expect(done(await admin.post(`${path}/end`, { until: '2025-12-31' }))).toMatchObject({ status: 'ended', until: '2025-12-31' })
    expect((await admin.patch(path, { note: null })).body.code).toBe('relation.ended')
    expect(await ends(mother)).toEqual([])
    expect(await ends(mother, '?show=all')).toMatchObject([{ id: created.body.id, until: '2025-12-31' }])
    expect((await relate(daughter, mother)).status).toBe(201)
    for (const each of [daughter, mother])
      expect(byPeople(await allPages(admin, at(each.id, '/timeline'))).map((event) => event['type'])).toEqual(
        expect.arrayContaining(['relation.related', 'relation.ended']),
      )
  })

  it('never puts a company above itself', async () => {
    const [a, b, c] = [await company(), await company(), await company()]
    done(await relate(a, b))
    done(await relate(b, c))
    expect(await relate(c, a)).toMatchObject({ status: 409, body: { code: 'relation.circle' } })
    expect(await relate(a, a)).toMatchObject({ status: 422, body: { code: 'relation.to_itself' } })
    expect(await relate(a, c, { type: 'nonsense' })).toMatchObject({ status: 422, body: { code: 'relation.type_unknown' } })
    const [x, y] = [await company(), await company()]
    const both = await Promise.all([relate(x, y), relate(y, x)])
    expect(both.map(({ status }) => status).sort(), 'not even when both are told at the same moment').toEqual([201, 409])
  })

  it('adds up to a group, of which everybody counts what they look after and learns that there is more', async () => {
    const mother = await company({ shortName: 'Holding', tier: 'vip', region: 'north' })
    const ours = await company({ tier: 'regular', region: 'east' })
    const theirs = await company({ shortName: 'Hidden', tier: 'vip', region: 'south', country: 'US', taxId: undefined })
    done(await relate(ours, mother))
    done(await relate(theirs, mother))
    const whole = {
      root: mother.id,
      members: 3,
      hidden: 0,
      byCountry: { CN: 2, US: 1 },
      byTier: { vip: 2, regular: 1 },
      depth: 1,
      truncated: false,
    }
    for (const each of [mother, ours, theirs]) expect(done(await admin.get(at(each.id, '/relations')))['group']).toEqual(whole)
    const seen = await east.get(at(ours.id, '/relations'))
    expect(seen.body['group']).toMatchObject({ members: 1, hidden: 2, byCountry: { CN: 1 }, byTier: { regular: 1 } })
    expect(seen.text).not.toMatch(/Holding|Hidden/)
    expect((await east.get(at(mother.id, '/relations'))).body.code).toBe('access.out_of_scope')
  })
})

describe('the relations of a customer', () => {
  it('are shown in part in the overview, which tells that there are more, and listed page by page', async () => {
    const hub = await company()
    const ids: string[] = []
    for (let i = 0; i < 11; i += 1) ids.unshift(done(await relate(hub, await company(), { type: 'payer' })).id)
    const shown = async () => done(await admin.get(at(hub.id, '/overview')))['relations'] as Told & { readonly more: boolean }
    const before = await shown()
    expect([before.items.map(({ id }) => id), before.more]).toEqual([ids.slice(0, 10), true])
    for (const limit of [1, 4, 100]) expect((await allPages(admin, at(hub.id, '/relations'), limit)).map(({ id }) => id)).toEqual(ids)
    done(await admin.post(`/v1/relations/${ids[3]}/end`))
    const after = await shown()
    expect([after.items.map(({ id }) => id), after.more]).toEqual([ids.filter((id) => id !== ids[3]), false])
    expect(await allPages(admin, at(hub.id, '/relations'))).toHaveLength(10)
    expect(await allPages(admin, at(hub.id, '/relations?show=all'), 3)).toHaveLength(11)
  })
})

describe('a note', () => {
  it('that warns can be pinned, and then stands in the overview before anything else', async () => {
    const customer = await company()
    const warning = await note(customer, { type: 'warning' })
    const general = await note(customer, { text: 'Likes to be called early' })
    const path = at(customer.id, '/notes')
    expect(done(await admin.post(`${path}/${warning.id}/pin`))).toMatchObject({ pinned: true, version: 2 })
    expect(await admin.post(`${path}/${general.id}/pin`)).toMatchObject({ status: 409, body: { code: 'note.not_a_warning' } })
    const warnings = async () => (done(await admin.get(at(customer.id, '/overview')))['warnings'] as Told).items.map(({ id }) => id)
    expect(await warnings()).toEqual([warning.id])
    done(await admin.post(`${path}/${warning.id}/unpin`))
    expect(await warnings()).toEqual([])
    expect((await allPages(admin, path)).map(({ id }) => id)).toEqual([general.id, warning.id])
    expect((await allPages(admin, `${path}?type=warning`)).map(({ id }) => id)).toEqual([warning.id])
  })

  it('is reworded by its writer alone, is not taken back by a colleague, and keeps its place in the timeline', async () => {
    const customer = await company({ region: 'east' })
    const mine = await note(customer, {}, east)
    const path = at(customer.id, `/notes/${mine.id}`)
    expect(await admin.patch(path, { text: 'Changed' })).toMatchObject({
      status: 403,
      body: { code: 'note.not_yours', writtenBy: 'usr_east' },
    })
    const reworded = await east.patch(path, { text: '周末与节假日不收货', why: 'Asked again' }, { 'if-match': '"1"' })
    expect(reworded.headers.get('etag')).toBe('"2"')
    const colleague = await signIn(deployment, { role: 'agent', sub: 'usr_desk' })
    expect((await colleague.post(`${path}/withdraw`)).body.code).toBe('note.not_yours')
    done(await east.post(`${path}/withdraw`))
    expect(await east.patch(path, { text: 'Too late' })).toMatchObject({ status: 409, body: { code: 'note.withdrawn' } })
    expect(await allPages(east, at(customer.id, '/notes'))).toEqual([])
    expect(done(await east.get(path))).toMatchObject({ text: '周末与节假日不收货', withdrawn: { by: 'usr_east' } })
    const told = byPeople(await allPages(east, at(customer.id, '/timeline'))).filter((event) => event['type'] !== 'customer.registered')
    expect(told.map((event) => [event['type'], event['why']])).toEqual([
      ['note.withdrawn', undefined],
      ['note.rewritten', 'Asked again'],
      ['note.written', undefined],
    ])
  })

  it('is read page by page, the newest first, nothing twice', async () => {
    const customer = await company()
    const ids: string[] = []
    for (let i = 0; i < 7; i += 1) ids.unshift((await note(customer, { text: `Note ${i}` })).id)
    for (const limit of [1, 3, 100]) expect((await allPages(admin, at(customer.id, '/notes'), limit)).map(({ id }) => id)).toEqual(ids)
    const other = await company()
    expect((await admin.get(at(other.id, `/notes/${ids[0]}`))).body.code, 'a note belongs to its customer').toBe('note.not_found')
  })
})
