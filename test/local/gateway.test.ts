import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeJwt, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { fixtureAssembly } from './fixture/assembly.ts'
import { echo } from './fixture/client.ts'

let on: TestDeployment
beforeAll(async () => {
  on = await deploy({ assembly: await fixtureAssembly(), env: { SECRET_OF_THE_HOST: 'x' } })
}, 60_000)
afterAll(() => on.remove())

const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

describe('the HTTP API', () => {
  it('hands a function the event that API Gateway makes', async () => {
    const sent = await fetch(`${on.api}/echo/a%20b?x=1&x=2&y=%E4%BD%A0`, { headers: { cookie: 'a=1; b=2', 'X-Two': 'Yes' } })
    const { event } = await echo(sent)
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /echo/{id}',
      rawPath: '/echo/a b',
      rawQueryString: 'x=1&x=2&y=%E4%BD%A0',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-two': 'Yes' },
      queryStringParameters: { x: '1,2', y: '你' },
      pathParameters: { id: 'a b' },
      requestContext: { accountId: '000000000000', stage: '$default', http: { method: 'GET', path: '/echo/a b', sourceIp: '127.0.0.1' } },
      isBase64Encoded: false,
    })
    expect(event.headers).not.toHaveProperty('cookie')
  })

  it('prefers a literal to a parameter and a parameter to the rest', async () => {
    const routeOf = async (path: string, method = 'GET') => (await echo(fetch(on.api + path, { method }))).event.routeKey
    expect(await routeOf('/echo/here')).toBe('GET /echo/here')
    expect(await routeOf('/echo/there')).toBe('GET /echo/{id}')
    expect(await routeOf('/echo/there/too')).toBe('ANY /echo/{proxy+}')
    expect(await routeOf('/echo/here', 'DELETE')).toBe('ANY /echo/{proxy+}')
  })

  it('sends binary bodies in base 64, and text as it is', async () => {
    const send = async (type: string) =>
      (await echo(fetch(`${on.api}/echo/x/y`, { method: 'POST', headers: { 'content-type': type }, body: '你' }))).event
    expect(await send('application/problem+json')).toMatchObject({ body: '你', isBase64Encoded: false })
    expect(await send('image/png')).toMatchObject({ body: Buffer.from('你').toString('base64'), isBase64Encoded: true })
  })

  it('returns status, headers, cookies and body of a structured answer', async () => {
    const answer = await fetch(`${on.api}/things/1`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'tea' })
    expect([answer.status, answer.headers.get('etag'), answer.headers.getSetCookie(), await answer.text()]).toEqual([
      201,
      '"1"',
      ['a=1', 'b=2'],
      'tea',
    ])
  })

  it('answers 404, 413 and 500 in the words of API Gateway', async () => {
    const [missing, broken] = await Promise.all([fetch(`${on.api}/nowhere`), fetch(`${on.api}/echo/%E0%A4%A`)])
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }])
    expect(broken.status).toBe(404)
    const large = await fetch(`${on.api}/things/1`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })
    expect([large.status, await large.json()]).toEqual([413, { message: 'Request Entity Too Large' }])
    const boom = await fetch(`${on.api}/boom`, { method: 'POST' })
    expect([boom.status, await boom.json()]).toEqual([500, { message: 'Internal Server Error' }])
  })

  it('answers 429 beyond the limit of a route, and does not say when to come again', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => fetch(`${on.api}/limited`)))
    const [refused] = answers.filter(({ status }) => status === 429)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 429])
    expect([refused?.headers.get('retry-after'), await refused?.json()]).toEqual([null, { message: 'Too Many Requests' }])
  })

  it('answers 503 while every execution that a function has reserved is busy', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => fetch(`${on.api}/narrow`)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([500, 503, 503])
    expect(await answers.find(({ status }) => status === 503)?.json()).toEqual({ message: 'Service Unavailable' })
  })

  it('answers a preflight itself, and names the allowed origin', async () => {
    const preflight = await fetch(`${on.api}/me`, {
      method: 'OPTIONS',
      headers: { origin: 'http://page.test', 'access-control-request-method': 'GET' },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, 'http://page.test'])
    const foreign = await fetch(`${on.api}/me`, { headers: { origin: 'http://other.test' } })
    expect(foreign.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('the JWT authorizer', () => {
  it('lets a token in and prints its claims as API Gateway does', async () => {
    const token = await on.token({ roles: ['agent', 'sales'], sub: 'usr_7', scope: 'region:east' })
    const { event } = await echo(fetch(`${on.api}/me`, as(token)))
    expect(event.requestContext.authorizer.jwt).toMatchObject({
      claims: {
        username: 'usr_7',
        token_use: 'access',
        'cognito:groups': '[agent sales scope:region:east]',
        exp: expect.stringMatching(/^\d+$/),
      },
      scopes: null,
    })
  })

  it('asks for the scopes of the route', async () => {
    const person = await fetch(`${on.api}/machines`, as(await on.token()))
    expect([person.status, await person.json()]).toEqual([403, { message: 'Forbidden' }])
    const machine = await fetch(`${on.api}/machines`, as(await on.token({ scopes: ['fixture/read', 'other'] })))
    expect((await echo(machine)).event.requestContext.authorizer.jwt.scopes).toEqual(['fixture/read', 'other'])
  })

  it('refuses a token that is missing, forged, foreign, tampered with or out of date', async () => {
    const good = await on.token()
    const [head, body = '', signature] = good.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const { privateKey } = await generateKeyPair('RS256')
    const { kid } = JSON.parse(Buffer.from(String(head), 'base64url').toString())
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
    const tampered = [head, Buffer.from(JSON.stringify({ ...claims, sub: 'usr_2' })).toString('base64url'), signature].join('.')
    const unsigned = [Buffer.from('{"alg":"none"}').toString('base64url'), body, ''].join('.')
    const short = await on.token({ expiresIn: -60 })
    for (const token of ['', 'rubbish', forged, tampered, unsigned, short]) {
      const answer = await fetch(`${on.api}/me`, as(token))
      expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }])
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    }
    const none = await fetch(`${on.api}/me`)
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect((await fetch(`${on.api}/me`, as(good))).status).toBe(200)
  })

  it('refuses a token for another audience, though the right key signed it', async () => {
    const key = JSON.parse(await readFile(join(on.dataDir, 'signing-key.json'), 'utf8'))
    const claims = decodeJwt(await on.token())
    const sign = async (payload: JWTPayload) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(await importJWK(key, 'RS256'))
    expect((await fetch(`${on.api}/me`, as(await sign(claims)))).status).toBe(200)
    for (const other of [{ client_id: 'another' }, { aud: 'another' }, { iss: 'https://another.test' }, { nbf: Number(claims.exp) }])
      expect((await fetch(`${on.api}/me`, as(await sign({ ...claims, ...other })))).status).toBe(401)
  })

  it('finds tokens expired when the clock has moved past them', async () => {
    const token = await on.token()
    expect((await fetch(`${on.api}/me`, as(token))).status).toBe(200)
    await advance(on, 'PT9H')
    expect((await fetch(`${on.api}/me`, as(token))).status).toBe(401)
    expect((await fetch(`${on.api}/me`, as(await on.token()))).status).toBe(200)
  })
})
