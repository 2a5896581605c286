import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, byPeople, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail, madeUpPhone, madeUpTaxId } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let sales: Caller

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  sales = await signIn(deployment, { role: 'sales', sub: 'usr_sales', scope: 'own' })
})
afterAll(() => deployment?.remove())

const at = (id: string, rest = '') => `/v1/customers/${id}${rest}`
const register = async (facts: Readonly<Record<string, unknown>> = {}, by = admin) =>
  done(await by.post('/v1/customers', madeUpCompany(facts)))

describe('a customer', () => {
  it('is registered as a company, answered with its place and its version, and read again', async () => {
    const draft = madeUpCompany({ shortName: '顺达货代' })
    const created = await sales.post('/v1/customers', draft)
    expect(created.status).toBe(201)
    expect(created.headers.get('location')).toBe(at(created.body.id))
    expect(created.headers.get('etag')).toBe('"1"')
    expect(created.body).toMatchObject({ owner: 'usr_sales', status: 'active', version: 1, tier: 'potential', stage: 'prospect' })
    const read = await sales.get(at(created.body.id))
    expect(read.headers.get('etag')).toBe('"1"')
    expect(read.body).toMatchObject({ legalName: draft.legalName, phones: draft.phones, emails: draft.emails })
    expect(read.text, 'sales does not see money matters').not.toContain(draft.taxId)
  })

  it('may be an individual', async () => {
    const draft = { kind: 'individual', name: '李娜', gender: 'female', birthDate: '1990-02-28', taxId: '11010519491231002X' }
    const { id } = done(await admin.post('/v1/customers', draft))
    expect(done(await admin.get(at(id)))).toMatchObject(draft)
  })

  it('tells for how long we have worked together', async () => {
    const { id } = await register({ cooperatingSince: '2020-01-15' })
    expect(done(await admin.get(at(id)))['tenureMonths']).toBeGreaterThanOrEqual(82)
    expect(done(await admin.patch(at(id), { cooperatingSince: null }))).not.toHaveProperty('tenureMonths')
  })

  it('is refused with every rule that it breaks, and taken with a warning where a rule only warns', async () => {
    const broken = await admin.post('/v1/customers', madeUpCompany({ taxId: '91310115MA1K3YQX1D', tier: 'platinum' }))
    expect(broken).toMatchObject({ status: 422, body: { code: 'customer.rules_broken' } })
    expect(broken.body.errors).toEqual([
      { pointer: '/taxId', code: 'tax_id.check_digit', message: expect.any(String) },
      { pointer: '/tier', code: 'list.tier_unknown', message: expect.any(String) },
    ])
    const doubtful = await register({ phones: [{ number: '+4930901820' }] })
    expect(doubtful['warnings']).toEqual([{ code: 'phone.other_country', pointer: '/phones/0/number' }])
  })
})

describe('a change', () => {
  it('is a merge patch: what it names is replaced, null removes it, the rest stays', async () => {
    const before = await register({ mainBusiness: 'Sea freight', industry: 'logistics' })
    const after = await admin.patch(at(before.id), { mainBusiness: null, tier: 'vip' }, { 'content-type': 'application/merge-patch+json' })
    expect(after.headers.get('etag')).toBe('"2"')
    expect(after.body).toMatchObject({ tier: 'vip', industry: 'logistics', version: 2 })
    expect(after.body).not.toHaveProperty('mainBusiness')
  })

  it('of nothing changes nothing, not even the version', async () => {
    const { id } = await register({ tier: 'regular' })
    expect(done(await admin.patch(at(id), { tier: 'regular' })).version).toBe(1)
  })

  it('on a version that has moved on is refused with the current one', async () => {
    const { id } = await register()
    done(await admin.patch(at(id), { tier: 'regular' }, { 'if-match': '"1"' }))
    const late = await admin.patch(at(id), { tier: 'vip' }, { 'if-match': '"1"' })
    expect(late).toMatchObject({ status: 412, body: { code: 'version.conflict', current: 2 } })
    expect(done(await admin.get(at(id)))).toMatchObject({ tier: 'regular', version: 2 })
  })

  it('cannot take away what every customer has', async () => {
    const { id } = await register()
    const refused = await admin.patch(at(id), { legalName: null })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/legalName' }] } })
    expect((await admin.patch(at(id), { kind: 'individual' })).status).toBe(422)
  })
})

describe('a list', () => {
  it.each(['owner', 'team', 'region', 'tier', 'industry', 'stage'])('can be narrowed by %s', async (by) => {
    const values = { owner: 'usr_zhou', team: 'key_accounts', region: 'europe', tier: 'vip', industry: 'solar', stage: 'won_back' }
    const { id } = await register(values)
    await register()
    const value = values[by as keyof typeof values]
    const found = await allPages(admin, `/v1/customers?${by}=${value}`)
    expect(found.map((item) => item.id)).toContain(id)
    expect(new Set(found.map((item) => item[by]))).toEqual(new Set([value]))
  })

  it('can be narrowed by several at once, the beginning of the name in any case and width included', async () => {
    const { id } = await register({ shortName: 'ＡＣＭＥ Cargo 上海', tier: 'vip', region: 'oceania' })
    await register({ shortName: 'Acme Cargo 北京', tier: 'regular', region: 'oceania' })
    await register({ shortName: 'Acme Cargo 广州', tier: 'vip', region: 'africa' })
    const found = await allPages(admin, `/v1/customers?tier=vip&region=oceania&q=${encodeURIComponent('aCmE ｃａｒｇｏ')}`)
    expect(found.map((item) => item.id)).toEqual([id])
    expect(await allPages(admin, '/v1/customers?q=cme')).toEqual([])
  })

  it('is read page by page to its end, in the order of names, nobody twice and nobody left out', async () => {
    const ids: Told[] = []
    for (let i = 0; i < 11; i += 1) ids.push(await register({ shortName: `Paging ${i % 5}`, team: 'sales_overseas' }))
    for (const limit of [2, 11, 100]) {
      const found = await allPages(admin, '/v1/customers?team=sales_overseas&q=paging', limit)
      expect(found.map((item) => item.id).sort()).toEqual(ids.map(({ id }) => id).sort())
      expect(found.map((item) => item['name'])).toEqual(found.map((item) => item['name']).sort())
    }
  })

  it('tells who lacks what we ought to know of them, once the job has worked it out', async () => {
    const { id } = await register({ shortName: 'Thin file', tier: 'vip', phones: [] })
    await eventually(async () => (await allPages(admin, '/v1/customers/thin')).find((item) => item.id === id)).toMatchObject({
      tier: 'vip',
      missing: expect.arrayContaining(['phones', 'contacts', 'sites']),
    })
  })
})

describe('what belongs to one customer only', () => {
  it('finds its holder however it is written', async () => {
    const [taxId, phone, email] = [madeUpTaxId(), madeUpPhone(), 'Orders.Desk@Lookup.example']
    const { id } = await register({ taxId, phones: [{ number: phone }], emails: [{ address: email }] })
    const wide = taxId.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    const questions = [
      { taxId },
      { taxId: ` ${taxId.slice(0, 8)}-${taxId.slice(8).toLowerCase()} ` },
      { taxId: wide },
      { email: 'orders.desk@LOOKUP.example' },
      { phone },
    ]
    for (const question of questions) expect(done(await admin.post('/v1/customers/lookup', question)).id, JSON.stringify(question)).toBe(id)
    expect(await admin.post('/v1/customers/lookup', { email: 'nobody@lookup.example' })).toMatchObject({ status: 404 })
    expect((await sales.post('/v1/customers/lookup', { taxId })).status, 'who does not reach it does not find it').toBe(404)
  })

  it('is refused to another, with the holder named to those who reach it', async () => {
    const taxId = madeUpTaxId()
    const { id } = await register({ taxId })
    expect(await admin.post('/v1/customers', madeUpCompany({ taxId }))).toMatchObject({
      status: 409,
      body: { code: 'claim.taken', field: 'taxId', heldBy: id },
    })
    const stranger = await sales.post('/v1/customers', madeUpCompany({ taxId }))
    expect(stranger).toMatchObject({ status: 409, body: { code: 'claim.taken', field: 'taxId' } })
    expect(stranger.text).not.toContain(id)
  })

  it('is free once its holder is archived, and stands in the way of bringing it back', async () => {
    const draft = madeUpCompany()
    const { id } = done(await admin.post('/v1/customers', draft))
    expect(done(await admin.post(at(id, '/archive')))).toMatchObject({ status: 'archived', version: 2 })
    expect(await admin.patch(at(id), { tier: 'vip' })).toMatchObject({ status: 409, body: { code: 'customer.archived' } })
    expect((await admin.post('/v1/customers/lookup', { taxId: draft.taxId })).status).toBe(404)
    const heir = await register({ taxId: draft.taxId })
    const refused = await admin.post(at(id, '/restore'))
    expect(refused).toMatchObject({ status: 409, body: { code: 'claim.taken', field: 'taxId', heldBy: heir.id } })
    done(await admin.patch(at(heir.id), { taxId: null }))
    expect(done(await admin.post(at(id, '/restore')))).toMatchObject({ status: 'active', version: 3 })
    expect(done(await admin.post('/v1/customers/lookup', { taxId: draft.taxId })).id).toBe(id)
  })

  it('hides who took it from one who may bring the old holder back and does not reach the new one', async () => {
    const manager = await signIn(deployment, { role: 'sales_manager', sub: 'usr_manager', scope: 'region:north' })
    const taxId = madeUpTaxId()
    const old = await register({ taxId, region: 'north' })
    done(await manager.post(at(old.id, '/archive')))
    const heir = await register({ taxId, region: 'south' })
    const refused = await manager.post(at(old.id, '/restore'))
    expect(refused).toMatchObject({ status: 409, body: { code: 'claim.taken', field: 'taxId' } })
    expect(refused.text).not.toContain(heir.id)
  })

  it('leaves the active list with its holder, and stands in that of the archived', async () => {
    const { id } = await register({ industry: 'aerospace' })
    done(await admin.post(at(id, '/archive')))
    const ids = async (status: string) =>
      (await allPages(admin, `/v1/customers?industry=aerospace&status=${status}`)).map((item) => item.id)
    expect(await ids('active')).not.toContain(id)
    expect(await ids('archived')).toContain(id)
  })
})

describe('what was done to a customer', () => {
  it('stands in its timeline: who, what, when and why, of its people and its notes too', async () => {
    const { id } = await register()
    done(await admin.patch(at(id), { tier: 'vip', why: '年度评审' }))
    const contact = done(await admin.post(at(id, '/contacts'), { name: '王芳', affiliation: { role: 'logistics' } }))
    const note = done(await admin.post(at(id, '/notes'), { type: 'warning', text: '周末不收货' }))
    const events = byPeople(await allPages(admin, at(id, '/timeline'), 2))
    expect(events.map((event) => event['type'])).toEqual(['note.written', 'contact.registered', 'customer.changed', 'customer.registered'])
    expect(events.map((event) => event['subject'])).toEqual([
      { kind: 'note', id: note.id },
      { kind: 'contact', id: contact.id },
      { kind: 'customer', id },
      { kind: 'customer', id },
    ])
    expect(events[2]).toMatchObject({
      why: '年度评审',
      actor: { id: 'usr_admin', roles: ['admin'] },
      version: 2,
      data: { from: { tier: 'potential' }, to: { tier: 'vip' } },
      at: expect.stringMatching(/^2\d{3}-.*Z$/),
    })
  })

  it('shows sensitive values in the timeline as masks only', async () => {
    const draft = madeUpCompany({ cooperatingSince: '2024-02-02' })
    const { id } = done(await admin.post('/v1/customers', draft))
    const { text } = await admin.get(at(id, '/timeline'))
    for (const value of [draft.taxId, draft.phones[0]?.number, draft.emails[0]?.address]) expect(text).not.toContain(value)
  })

  it('to read what a role does not show, one says what for, and it is kept who did', async () => {
    const draft = madeUpCompany({ emails: [{ address: madeUpEmail() }] })
    const { id } = done(await sales.post('/v1/customers', draft))
    const revealed = await sales.post(at(id, '/reveal'), { purpose: 'Invoice 2026-118 came back', classes: ['financial'] })
    expect(revealed).toMatchObject({ status: 200, body: { taxId: draft.taxId, version: 1 } })
    expect(await sales.post(at(id, '/reveal'), { purpose: 'just so', classes: ['secret'] })).toMatchObject({
      status: 403,
      body: { code: 'access.class_denied', classes: ['secret'] },
    })
    expect((await sales.post(at(id, '/reveal'), { purpose: ' ', classes: ['financial'] })).status).toBe(422)
    expect(byPeople(await allPages(admin, at(id, '/timeline')))[0]).toMatchObject({
      type: 'customer.revealed',
      actor: { id: 'usr_sales' },
      data: { purpose: 'Invoice 2026-118 came back', classes: ['financial'] },
    })
  })
})

describe('the overview', () => {
  it('shows a customer in one call, each block with how fresh it is', async () => {
    const { id } = await register({ tier: 'vip' })
    const other = await register()
    done(await admin.post(at(id, '/contacts'), { name: '王芳', affiliation: { role: 'logistics' } }))
    done(await admin.post(at(id, '/notes'), { text: 'Likes to be called early' }))
    done(await admin.post(at(id, '/relations'), { to: other.id, type: 'payer' }))
    await eventually(async () => done(await admin.get(at(id, '/overview')))['completeness']).toMatchObject({ source: 'derived' })
    const overview = done(await admin.get(at(id, '/overview')))
    const live = { source: 'live', asOf: expect.stringMatching(/Z$/) }
    expect(overview).toMatchObject({
      profile: { ...live, customer: { id, tier: 'vip' } },
      contacts: { ...live, more: false, items: [{ name: '王芳', role: 'logistics' }] },
      relations: { ...live, items: [{ type: 'payer', direction: 'out', other: other.id, name: other['legalName'] }] },
      notes: { ...live, items: [{ text: 'Likes to be called early' }] },
      warnings: { ...live, items: [] },
      timeline: { ...live, items: expect.any(Array) },
      completeness: { asOf: expect.any(String), score: expect.any(Number), missing: expect.arrayContaining(['sites']) },
    })
  })

  it('counts a contact as known soon after it was registered', async () => {
    const { id } = await register({ tier: 'vip' })
    done(await admin.post(at(id, '/contacts'), { name: '赵磊', affiliation: { role: 'purchasing' } }))
    const missing = async () => (done(await admin.get(at(id, '/overview')))['completeness'] as { missing?: string[] } | undefined)?.missing
    await eventually(missing).toEqual(expect.not.arrayContaining(['contacts']))
  })
})

describe('a coded list', () => {
  it('takes a new value that can be used at once', async () => {
    const value = { code: 'wine', labels: { 'zh-CN': '酒类', en: 'Wine and spirits' } }
    expect((await admin.post('/v1/customers', madeUpCompany({ industry: 'wine' }))).status).toBe(422)
    done(await admin.post('/v1/lists/industry/values', value))
    expect((await register({ industry: 'wine' }))['industry']).toBe('wine')
    const list = done(await admin.get('/v1/lists/industry'))
    expect(list['values']).toContainEqual({ ...value, active: true })
  })

  it('keeps a retired value on old records and gives it to no new one', async () => {
    done(await admin.post('/v1/lists/industry/values', { code: 'fax_machines', labels: { en: 'Fax machines' } }))
    const { id } = await register({ industry: 'fax_machines' })
    done(await admin.post('/v1/lists/industry/values/fax_machines/retire'))
    const refused = await admin.post('/v1/customers', madeUpCompany({ industry: 'fax_machines' }))
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/industry', code: 'list.industry_unknown' }] } })
    expect(done(await admin.patch(at(id), { tier: 'vip' }))).toMatchObject({ industry: 'fax_machines', tier: 'vip' })
    done(await admin.post('/v1/lists/industry/values/fax_machines/revive'))
    await register({ industry: 'fax_machines' })
  })

  it('does not let go of a value that rules name', async () => {
    expect(await admin.post('/v1/lists/tier/values/vip/retire')).toMatchObject({ status: 409, body: { code: 'list.value_needed' } })
    expect((await admin.get('/v1/lists/nothing')).status).toBe(404)
  })
})
