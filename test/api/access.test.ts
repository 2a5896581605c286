import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permissions } from '../../domain/access/roles.ts'
import { allRoutes } from '../../functions/http/all-routes.ts'
import { type Answer, allPages, type Caller, callerWith, done, signIn } from '../support/caller.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { everyRoute, type Walked, walk } from '../support/every-route.ts'
import { type Place, settle } from '../support/place.ts'

/** Who may do what, and which sealed classes come in the clear: to be read beside "Roles" of the contract and docs/adr/access.md. */
const roles: Readonly<Record<string, { readonly may: readonly string[]; readonly sees: readonly ('personal' | 'financial')[] }>> = {
  sales: {
    may: [
      'see tickets',
      'read',
      'timeline',
      'read surveys',
      'ask',
      'see reviews',
      'do reviews',
      'change under review',
      'see visits',
      'visit',
      'be oneself',
      'keep reminders',
      'read messages',
      'send messages',
      'write customers',
      'write contacts',
      'write relations',
      'write notes',
      'reveal customers',
      'reveal contacts',
      'reveal tickets',
    ],
    sees: ['personal'],
  },
  sales_manager: {
    may: [
      'see tickets',
      'read',
      'timeline',
      'read surveys',
      'ask',
      'see reviews',
      'do reviews',
      'change under review',
      'see visits',
      'visit',
      'be oneself',
      'keep reminders',
      'read messages',
      'send messages',
      'write customers',
      'write contacts',
      'write relations',
      'write notes',
      'reveal customers',
      'reveal contacts',
      'reveal tickets',
      'archive',
      'oversee messages',
    ],
    sees: ['personal', 'financial'],
  },
  agent: {
    may: [
      'see tickets',
      'note on tickets',
      'work on tickets',
      'read',
      'timeline',
      'read surveys',
      'ask',
      'see reviews',
      'see visits',
      'visit',
      'be oneself',
      'keep reminders',
      'read messages',
      'send messages',
      'write contacts',
      'write notes',
      'reveal contacts',
      'reveal tickets',
    ],
    sees: ['personal'],
  },
  service_manager: {
    may: [
      'see tickets',
      'note on tickets',
      'work on tickets',
      'manage tickets',
      'read',
      'timeline',
      'read surveys',
      'ask',
      'manage surveys',
      'see reviews',
      'do reviews',
      'change under review',
      'see visits',
      'visit',
      'be oneself',
      'keep reminders',
      'read messages',
      'send messages',
      'write customers',
      'write contacts',
      'write relations',
      'write notes',
      'reveal customers',
      'reveal contacts',
      'reveal tickets',
      'archive',
      'oversee messages',
      'run the desk',
    ],
    sees: ['personal'],
  },
  operations: {
    may: ['see tickets', 'note on tickets', 'read', 'be oneself', 'keep reminders', 'read surveys', 'write notes'],
    sees: ['personal'],
  },
  finance: {
    may: [
      'see tickets',
      'note on tickets',
      'read',
      'timeline',
      'be oneself',
      'keep reminders',
      'write customers',
      'write notes',
      'reveal customers',
      'reveal tickets',
    ],
    sees: ['financial'],
  },
  compliance: {
    may: ['see tickets', 'read', 'timeline', 'read surveys', 'see reviews', 'see visits', 'be oneself', 'read messages'],
    sees: [],
  },
  admin: {
    may: [
      'see tickets',
      'note on tickets',
      'work on tickets',
      'manage tickets',
      'read',
      'timeline',
      'read surveys',
      'ask',
      'manage surveys',
      'see reviews',
      'do reviews',
      'change under review',
      'see visits',
      'visit',
      'be oneself',
      'keep reminders',
      'read messages',
      'send messages',
      'write customers',
      'write contacts',
      'write relations',
      'write notes',
      'reveal customers',
      'reveal contacts',
      'reveal tickets',
      'archive',
      'oversee messages',
      'write lists',
      'see webhooks',
      'set webhooks',
      'run the desk',
      'bring messages',
      'follow messages',
    ],
    sees: ['personal', 'financial'],
  },
  'a role that nobody knows': { may: [], sees: [] },
}
const reaches = ['own', 'team:key_accounts', 'region:europe', 'all'] as const

/** The scopes of machines by what they open. */
const scopes: Readonly<Record<string, (walked: Walked) => boolean>> = {
  'customers:read': ({ right, route }) => right === 'read' && /customers(\/thin|\/lookup|\/\{customerId\}(\/overview)?)?$/.test(route),
  'customers:write': ({ right }) => right === 'write customers',
  'customers:archive': ({ right }) => right === 'archive',
  'customers:reveal': ({ right }) => right === 'reveal customers',
  'contacts:read': ({ right, route }) => right === 'read' && /contacts(\/lookup|\/\{contactId\}(\/self-service)?)?$/.test(route),
  'contacts:write': ({ right }) => right === 'write contacts',
  'contacts:reveal': ({ right }) => right === 'reveal contacts',
  'relations:read': ({ right, route }) => right === 'read' && route.includes('relations'),
  'relations:write': ({ right }) => right === 'write relations',
  'notes:read': ({ right, route }) => right === 'read' && route.includes('/notes'),
  'notes:write': ({ right }) => right === 'write notes',
  'timeline:read': ({ right }) => right === 'timeline',
  'reminders:read': ({ right, route }) => right === 'keep reminders' && /^GET|calendar/.test(route),
  'reminders:write': ({ right, route }) => right === 'keep reminders' && !/^GET|calendar/.test(route),
  'reminders:manage': () => false,
  'messages:read': ({ right, route }) => right === 'read messages' && route.includes('/messages'),
  'messages:send': ({ right }) => right === 'send messages',
  'messages:settle': ({ right, route }) => right === 'oversee messages' && route.includes('/settle'),
  'templates:read': ({ right, route }) => right === 'read messages' && route.includes('/templates'),
  'templates:write': ({ right, route }) => right === 'oversee messages' && route.includes('/templates'),
  'suppressions:read': ({ right, route }) => right === 'read messages' && route.includes('/suppressions'),
  'suppressions:write': ({ right, route }) => right === 'oversee messages' && route.includes('/suppressions'),
  'me:read': ({ right, route }) => right === 'be oneself' && route.startsWith('GET'),
  'me:manage': ({ right, route }) => right === 'be oneself' && !route.startsWith('GET'),
  'reviews:read': ({ right }) => right === 'see reviews',
  // Whoever changes a customer under review needs the right to change customers as well.
  'reviews:write': ({ right }) => right === 'do reviews',
  'visits:read': ({ right }) => right === 'see visits',
  'visits:write': ({ right }) => right === 'visit',
  'surveys:read': ({ right }) => right === 'read surveys',
  'surveys:write': ({ right }) => right === 'ask',
  'surveys:manage': ({ right }) => right === 'manage surveys',
  'lists:read': ({ right, route }) => right === 'read' && route.includes('/lists'),
  'lists:write': ({ right }) => right === 'write lists',
  'webhooks:read': ({ right }) => right === 'see webhooks',
  'webhooks:write': ({ right }) => right === 'set webhooks',
  'tickets:read': ({ right }) => right === 'see tickets',
  'tickets:note': ({ right }) => right === 'note on tickets',
  'tickets:write': ({ right }) => right === 'work on tickets',
  'tickets:manage': ({ right }) => right === 'manage tickets',
  'tickets:reveal': ({ right }) => right === 'reveal tickets',
  'inbound:read': ({ right }) => right === 'follow messages',
  'inbound:write': ({ right }) => right === 'bring messages',
  'desk:manage': ({ right }) => right === 'run the desk',
}

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

describe('the walk', () => {
  it('misses no route that needs a token', () => {
    const guarded = Object.entries(allRoutes).flatMap(([route, { permission }]) => (permission === 'public' ? [] : [route]))
    expect(
      everyRoute(inside)
        .map(({ route }) => route)
        .sort(),
    ).toEqual(guarded.sort())
  })

  it('misses no scope', () => expect(Object.keys(scopes).sort()).toEqual([...permissions].sort()))

  describe.each(Object.keys(roles))('of %s', (role) => {
    const { may, sees } = roles[role] ?? { may: [], sees: [] }

    it.each(reaches)('with the reach %s opens what the role may do on records within it, and nothing else', async (scope) => {
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
  })

  it.each(Object.keys(scopes))('of a machine with the scope %s opens that and nothing else', async (scope) => {
    const machine = callerWith(deployment.api, await deployment.token({ scopes: [`lading/${scope}`] }))
    const answers = await walk(machine, inside)
    expect(outcomes(answers)).toEqual(expected(inside, (walked) => (scopes[scope]?.(walked) ? 'open' : 'denied')))
    for (const [{ route }, { text }] of answers) expectNothingPlanted(text, ['personal'], route)
  })

  it('of somebody without a role, or a machine without a scope, opens nothing', async () => {
    for (const token of [
      await deployment.token({ roles: [] }),
      await deployment.token({ scopes: [] }),
      await deployment.token({ roles: ['scope:all', 'customers:read'] }),
    ])
      expect(new Set(Object.values(outcomes(await walk(callerWith(deployment.api, token), inside))))).toEqual(new Set(['denied']))
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
