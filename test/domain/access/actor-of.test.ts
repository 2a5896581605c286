import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actorOf } from '../../../domain/access/actor-of.ts'
import { permissions, roles } from '../../../domain/access/roles.ts'

const person = (...groups: readonly string[]) => actorOf({ subject: 'usr_1', groups, scopes: [] })
const machine = (...scopes: readonly string[]) => actorOf({ subject: 'tms', groups: [], scopes })

describe('a person', () => {
  it('without a role may do nothing, sees nothing and reaches only their own', () => {
    expect(person()).toEqual({ id: 'usr_1', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'own' } })
    expect(person('everyone', 'constructor', '__proto__')).toEqual(person())
  })

  it('holds what any of their roles holds: several add up', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(roles) as (keyof typeof roles)[]), (names) => {
        const actor = person(...names)
        for (const what of ['permissions', 'sees', 'reveals'] as const)
          expect([...actor[what]].sort()).toEqual([...new Set<string>(names.flatMap((name) => roles[name][what]))].sort())
      }),
    )
  })

  it('gains nothing by the scopes of their token', () => {
    const scoped = actorOf({ subject: 'usr_1', groups: ['sales', 'scope:own'], scopes: [...permissions] })
    expect(scoped).toEqual(person('sales', 'scope:own'))
  })

  it.each([
    [['scope:all'], { kind: 'all' }],
    [['scope:own'], { kind: 'own' }],
    [['scope:team:sales_east'], { kind: 'team', team: 'sales_east' }],
    [['scope:region:cn:east'], { kind: 'region', region: 'cn:east' }],
    [['scope:own', 'scope:team:a', 'scope:region:b'], { kind: 'region', region: 'b' }],
    [['scope:region:b', 'scope:all', 'scope:own'], { kind: 'all' }],
    [['scope:team:a', 'scope:own'], { kind: 'team', team: 'a' }],
    [[], { kind: 'own' }],
    [['scope:team:', 'scope:region', 'scope:everything', 'scope', 'all', 'Scope:all'], { kind: 'own' }],
  ])('of the groups %o reaches %o: the widest counts', (groups, reach) => {
    expect(person('sales', ...groups).reach).toEqual(reach)
  })
})

describe('a machine', () => {
  it('holds the scopes of its token that are permissions, and no other', () => {
    expect(machine('customers:read', 'customers:explode', 'openid')).toMatchObject({
      roles: ['integration'],
      permissions: ['customers:read'],
      reach: { kind: 'all' },
    })
  })

  it('sees contact data, no money, and has nothing revealed', () => {
    expect(machine('customers:read')).toMatchObject({ sees: ['public', 'internal', 'personal'], reveals: ['public', 'internal'] })
  })

  it('without a scope that is a permission is nobody', () => {
    expect(machine('openid', 'email')).toEqual({ ...person(), id: 'tms' })
  })
})
