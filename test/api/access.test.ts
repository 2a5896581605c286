import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, allPages, type Caller, callerWith, done, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { everyRoute, type Walked, walk } from '../support/every-route.ts'
import { type Place, settle } from '../support/place.ts'
import { reaches, roles, scopes } from '../support/rights.ts'

let deployment: TestDeployment
let admin: Caller
let inside: Place
let outside: Place

const walker = 'usr_walker'
beforeAll(async () => {
  deployment = await deploy()
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  inside = await settle(admin, 'Inside', { owner: walker, team: 'key_accounts', region: 'europe' })
  outside = await settle(admin, 'Outside', { owner: 'usr_other', team: 'finance', region: 'africa' })
  done(await admin.post(`/v1/customers/${inside.customer}/relations`, { to: outside.customer, type: 'consignee' }))
})
afterAll(() => deployment?.remove())

/** `open`: let in, whatever the record then says. */
const outcomeOf = ({ status, body, text }: Answer): string => {
  expect(status, text).toBeLessThan(500)
  if (body.code === 'access.denied') return 'denied'
  if (body.code === 'access.out_of_scope') return 'out of reach'
  return /^(customer|contact|relation)\.not_found$/.test(body.code ?? '') ? 'not found' : 'open'
}

/** A look-up does not even tell that there is somebody. */
const beyond = ({ route, record }: Walked): string => (!record ? 'open' : route.endsWith('/lookup') ? 'not found' : 'out of reach')

const outcomes = (answers: readonly (readonly [Walked, Answer])[]) =>
  Object.fromEntries(answers.map(([{ route }, answer]) => [route, outcomeOf(answer)]))
const expected = (place: Place, outcome: (walked: Walked) => string) =>
  Object.fromEntries(everyRoute(place).map((walked) => [walked.route, outcome(walked)]))

const expectNothingPlanted = (text: string, sees: readonly string[], where: string) => {
  for (const sealed of ['personal', 'financial'] as const)
    if (!sees.includes(sealed))
      for (const value of [...inside.planted[sealed], ...outside.planted[sealed]])
        expect(text, `${where} shows a ${sealed} value`).not.toContain(value)
}

/** No answer but a reveal shows a class that the role does not see, and none tells what somebody `unreached` is called. */
const expectDiscreet = (answers: Awaited<ReturnType<typeof walk>>, sees: readonly string[], unreached?: string) => {
  for (const [{ route }, { text }] of answers) {
    if (!route.endsWith('/reveal')) expectNothingPlanted(text, sees, route)
    if (unreached !== undefined)
      expect(text, `${route} names what lies outside`).not.toMatch(new RegExp(`${unreached} (Freight|Partner|Person|Gone|warning)`))
  }
}

/** Of which classes an answer shows every value of the place. */
const shownIn = (text: string, { taxId }: Place) =>
  (['personal', 'financial'] as const).filter((sealed) => text.includes(sealed === 'personal' ? 'Secret Lane 17' : taxId))

/** Every role with one of the reaches, and whoever may do everything with each: what a door asks for has nothing to do with reach. */
const walkers = [
  ...Object.keys(roles).map((role, i) => [role, reaches[i % reaches.length] ?? 'all'] as const),
  ...reaches.map((scope) => ['admin', scope] as const),
].filter(([role, scope], i, all) => all.findIndex((other) => other[0] === role && other[1] === scope) === i)

/** That every role with every reach, and every scope, opens what it should and nothing else is proven at the doors: test/functions/runtime/doors.test.ts. */
describe('the walk', () => {
  it.each(walkers)('of %s with the reach %s opens what the role may do on records within it, and nothing else', async (role, scope) => {
    const { may, sees } = roles[role] ?? { may: [], sees: [] }
    const caller = await signIn(deployment, { role, sub: walker, scope })
    const [near, far] = [await walk(caller, inside), await walk(caller, outside)]
    const allowed = (within: (walked: Walked) => string) => (walked: Walked) => (may.includes(walked.right) ? within(walked) : 'denied')
    expect(outcomes(near)).toEqual(
      expected(
        inside,
        allowed(({ everywhere }) => (everywhere && scope !== 'all' ? 'out of reach' : 'open')),
      ),
    )
    expect(outcomes(far)).toEqual(expected(outside, allowed(scope === 'all' ? () => 'open' : beyond)))
    expectDiscreet([...near, ...far], sees, scope === 'all' ? undefined : 'Outside')
    const read = near.find(([{ route }]) => route === 'GET /v1/customers/{customerId}')?.[1].text ?? ''
    expect(shownIn(read, inside)).toEqual(may.includes('read') ? sees : [])
  })

  it.each(Object.keys(scopes))(
    'of a machine opens what the scope %s is for with that scope alone, and with all others does not',
    async (scope) => {
      const machine = async (held: readonly string[]) =>
        callerWith(deployment.api, await deployment.token({ scopes: held.map((one) => `lading/${one}`) }))
      const isMeant = (walked: Walked) => scopes[scope]?.(walked) === true
      const answers = await walk(await machine([scope]), inside, isMeant)
      const others = await walk(await machine(Object.keys(scopes).filter((one) => one !== scope)), inside, isMeant)
      expect(new Set(Object.values(outcomes(answers)))).toEqual(new Set(answers.length > 0 ? ['open'] : []))
      expect(new Set(Object.values(outcomes(others)))).toEqual(new Set(answers.length > 0 ? ['denied'] : []))
      for (const [{ route }, { text }] of answers) expectNothingPlanted(text, ['personal'], route)
    },
  )

  it('of a machine changes a customer under review with both rights that it takes, and with neither of them alone', async () => {
    const outcomeWith = async (...held: readonly string[]) => {
      const machine = callerWith(deployment.api, await deployment.token({ scopes: held.map((one) => `lading/${one}`) }))
      return Object.values(outcomes(await walk(machine, inside, ({ right }) => right === 'change under review')))
    }
    expect(await outcomeWith('reviews:write')).toEqual(['denied'])
    expect(await outcomeWith('customers:write')).toEqual(['denied'])
    expect(await outcomeWith('reviews:write', 'customers:write')).toEqual(['open'])
  })

  it('of somebody without a role, or a machine without a scope, opens nothing', async () => {
    const nobodies = [{ roles: [] }, { scopes: [] }, { roles: ['scope:all', 'customers:read'] }]
    const routes = everyRoute(inside).map(({ route }) => route)
    for (const [i, nobody] of nobodies.entries()) {
      const caller = callerWith(deployment.api, await deployment.token(nobody))
      const answers = await walk(caller, inside, ({ route }) => routes.indexOf(route) % nobodies.length === i)
      expect(new Set(Object.values(outcomes(answers)))).toEqual(new Set(['denied']))
    }
  })
})

describe('what lies outside the reach', () => {
  it.each(['own', 'team:key_accounts', 'region:europe'])(
    'stands in no list of one with the reach %s, however it is asked for',
    async (scope) => {
      const caller = await signIn(deployment, { role: 'sales', sub: walker, scope })
      for (const query of [
        '',
        '?owner=usr_other',
        '?team=finance',
        '?region=africa',
        '?q=outside',
        '?tier=vip',
        '?status=archived',
        '?stage=prospect',
      ]) {
        const items = await allPages(caller, `/v1/customers${query}`)
        expect(
          items.filter((item) => item['owner'] !== walker),
          query,
        ).toEqual([])
      }
      expect((await allPages(caller, '/v1/customers')).map(({ id }) => id)).toContain(inside.customer)
      expect((await allPages(caller, '/v1/customers/thin')).filter((item) => item['owner'] !== walker)).toEqual([])
      const { text, body } = await caller.get(`/v1/customers/${inside.customer}/relations`)
      expect(body.items).toContainEqual({ id: expect.any(String), direction: 'out', type: 'consignee', other: outside.customer })
      expect(text).not.toContain('Outside')
    },
  )

  it('cannot be moved into reach by who does not reach it, nor given away unseen', async () => {
    const caller = await signIn(deployment, { role: 'sales', sub: walker, scope: 'own' })
    expect((await caller.patch(`/v1/customers/${outside.customer}`, { owner: walker })).body.code).toBe('access.out_of_scope')
    expect((await caller.post(`/v1/customers/${inside.customer}/relations`, { to: outside.customer, type: 'parent' })).body.code).toBe(
      'access.out_of_scope',
    )
    expect(
      (await caller.post(`/v1/contacts/${inside.contact}/affiliations`, { customerId: outside.customer, role: 'customs' })).body.code,
    ).toBe('access.out_of_scope')
    expect(
      (await caller.post(`/v1/contacts/${outside.contact}/affiliations`, { customerId: inside.customer, role: 'customs' })).body.code,
    ).toBe('access.out_of_scope')
  })
})

describe('what a role may write and not see', () => {
  it('is never replaced by the mask that it was shown', async () => {
    const finance = await signIn(deployment, { role: 'finance', sub: 'usr_finance' })
    const path = `/v1/customers/${inside.customer}`
    const { sites, emails } = done(await finance.get(path))
    const [site, email] = await Promise.all([finance.patch(path, { sites }), finance.patch(path, { emails })])
    expect(site.body.errors).toMatchObject([{ pointer: '/sites/0/address/lines/0', code: 'mask.sent_back' }])
    expect(email.body.errors).toMatchObject([{ pointer: '/emails/0/address', code: 'mask.sent_back' }])
    expect((await finance.patch(path, { gender: '***' })).body.errors).toMatchObject([{ pointer: '/gender', code: 'mask.sent_back' }])
    expect((await admin.get(path)).text).toContain('Inside Secret Lane 17')
  })
})
