import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { decodeJwt, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../functions/http/all-routes.ts'
import { refusals } from '../../functions/runtime/messages.ts'
import { openapi } from '../../functions/runtime/openapi.ts'
import { type Answer, type Caller, callerWith, done, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { walk } from '../support/every-route.ts'
import { madeUpCompany } from '../support/made-up.ts'
import { type Place, settle } from '../support/place.ts'

type Content = Readonly<Record<string, { readonly schema: unknown; readonly example?: unknown }>>
type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly security: readonly unknown[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>
}
type Document = Readonly<Record<string, unknown>> & {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

let deployment: TestDeployment
let admin: Caller
let place: Place
let described: Document
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)

beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  place = await settle(admin, 'Described', { owner: 'usr_admin', team: 'finance', region: 'europe' })
  described = done(await callerWith(deployment.api, undefined).get('/openapi.json')) as unknown as Document
  ajv.addSchema(described as object, 'lading')
})
afterAll(() => deployment?.remove())

const cut = (route: string) => {
  const [method = '', path = ''] = route.split(' ')
  return { method: method.toLowerCase(), path }
}
const operationOf = (route: string): Operation => {
  const { method, path } = cut(route)
  const found = described.paths[path]?.[method]
  if (!found) throw new Error(`${route} is not described`)
  return found
}
const pointer = (...keys: readonly string[]) =>
  keys.map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

/** What is wrong with a value by the schema that the document has at this place. */
const faultsBy = (value: unknown, route: string, ...keys: readonly string[]): unknown => {
  const { method, path } = cut(route)
  const check = ajv.getSchema(`lading#${pointer('paths', path, method, ...keys, 'schema')}`)
  if (!check) throw new Error(`${route} has no schema at ${keys.join(' ')}`)
  return check(value) ? [] : check.errors
}

/** An answer is of a status, a type, a schema and (where it refuses) a code that its operation names. */
const expectDescribed = (route: string, { status, headers, body, text }: Answer) => {
  const type = headers.get('content-type') ?? ''
  const answer = operationOf(route).responses[String(status)]
  expect(answer?.content, `${route} answered ${status} ${text}`).toHaveProperty([type])
  expect(faultsBy(body, route, 'responses', String(status), 'content', type), `${route} ${status} ${text}`).toEqual([])
  if (status >= 400) expect(answer?.description, `${route} ${status}`).toContain(`\`${body.code}\``)
}

describe('the description', () => {
  it('is valid OpenAPI 3.1, of every operation, each named once', async () => {
    expect(described.openapi).toBe('3.1.0')
    const validator = new Validator()
    expect(await validator.validate(structuredClone(described))).toMatchObject({ valid: true })
    const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(operations.sort()).toEqual(Object.keys(allRoutes).sort())
    const ids = Object.keys(allRoutes).map((route) => operationOf(route).operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is that of the routes as they stand in the code', () => {
    expect(described).toEqual(JSON.parse(JSON.stringify(openapi(allRoutes, '1'))))
  })

  it.each(Object.entries(allRoutes))(
    'of %s has a status for each refusal, and asks for a token unless it is public',
    (route, { permission, refusals: own }) => {
      const { responses, security } = operationOf(route)
      for (const code of own) expect(responses[String(refusals[code].status)]?.description).toContain(`\`${code}\``)
      expect(security).toEqual(permission === 'public' ? [] : [{ bearer: [] }])
      if (permission !== 'public') expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403']))
    },
  )

  it.each(Object.entries(allRoutes))('of %s is true at the door', async (route, { permission }) => {
    const { method, path } = cut(route)
    const answer = await callerWith(deployment.api, undefined).send(method.toUpperCase(), path.replaceAll(/[{}]/g, ''))
    // What stands at a public path with a token in it, only the token opens.
    expect(answer.status).toBe(permission !== 'public' ? 401 : path.includes('{token}') ? 404 : 200)
  })
})

describe('what is described', () => {
  it('is what is answered: to one who may do everything, to one who may do little, and about what is not there', async () => {
    const compliance = await signIn(deployment, { role: 'compliance', sub: 'usr_audit', scope: 'own' })
    const nowhere = Object.fromEntries(Object.entries(place).map(([name, value]) => [name, typeof value === 'string' ? 'nothing' : value]))
    const seen = [
      ...(await walk(admin, place)),
      ...(await walk(admin, place)),
      ...(await walk(compliance, place)),
      ...(await walk(admin, { ...place, ...nowhere })),
    ]
    for (const [{ route }, answer] of seen) expectDescribed(route, answer)
    const succeeded = new Set(seen.flatMap(([{ route }, { status }]) => (status < 300 ? [route] : [])))
    expect(
      seen
        .flatMap(([{ route, body }, { status }]) =>
          status < 300 && body !== undefined ? [faultsBy(body, route, 'requestBody', 'content', 'application/json')] : [],
        )
        .flat(),
    ).toEqual([])
    expect(succeeded.size, 'most operations were seen to succeed').toBeGreaterThan(25)
    // Four times every operation, on a machine that runs other tests beside it.
  }, 180_000)

  it('is what is refused, whoever sends nonsense', async () => {
    const routes = Object.keys(allRoutes).filter((route) => !route.startsWith('GET'))
    for (const route of routes) {
      const { method, path } = cut(route)
      const send = (body: string, headers: Readonly<Record<string, string>>) =>
        admin.send(method.toUpperCase(), path.replaceAll(/[{}]/g, ''), { body, headers })
      const json = { 'content-type': 'application/json' }
      expectDescribed(route, await send('{"nonsense":1}', json))
      expectDescribed(route, await send('{', json))
      expectDescribed(route, await send('{}', { 'content-type': 'text/plain' }))
      expectDescribed(route, await send('{}', { ...json, 'if-match': 'W/"1"' }))
      if (method === 'post') expectDescribed(route, await send('{}', { ...json, 'idempotency-key': 'two words' }))
    }
    for (const route of Object.keys(allRoutes).filter((key) => key.startsWith('GET') && allRoutes[key]?.permission !== 'public'))
      expectDescribed(route, await admin.get(`${cut(route).path.replaceAll(/[{}]/g, '')}?nonsense=1`))
  })

  /** They need a code from a mail, a ticket, or somebody who has not left: their own tests send them. */
  const apart = new Set([
    'POST /v1/attachments',
    'POST /v1/surveys',
    'POST /v1/me/email/confirm',
    'POST /v1/messages',
    'POST /v1/suppressions',
  ])

  const idsAt = (): Readonly<Record<string, string>> => ({
    customerId: place.customer,
    contactId: place.contact,
    relationId: place.relation,
    noteId: place.note,
    reminderId: place.reminder,
    listId: 'industry',
    code: 'code',
  })

  /** What stands under an id that the place has not is shown by the tests of its own noun. */
  const isAtPlace = (route: string): boolean =>
    !apart.has(route) && [...route.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => idsAt()[name] !== undefined)

  /** The clock plans a first visit to every customer by itself, and may have been first. */
  const worked = ({ status, body }: Answer): boolean => status < 300 || body.code === 'visit.planned_already'

  it('has examples that work when they are sent', async () => {
    const other = done(await admin.post('/v1/customers', madeUpCompany())).id
    const failed: string[] = []
    for (const [route, { requestBody }] of Object.keys(allRoutes).map((key) => [key, operationOf(key)] as const)) {
      const example = requestBody?.content['application/json']?.example
      if (typeof example !== 'object' || example === null) continue
      expect(faultsBy(example, route, 'requestBody', 'content', 'application/json')).toEqual([])
      if (!isAtPlace(route)) continue
      const { method, path } = cut(route)
      const customerVersion = done(await admin.get(`/v1/customers/${place.customer}`)).version
      const named = { to: other, customerId: other, customerVersion }
      const ids = Object.fromEntries(Object.entries(named).filter(([member]) => member in example))
      const answer = await admin.send(
        method.toUpperCase(),
        path.replaceAll(/\{(\w+)\}/g, (_, name: string) => idsAt()[name] ?? name),
        { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...example, ...ids }) },
      )
      if (!worked(answer)) failed.push(`${route} ${answer.text}`)
      expectDescribed(route, answer)
    }
    expect(failed).toEqual([])
  })
})

describe('the page that shows it', () => {
  it('loads nothing from another host, and would not be let', async () => {
    const stranger = callerWith(deployment.api, undefined)
    const page = await stranger.get('/docs')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page.text)?.[1] ?? ''
    expect(policy).toContain("default-src 'none'")
    for (const source of policy.split(';').flatMap((directive) => directive.trim().split(/\s+/).slice(1)))
      expect(["'none'", "'self'", "'unsafe-inline'", 'data:']).toContain(source)
    const links = [...page.text.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, link = '']) => link)
    for (const link of links) expect(link).toMatch(/^(\/docs\/|data:)/)
    const loaded = await Promise.all(links.filter((link) => link.startsWith('/')).map((link) => stranger.get(link)))
    expect(loaded.map(({ status }) => status)).toEqual(loaded.map(() => 200))
    const [css = '', , script = ''] = loaded.map(({ text }) => text)
    expect(css).not.toMatch(/@import|url\((?!["']?data:)/)
    expect(script).not.toMatch(/https?:\/\/|["']\/\//)
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\son\w+=/)
  })
})

describe('a token', () => {
  const signed = (claims: JWTPayload, key: Awaited<ReturnType<typeof importJWK>>, header: { alg: string; kid?: string }) =>
    new SignJWT(claims).setProtectedHeader(header).sign(key)
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  /** The gateway refuses these itself, in API Gateway's own form: no function has run, so there is no problem+json. */
  it('that is missing, forged, foreign, expired or unsigned opens nothing', async () => {
    const good = await deployment.token({ role: 'admin' })
    const claims = decodeJwt(good)
    const own = JSON.parse(await readFile(join(deployment.dataDir, 'signing-key.json'), 'utf8'))
    const publicHalf = { kty: own.kty, n: own.n, e: own.e }
    const [ownKey, ownPublicKey, { privateKey }] = await Promise.all([
      importJWK(own, 'RS256'),
      importJWK(publicHalf, 'RS256', { extractable: true }),
      generateKeyPair('RS256'),
    ])
    const head = { alg: 'RS256', kid: own.kid }
    const [header = '', payload = '', signature = ''] = good.split('.')
    const { exp: _end, ...endless } = claims
    const bad: Readonly<Record<string, string | undefined>> = {
      missing: undefined,
      empty: '',
      nonsense: 'nonsense',
      expired: await deployment.token({ role: 'admin', expiresIn: -60 }),
      'signed by somebody else': await signed(claims, privateKey, head),
      'of another issuer': await signed({ ...claims, iss: 'https://issuer.example' }, ownKey, head),
      'for another client': await signed({ ...claims, client_id: 'other', aud: 'other' }, ownKey, head),
      'good from tomorrow on': await signed({ ...claims, nbf: Number(claims.iat) + 86_400 }, ownKey, head),
      'without an end': await signed(endless, ownKey, head),
      unsigned: `${encoded({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      'signed with the public key as a secret': await signed(
        claims,
        Buffer.from(await exportSPKI(ownPublicKey as unknown as Parameters<typeof exportSPKI>[0])),
        {
          alg: 'HS256',
          kid: own.kid,
        },
      ),
      'with another body under a good signature': `${header}.${encoded({ ...claims, sub: 'usr_root' })}.${signature}`,
    }
    for (const [name, token] of Object.entries(bad)) {
      const answer = await callerWith(deployment.api, token).get('/v1/customers')
      expect(answer, name).toMatchObject({ status: 401, body: { message: 'Unauthorized' } })
      expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    }
    expect((await callerWith(deployment.api, good).get('/v1/customers')).status).toBe(200)
  })
})
