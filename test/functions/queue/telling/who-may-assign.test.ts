import { describe, expect, it } from 'vitest'
import { actorOf } from '../../../../domain/access/actor-of.ts'
import { assigningRoles } from '../../../../domain/access/assigning-roles.ts'
import type { Desk } from '../../../../domain/dispatch/desk.ts'
import { whoMayAssign } from '../../../../functions/queue/telling/who-may-assign.ts'

/** Who is there, by the groups that they are in. */
type People = Readonly<Record<string, readonly string[]>>

const leading = (user: string, team: string): Desk => ({ user, settings: { leads: [team], teams: [team] } }) as unknown as Desk

const told = (people: People, desks: readonly Desk[] = []) =>
  whoMayAssign({
    roster: async () => desks,
    holders: async (roles) => Object.keys(people).filter((user) => people[user]?.some((group) => roles.includes(group))),
    rightsOf: async (user) => (people[user] ? actorOf({ subject: user, groups: [...people[user]], scopes: [] }) : undefined),
  })

describe('whoever may say whose a customer is', () => {
  it('holds a role that sees to what others leave lying', () => {
    expect(assigningRoles()).toEqual(['sales_manager', 'service_manager', 'admin'])
  })

  const people: People = {
    usr_chief: ['sales_manager', 'scope:all'],
    usr_south: ['sales_manager', 'scope:team:sales_south'],
    usr_seller: ['sales', 'scope:all'],
    usr_admin: ['admin', 'scope:all'],
  }

  it('is each of them who reaches the customer, and nobody else', async () => {
    expect(await told(people)({})).toEqual(['usr_chief', 'usr_admin'])
    expect(await told(people)({ team: 'sales_south' })).toEqual(['usr_chief', 'usr_south', 'usr_admin'])
  })

  it('is before them whoever leads the team that it is with, where they may', async () => {
    const lead = [leading('usr_seller', 'sales_east')]
    expect(await told(people, lead)({ team: 'sales_east' })).toEqual(['usr_seller'])
    expect(await told({ ...people, usr_seller: ['operations', 'scope:all'] }, lead)({ team: 'sales_east' })).toEqual([
      'usr_chief',
      'usr_admin',
    ])
  })

  it('may be nobody, and is never a crowd', async () => {
    expect(await told({ usr_seller: ['sales', 'scope:all'] })({})).toEqual([])
    const crowd = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`usr_${i}`, ['admin', 'scope:all']]))
    expect(await told(crowd)({})).toHaveLength(20)
  })
})
