import { describe, expect, it } from 'vitest'
import { permissions } from '../../../domain/access/roles.ts'
import { ok } from '../../../domain/kernel/result.ts'
import { allRoutes } from '../../../functions/http/all-routes.ts'
import { dispatch } from '../../../functions/runtime/dispatch.ts'
import { everyRoute } from '../../support/every-route.ts'
import type { Place } from '../../support/place.ts'
import { reaches, roles, scopes } from '../../support/rights.ts'

/** The door of every route as it ships, with nothing behind it. */
const doors = Object.fromEntries(Object.entries(allRoutes).map(([key, route]) => [key, { ...route, handle: async () => ok({}) }]))
const knock = dispatch(doors, { ports: undefined })

type Claims = Readonly<Record<string, string>>
const isOpen = async (routeKey: string, claims: Claims): Promise<boolean> => {
  const requestContext = { requestId: 'one', http: { method: routeKey.split(' ')[0] }, authorizer: { jwt: { claims, scopes: null } } }
  const event = { version: '2.0', routeKey, rawPath: '/', headers: {}, isBase64Encoded: false, requestContext }
  const { status } = await knock(event as unknown as Parameters<typeof knock>[0])
  expect([200, 201, 403]).toContain(status)
  return status !== 403
}

const person = (...groups: readonly string[]): Claims => ({
  sub: '5f0c',
  username: 'usr_1',
  client_id: 'web',
  scope: 'aws.cognito.signin.user.admin',
  'cognito:groups': `[${groups.join(' ')}]`,
})
const machine = (...held: readonly string[]): Claims => ({
  sub: 'tms',
  client_id: 'tms',
  scope: held.map((one) => `lading/${one}`).join(' '),
})

/** Of what is walked only names and rights are of interest here: there are no records. */
const walked = everyRoute({ anchor: {}, planted: {} } as unknown as Place)
const openTo = async (claims: Claims) => {
  const open: string[] = []
  for (const { route } of walked) if (await isOpen(route, claims)) open.push(route)
  return open
}
const routesOf = (isMeant: (one: (typeof walked)[number]) => boolean) => walked.filter(isMeant).map(({ route }) => route)

/** Behind the door of a change under review, which opens to whoever does reviews, the right to change customers is asked for. */
const atTheDoor = (right: string): string => (right === 'change under review' ? 'do reviews' : right)

describe('the doors of the API', () => {
  it('are all walked by those who test who may do what', () => {
    const guarded = Object.entries(allRoutes).flatMap(([route, { permission }]) => (permission === 'public' ? [] : [route]))
    expect(routesOf(() => true).sort()).toEqual(guarded.sort())
    expect(Object.keys(scopes).sort()).toEqual([...permissions].sort())
  })

  describe.each(Object.keys(roles))('to %s', (role) => {
    const may = roles[role]?.may ?? []
    it.each(reaches)('with the reach %s open for what the role may do, and for nothing else', async (scope) => {
      expect(await openTo(person(role, `scope:${scope}`))).toEqual(routesOf(({ right }) => may.includes(atTheDoor(right))))
    })
  })

  it.each(Object.keys(scopes))('to a machine with the scope %s open for that and for nothing else', async (scope) => {
    const meant = (one: (typeof walked)[number]) => scopes[scope]?.({ ...one, right: atTheDoor(one.right) }) === true
    expect(await openTo(machine(scope))).toEqual(routesOf(meant))
  })

  it.each([
    ['somebody without a role', person()],
    ['somebody whose groups are no roles', person('scope:all', 'customers:read')],
    ['a machine without a scope', machine()],
    ['a machine whose scopes are no rights', machine('customers:explode', 'openid')],
  ])('stay shut to %s', async (_who, claims) => expect(await openTo(claims)).toEqual([]))
})
