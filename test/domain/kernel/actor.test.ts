import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Anchor, may, type Reach, reaches } from '../../../domain/kernel/actor.ts'
import { actorOf } from '../../support/context.ts'

const names = fc.constantFrom('a', 'b', 'usr_1')
const maybe = fc.option(names, { nil: undefined })
const anchors = fc.record<Anchor>({ owner: maybe, team: maybe, region: maybe })
const reach = (kind: Reach['kind'], name: string): Reach =>
  kind === 'team' ? { kind, team: name } : kind === 'region' ? { kind, region: name } : { kind }

it('you reach what you own, or what is of your team or region, or everything; nothing else', () => {
  fc.assert(
    fc.property(fc.constantFrom('own', 'team', 'region', 'all'), names, anchors, (kind, name, anchor) => {
      const expected = { all: true, own: anchor.owner === 'usr_1', team: anchor.team === name, region: anchor.region === name }[kind]
      expect(reaches(actorOf({ id: 'usr_1', reach: reach(kind, name) }), anchor)).toBe(expected)
    }),
  )
})

it('what nobody looks after is reached only by those who reach everything', () => {
  const reached = (['own', 'team', 'region', 'all'] as const).filter((kind) => reaches(actorOf({ reach: reach(kind, 'a') }), {}))
  expect(reached).toEqual(['all'])
})

it('you may do what you were given, by its whole name', () => {
  const reader = actorOf({ permissions: ['customers:read'] })
  expect(may(reader, 'customers:read')).toBe(true)
  for (const denied of ['customers', 'customers:', 'customers:write', '', 'CUSTOMERS:READ', '*']) expect(may(reader, denied)).toBe(false)
})
