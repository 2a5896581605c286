import { describe, expect, it } from 'vitest'
import { actorIn } from '../../../functions/runtime/identity.ts'

type Event = NonNullable<Parameters<typeof actorIn>[0]>
const withClaims = (claims: Readonly<Record<string, unknown>>) =>
  actorIn({ requestContext: { authorizer: { jwt: { claims, scopes: null } } } } as unknown as Event)
const person = { username: 'usr_1', sub: '5f0c', client_id: 'web', scope: 'aws.cognito.signin.user.admin' }

describe('who asks', () => {
  it.each([
    ['[agent scope:all]', ['agent'], { kind: 'all' }],
    ['[agent finance scope:team:sales_east]', ['agent', 'finance'], { kind: 'team', team: 'sales_east' }],
    ['agent', ['agent'], { kind: 'own' }],
    ['agent,finance', ['agent', 'finance'], { kind: 'own' }],
    ['[]', [], { kind: 'own' }],
    ['', [], { kind: 'own' }],
  ])('in the groups %j, as API Gateway writes an array, has the roles %j', (groups, roles, reach) => {
    expect(withClaims({ ...person, 'cognito:groups': groups })).toMatchObject({ id: 'usr_1', roles, reach })
  })

  it('in no group at all may do nothing', () => {
    expect(withClaims(person)).toMatchObject({ id: 'usr_1', roles: [], permissions: [], sees: [], reach: { kind: 'own' } })
  })

  it('as a machine holds the scopes of its token, with or without the name of the resource server', () => {
    const machine = { sub: 'tms', client_id: 'tms', scope: 'lading/customers:read customers:write lading/nonsense other/notes:write' }
    expect(withClaims(machine)).toMatchObject({
      id: 'tms',
      roles: ['integration'],
      permissions: ['customers:read', 'customers:write'],
      reach: { kind: 'all' },
    })
  })

  it('as a person without a role gains nothing by a scope, and is no machine', () => {
    expect(withClaims({ ...person, scope: 'lading/customers:write customers:read' })).toMatchObject({ roles: [], permissions: [] })
  })

  it('is nobody on a route without an authorizer, and with claims that name no one', () => {
    expect(actorIn({})).toBeUndefined()
    expect(withClaims({ 'cognito:groups': '[admin]' })).toBeUndefined()
  })
})
