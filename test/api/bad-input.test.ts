import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Caller, callerWith, done, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany } from '../support/made-up.ts'

let deployment: TestDeployment
let admin: Caller
let customer: string

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  customer = `/v1/customers/${done(await admin.post('/v1/customers', madeUpCompany())).id}`
  for (let i = 0; i < 3; i += 1) done(await admin.post('/v1/customers', madeUpCompany({ tier: 'vip' })))
})
afterAll(() => deployment?.remove())

const json = { 'content-type': 'application/json' }
const postRaw = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = json) =>
  admin.send('POST', '/v1/customers', { headers, body })
const company = (legalName: string) => ({ kind: 'company', legalName })

/** A refusal of ours, in the one form that they all have. */
const expectProblem = (answer: Answer, status: number, code: string) => {
  expect(answer, answer.text).toMatchObject({ status, body: { status, code, type: `urn:lading:problem:${code}` } })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('content-language')).toBe('en')
  expect(answer.body['traceId']).toMatch(/./)
  expect(answer.body['title']).toMatch(/./)
}
const expectFault = (answer: Answer, pointer: string, code: string) => {
  expectProblem(answer, 422, 'request.invalid')
  expect(answer.body.errors).toContainEqual({ pointer, code, message: expect.stringMatching(/./) })
}

describe('a body', () => {
  it.each(['{', '{"kind":"company",}', "{'kind':'company'}", '{"legalName":"a\nb"}', 'NaN', '\u0000', '{}{}', '[1,2'])(
    'that is no JSON is malformed: %j',
    async (body) => expectProblem(await postRaw(body), 400, 'request.malformed'),
  )

  it('of broken UTF-8 is malformed, and nothing of it is kept', async () => {
    const body = Buffer.concat([Buffer.from('{"kind":"company","legalName":"Damaged '), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from('"}')])
    expectProblem(await postRaw(body), 400, 'request.malformed')
  })

  it.each([[[]], [[madeUpCompany()]], ['text'], [7], [true], [null]])('that is no object is invalid: %j', async (body) =>
    expectProblem(await admin.post('/v1/customers', body), 422, 'request.invalid'),
  )

  it('that is missing is invalid', async () => expectProblem(await admin.post('/v1/customers'), 422, 'request.invalid'))

  it('over 256 KB is too large, whatever is in it', async () => {
    expectProblem(await postRaw(JSON.stringify(company('x'.repeat(300 * 1024)))), 413, 'request.too_large')
    expectProblem(await postRaw('{'.repeat(300 * 1024)), 413, 'request.too_large')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/json', 'application/jsonp', ''])(
    'of the type %j is of the wrong one',
    async (type) =>
      expectProblem(await postRaw(Buffer.from(JSON.stringify(madeUpCompany())), { 'content-type': type }), 415, 'request.media_type'),
  )

  it('in JSON by any of its types is read', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/vnd.lading+json'])
      expect((await postRaw(JSON.stringify(madeUpCompany()), { 'content-type': type })).status).toBe(201)
  })

  it('nested deeper than anything is refused like any other, under an Idempotency-Key too', async () => {
    const deep = `{"kind":"company","legalName":"x","sites":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expectFault(await postRaw(deep), '/sites/0', 'invalid_type')
    expectFault(await postRaw(deep, { ...json, 'idempotency-key': 'deep' }), '/sites/0', 'invalid_type')
    expect((await postRaw(`{"why":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).status).toBe(422)
  })

  it('with thousands of faults is answered with the first of them', async () => {
    const phones = await postRaw(`{"kind":"company","legalName":"x","phones":[${Array(100_000).fill('1').join(',')}]}`)
    expectFault(phones, '/phones', 'too_big')
    const members = await postRaw(`{"kind":"company",${Array.from({ length: 20_000 }, (_, i) => `"m${i}":1`).join(',')}}`)
    expectFault(members, '/m0', 'unknown_member')
    expect(members.body.errors).toHaveLength(100)
  })
})

describe('a member', () => {
  it.each(['nickname', 'id', 'version', 'archived', 'status', 'constructor', 'toString', 'a/b~c'])(
    'that is not there is refused: %s',
    async (name) => {
      const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
      expectFault(await admin.post('/v1/customers', madeUpCompany({ [name]: 'x' })), pointer, 'unknown_member')
      expectFault(await admin.patch(customer, { [name]: 'x' }), pointer, 'unknown_member')
    },
  )

  it('called __proto__ is refused, and makes nobody richer', async () => {
    expectFault(await postRaw('{"kind":"company","legalName":"x","__proto__":{"tier":"vip"}}'), '/__proto__', 'unknown_member')
    const patched = await admin.send('PATCH', customer, { headers: json, body: '{"__proto__":{"tier":"vip"},"why":"x"}' })
    expectFault(patched, '/__proto__', 'unknown_member')
    expect((await admin.get(customer)).body['tier']).toBe('potential')
  })

  it.each([
    [{ legalName: 7 }, '/legalName', 'invalid_type'],
    [{ legalName: ['x'] }, '/legalName', 'invalid_type'],
    [{ legalName: 'x'.repeat(10_000) }, '/legalName', 'text.too_long'],
    [{ legalName: '客'.repeat(201) }, '/legalName', 'text.too_long'],
    [{ legalName: '' }, '/legalName', 'text.empty'],
    [{ legalName: ' \u200b\u3000' }, '/legalName', 'text.empty'],
    [{ legalName: 'Ship\u0000per' }, '/legalName', 'text.control_character'],
    [{ legalName: 'Ship\u001b[31mper' }, '/legalName', 'text.control_character'],
    [{ legalName: 'evil\u202Egnp.exe' }, '/legalName', 'text.bidi_override'],
    [{ legalName: '\ud800' }, '/legalName', 'text.malformed_unicode'],
    [{ shortName: 'x\udfff' }, '/shortName', 'text.malformed_unicode'],
    [{ tier: '\ud800' }, '/tier', 'invalid_format'],
    [{ taxId: 91310115 }, '/taxId', 'invalid_type'],
    [{ phones: [{ number: '13800138000' }] }, '/phones/0/number', 'phone.invalid'],
    [{ phones: [{ number: '+8613800138000\ud800' }] }, '/phones/0/number', 'phone.invalid'],
    [{ emails: [{ address: 'nobody' }] }, '/emails/0/address', 'email.invalid'],
    [{ emails: [{ address: 'a\ud800@example.com' }] }, '/emails/0/address', 'email.invalid'],
    [{ country: 'XX' }, '/country', 'country.unknown'],
    [{ cooperatingSince: '2026-02-30' }, '/cooperatingSince', 'invalid_format'],
    [{ owner: 'usr 1' }, '/owner', 'invalid_format'],
    [{ why: 'x'.repeat(301) }, '/why', 'text.too_long'],
    [{ why: null }, '/why', 'invalid_type'],
  ])('of a wrong kind is named: %j', async (facts, pointer, code) => {
    expectFault(await admin.post('/v1/customers', madeUpCompany(facts)), pointer, code)
    if (!('why' in facts)) expectFault(await admin.patch(customer, facts), pointer, code)
  })

  it('is never echoed in a refusal, whatever was sent, and nothing sent brings us down', async () => {
    const planted = 'Planted-13800138000-Value'
    const value = fc.oneof(
      fc.constant(planted),
      fc.jsonValue({ maxDepth: 2 }),
      fc.array(fc.record({ number: fc.constant(planted), address: fc.constant(planted), code: fc.string(), key: fc.string() }), {
        maxLength: 3,
      }),
    )
    const names = ['kind', 'legalName', 'name', 'taxId', 'phones', 'emails', 'sites', 'birthDate', 'tier', 'owner', 'departments', 'why']
    const body = fc.oneof(
      { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...names), value) },
      { weight: 1, arbitrary: fc.jsonValue() },
    )
    const harmless = ({ status, text }: Answer) => {
      expect(status, text).toBeLessThan(500)
      if (status >= 400) expect(text).not.toContain(planted)
    }
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        harmless(await admin.post('/v1/customers', sent))
        harmless(await admin.post('/v1/customers', typeof sent === 'object' ? { ...madeUpCompany(), ...sent } : sent))
        harmless(await admin.patch(customer, sent))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a place', () => {
  it.each([
    ['GET', '/v1/nowhere'],
    ['GET', '/'],
    ['DELETE', '/v1/customers'],
    ['PUT', '/v1/customers'],
    ['OPTIONS', '/v1/customers'],
    ['GET', '/v1/../v1/customers/%2e%2e/%2e%2e'],
  ])('that is no operation is not found, whoever asks: %s %s', async (method, path) => {
    for (const caller of [admin, callerWith(deployment.api, undefined), callerWith(deployment.api, 'nonsense')])
      expectProblem(await caller.send(method, path), 404, 'route.not_found')
  })

  it('that is no operation is not found in the language of the caller, from a page of the firm too', async () => {
    const headers = { 'accept-language': 'zh', origin: 'http://localhost:5173' }
    const answer = await callerWith(deployment.api, undefined).get('/v1/nowhere', headers)
    expect(answer).toMatchObject({ status: 404, body: { title: '没有此接口' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
  })

  /** A HEAD has no body to say it in, an empty id is an id, and a path that is not well-formed fits no route at all. */
  it.each([
    ['GET', '/v1/customers/'],
    ['HEAD', '/v1/customers'],
    ['GET', '/v1/customers/%E0%A4%A'],
  ])('that cannot be is not found: %s %s', async (method, path) => expect((await admin.send(method, path)).status).toBe(404))

  it.each(['cus_0', 'constructor', '%00', '..%2F..', 'CUSTOMER%23x', '客户', 'x'.repeat(3000), "' OR 1=1 --"])(
    'with an id that nobody has is not found: %s',
    async (id) => {
      for (const rest of ['', '/overview', '/timeline', '/contacts', '/notes', '/relations', '/notes/x'])
        expectProblem(await admin.get(`/v1/customers/${id}${rest}`), 404, 'customer.not_found')
      expectProblem(await admin.patch(`/v1/customers/${id}`, { tier: 'vip' }), 404, 'customer.not_found')
      expectProblem(await admin.get(`/v1/contacts/${id}`), 404, 'contact.not_found')
      expectProblem(await admin.get(`/v1/relations/${id}`), 404, 'relation.not_found')
      expectProblem(await admin.get(`/v1/lists/${id}`), 404, 'list.unknown')
    },
  )

  it('is asked about by the pages of the firm, and of nobody else', async () => {
    const preflight = (origin: string) =>
      admin.send('OPTIONS', '/v1/customers', { headers: { origin, 'access-control-request-method': 'PATCH' } })
    const ours = await preflight('http://localhost:5173')
    expect(ours).toMatchObject({ status: 204 })
    expect(ours.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect(ours.headers.get('access-control-allow-headers')).toContain('if-match')
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a question', () => {
  it.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=1.5',
    'limit=many',
    'limit=',
    'limit=1&limit=2',
    'limit=1e99',
    'page=2',
    `q=${'x'.repeat(201)}`,
    'q=%00',
    'status=gone',
    'tier=VIP!',
    `cursor=${'x'.repeat(5000)}`,
  ])('that makes no sense is invalid: %s', async (query) =>
    expectProblem(await admin.get(`/v1/customers?${query}`), 422, 'request.invalid'),
  )

  it('goes on with its own cursor only', async () => {
    const next = async (path: string, by = admin) => String(done(await by.get(path)).next)
    const cursor = await next('/v1/customers?limit=1')
    const on = (path: string, given: string, by = admin) =>
      by.get(`${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(given)}`)
    done(await on('/v1/customers?limit=1', cursor))
    const other = await signIn(deployment, { role: 'admin', sub: 'usr_other' })
    done(await admin.patch(customer, { mainBusiness: 'Sea freight' }))
    const timeline = await next(`${customer}/timeline?limit=1`)
    const refused = [
      on('/v1/customers?tier=vip', cursor),
      on('/v1/customers?q=a', cursor),
      on('/v1/customers?status=archived', cursor),
      on('/v1/customers/thin', cursor),
      on(`${customer}/timeline`, cursor),
      on('/v1/customers', timeline),
      on('/v1/customers', cursor, other),
      on('/v1/customers', `${cursor}A`),
      on('/v1/customers', cursor.slice(1)),
      on(
        '/v1/customers',
        cursor.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      ),
      on('/v1/customers', `${Buffer.from('{"pk":"CUSTOMER#x"}').toString('base64url')}.${cursor.split('.')[1]}`),
      on('/v1/customers', 'null'),
      on('/v1/customers', ''),
    ]
    for (const [i, answer] of (await Promise.all(refused)).entries()) expect([i, answer.body.code]).toEqual([i, 'request.cursor_invalid'])
  })
})

describe('a header', () => {
  it.each(['1', 'W/"1"', '"one"', '""', '"1", "2"', '"-1"', '"9999999999999999"'])('If-Match of %s is malformed', async (value) =>
    expectProblem(await admin.patch(customer, { tier: 'regular' }, { 'if-match': value }), 400, 'request.precondition_malformed'),
  )

  it.each(['', 'two words', 'x'.repeat(256)])('Idempotency-Key of %j is invalid', async (value) =>
    expectProblem(await admin.post('/v1/customers', madeUpCompany(), { 'idempotency-key': value }), 400, 'idempotency.key_invalid'),
  )

  it('Accept-Language chooses the words and never the codes', async () => {
    const inLanguage = (language: string) =>
      admin.post('/v1/customers', { kind: 'company', legalName: '' }, { 'accept-language': language })
    const [en, zh, both] = await Promise.all([inLanguage('en'), inLanguage('zh-CN,zh;q=0.9'), inLanguage('fr, zh-Hans;q=0.8, en;q=0.4')])
    expect(en.headers.get('content-language')).toBe('en')
    expect(en.body).toMatchObject({
      title: 'Some members are not as they must be',
      errors: [{ message: 'There must be something to read' }],
    })
    for (const answer of [zh, both]) {
      expect(answer.headers.get('content-language')).toBe('zh-CN')
      expect(answer.body).toMatchObject({ code: en.body.code, title: '部分字段不符合要求', detail: '/legalName: 不能为空' })
      expect(answer.body.errors).toMatchObject(en.body.errors.map(({ pointer, code }) => ({ pointer, code })))
    }
  })
})
