import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, allPages, type Caller, done, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpPhone, madeUpTaxId } from '../support/made-up.ts'

let deployment: TestDeployment
let ann: Caller
let ben: Caller

beforeAll(async () => {
  deployment = await deploy()
  ann = await signIn(deployment, { role: 'admin', sub: 'usr_ann' })
  ben = await signIn(deployment, { role: 'admin', sub: 'usr_ben' })
})
afterAll(() => deployment?.remove())

const at = (id: string, rest = '') => `/v1/customers/${id}${rest}`
const register = async (facts: Readonly<Record<string, unknown>> = {}) => done(await ann.post('/v1/customers', madeUpCompany(facts)))
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort()
const times = <Value>(count: number, make: (i: number) => Promise<Value>) => Promise.all(Array.from({ length: count }, (_, i) => make(i)))

describe('two writers on one record', () => {
  it('that both name the version they saw: exactly one wins, the other learns the current one', async () => {
    const { id } = await register()
    for (let version = 1; version <= 8; version += 1) {
      const seen = { 'if-match': `"${version}"` }
      const answers = await Promise.all([ann, ben].map((by, i) => by.patch(at(id), { mainBusiness: `Line ${version}.${i}` }, seen)))
      expect(statuses(answers)).toEqual([200, 412])
      expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({ code: 'version.conflict', current: version + 1 })
      const won = answers.find(({ status }) => status === 200)?.body
      expect(done(await ann.get(at(id)))['mainBusiness']).toBe(won?.['mainBusiness'])
    }
  })

  it('that name none: both changes land', async () => {
    const { id } = await register()
    for (let round = 0; round < 8; round += 1) {
      const [tier, shortName] = [round % 2 ? 'vip' : 'regular', `Round ${round}`]
      const answers = await Promise.all([ann.patch(at(id), { tier }), ben.patch(at(id), { shortName })])
      expect(statuses(answers)).toEqual([200, 200])
      expect(done(await ann.get(at(id)))).toMatchObject({ tier, shortName })
    }
  })

  it('and twenty at once: whoever is told that it is done has it done, whoever is not may try again', async () => {
    const { id } = await register()
    const members = ['tier', 'stage', 'mainBusiness', 'shortName', 'region', 'industry', 'scale', 'team', 'language', 'cooperatingSince']
    const value = (member: string) =>
      ({ tier: 'vip', stage: 'active', region: 'europe', industry: 'solar', scale: 'large', team: 'finance', language: 'en' })[member] ??
      (member === 'cooperatingSince' ? '2020-02-02' : `The ${member}`)
    const persistently = async (member: string, by: Caller): Promise<void> => {
      const answer = await by.patch(at(id), { [member]: value(member) })
      if (answer.status !== 409) return void done(answer)
      expect(answer.body.code).toBe('version.contended')
      expect(answer.headers.get('retry-after')).toBe('1')
      return persistently(member, by)
    }
    await Promise.all(members.flatMap((member) => [persistently(member, ann), persistently(member, ben)]))
    expect(done(await ann.get(at(id)))).toMatchObject({
      ...Object.fromEntries(members.map((member) => [member, value(member)])),
      version: members.length + 1,
    })
    const changes = (await allPages(ann, at(id, '/timeline'))).filter((event) => event['type'] === 'customer.changed')
    expect(changes.map((event) => event.version)).toEqual(members.map((_, i) => members.length + 1 - i))
  })
})

describe('two customers that claim one value at the same moment', () => {
  it('exactly one gets the tax id, every time, and the other is told who has it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const taxId = madeUpTaxId()
      const answers = await Promise.all([ann, ben].map((by) => by.post('/v1/customers', madeUpCompany({ taxId }))))
      expect(statuses(answers)).toEqual([201, 409])
      const won = answers.find(({ status }) => status === 201)?.body.id
      expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'claim.taken', field: 'taxId', heldBy: won })
      expect(done(await ann.post('/v1/customers/lookup', { taxId })).id).toBe(won)
    }
  })

  it('nor does one that had two phones swap them with another and lose any', async () => {
    const [first, second] = [madeUpPhone(), madeUpPhone()]
    const [a, b] = [await register({ phones: [{ number: first }] }), await register({ phones: [{ number: second }] })]
    const answers = await Promise.all([
      ann.patch(at(a.id), { phones: [{ number: second }] }),
      ben.patch(at(b.id), { phones: [{ number: first }] }),
    ])
    expect(statuses(answers)).toEqual([409, 409])
    expect(done(await ann.post('/v1/customers/lookup', { phone: first })).id).toBe(a.id)
    expect(done(await ann.post('/v1/customers/lookup', { phone: second })).id).toBe(b.id)
  })
})

describe('a request that is sent again under its Idempotency-Key', () => {
  const under = (key: string) => ({ 'idempotency-key': key })
  const named = async (name: string) => allPages(ann, `/v1/customers?q=${encodeURIComponent(name)}`)

  it('gets the first answer to the letter, and makes nothing new', async () => {
    const draft = madeUpCompany({ shortName: 'Sent again' })
    const [first, again] = [
      await ann.post('/v1/customers', draft, under('a1')),
      await ann.post('/v1/customers', draft, { ...under('a1'), 'accept-language': 'zh-CN' }),
    ]
    expect(first.status).toBe(201)
    expect(again).toMatchObject({ status: 201, text: first.text })
    for (const name of ['etag', 'location', 'content-type']) expect(again.headers.get(name)).toBe(first.headers.get(name))
    expect(await named('Sent again')).toHaveLength(1)
  })

  it('gets a first refusal again, too', async () => {
    const broken = madeUpCompany({ tier: 'platinum' })
    const [first, again] = [await ann.post('/v1/customers', broken, under('a2')), await ann.post('/v1/customers', broken, under('a2'))]
    expect(again).toMatchObject({ status: 422, text: first.text })
    expect(again.headers.get('content-type')).toBe('application/problem+json')
  })

  it('with another body is refused', async () => {
    done(await ann.post('/v1/customers', madeUpCompany(), under('a3')))
    expect(await ann.post('/v1/customers', madeUpCompany(), under('a3'))).toMatchObject({
      status: 409,
      body: { code: 'idempotency.key_reused' },
    })
  })

  it('by somebody else, or elsewhere, is another request', async () => {
    const { id } = done(await ann.post('/v1/customers', madeUpCompany(), under('a4')))
    expect(done(await ben.post('/v1/customers', madeUpCompany(), under('a4'))).id).not.toBe(id)
    expect(done(await ann.post(at(id, '/notes'), { text: 'Same key, other place' }, under('a4')))['customerId']).toBe(id)
  })

  it('many times at once makes one record', async () => {
    const draft = madeUpCompany({ shortName: 'All at once' })
    const answers = await times(6, () => ann.post('/v1/customers', draft, under('a5')))
    const fine = answers.filter(({ status }) => status === 201)
    expect(new Set(fine.map(({ text }) => text)).size).toBe(1)
    for (const { status, body } of answers) if (status !== 201) expect([status, body.code]).toEqual([409, 'idempotency.in_progress'])
    expect(await named('All at once')).toHaveLength(1)
    expect((await ann.post('/v1/customers', draft, under('a5'))).text).toBe(fine[0]?.text)
  })

  it('reveals anew, since what was revealed is never kept', async () => {
    const draft = madeUpCompany()
    const { id } = done(await ann.post('/v1/customers', draft))
    const reveal = () => ann.post(at(id, '/reveal'), { purpose: 'A dispute', classes: ['financial'] }, under('a6'))
    expect([done(await reveal())['taxId'], done(await reveal())['taxId']]).toEqual([draft.taxId, draft.taxId])
    const events = await allPages(ann, at(id, '/timeline'))
    expect(events.filter((event) => event['type'] === 'customer.revealed')).toHaveLength(2)
  })

  it('keeps sensitive values of its answer as masks', async () => {
    const draft = madeUpCompany()
    const { text } = await ann.post('/v1/customers', draft, under('a7'))
    expect(text).not.toContain(draft.taxId)
    expect(text).not.toContain(draft.phones[0]?.number)
  })
})
