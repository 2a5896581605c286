import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CustomerId } from '../../../domain/kernel/ids.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { relations } from '../../../domain/relations/decide.ts'
import { type Ancestry, claimsOf, type Level, subordination } from '../../../domain/relations/group.ts'
import { type Relation, RelationDraft } from '../../../domain/relations/relation.ts'
import { groupTotals } from '../../../domain/relations/totals.ts'
import { actorOf, contextOf } from '../../support/context.ts'
import { glanceOf } from '../../support/customer-items.ts'

const companies = Array.from({ length: 6 }, () => glanceOf())
const lasting = (held: readonly Relation[]) => held.filter(({ until }) => until === undefined)

const levelAbove = (held: readonly Relation[], of: CustomerId): Level | undefined =>
  lasting(held)
    .flatMap((relation) => {
      const under = subordination(relation)
      return under?.child === of ? [{ ...under, relation: relation.id }] : []
    })
    .at(0)

const ancestry = (held: readonly Relation[], of: CustomerId): Ancestry => {
  const levels: Level[] = []
  for (let level = levelAbove(held, of); level && levels.length < 50; level = levelAbove(held, level.parent)) levels.push(level)
  return { of, levels, complete: levels.length < 50 }
}

type Step = { readonly from: number; readonly to: number; readonly type: string; readonly ends: boolean }

/** What a store does: decides on the facts as they stand, and holds what is claimed only once. */
const after = (held: readonly Relation[], { from, to, type, ends }: Step, i: number): readonly Relation[] => {
  const [a, b] = [companies[from], companies[to]]
  if (ends) return held.map((relation, at) => (at === from ? { ...relation, until: '2026-11-21' } : relation))
  if (!a || !b) return held
  const draft = RelationDraft.parse({ to: b.id, type })
  const parent = subordination({ ...draft, from: a.id })?.parent
  const id: string = `rel_${String(i).padStart(26, '0')}`
  const decided = relations.decide(
    undefined,
    {
      type: 'relate',
      id,
      draft,
      ends: { from: a, to: b },
      types: shippedLists.relationType,
      above: parent === undefined ? undefined : ancestry(held, parent),
    },
    contextOf(),
  )
  const state = decided.ok ? decided.value.reduce(relations.evolve, undefined) : undefined
  const taken = new Set(held.flatMap(claimsOf).map(({ field, value }) => `${field} ${value}`))
  return !state || claimsOf(state).some(({ field, value }) => taken.has(`${field} ${value}`)) ? held : [...held, state]
}

const steps = fc.array(
  fc.record({ from: fc.nat(5), to: fc.nat(5), type: fc.constantFrom('parent', 'branch', 'payer'), ends: fc.boolean() }),
  { maxLength: 40 },
)

it('relating and ending, in whatever order, never puts a company under two others, or above itself', () => {
  fc.assert(
    fc.property(steps, (story) => {
      const held = story.reduce(after, [])
      const children = lasting(held).flatMap((relation) => subordination(relation)?.child ?? [])
      expect(new Set(children).size).toBe(children.length)
      for (const { id } of companies) expect(ancestry(held, id).levels.map(({ parent }) => parent)).not.toContain(id)
      const pairs = lasting(held).map(({ from, to, type }) => `${from} ${to} ${type}`)
      expect(new Set(pairs).size).toBe(pairs.length)
    }),
  )
})

it('an ended relation claims nothing', () => {
  const lasts = [{ from: 0, to: 1, type: 'parent', ends: false }].reduce(after, [])
  expect(lasts.flatMap(claimsOf).map(({ field }) => field)).toEqual(['pair', 'parent'])
  expect([{ from: 0, to: 0, type: 'parent', ends: true }].reduce(after, lasts).flatMap(claimsOf)).toEqual([])
})

it('a group counts by country and tier whom the caller reaches, and says how many more there are', () => {
  const root = glanceOf({ team: 'a', tier: 'vip' })
  const members = [root, glanceOf({ team: 'a', country: 'DE' }), glanceOf({ team: 'b' }), glanceOf({ team: 'a' })]
  const group = { root: root.id, members: members.map(({ id }) => id), depth: 2, truncated: false }
  expect(groupTotals(group, members, actorOf({ reach: { kind: 'team', team: 'a' } }))).toEqual({
    root: group.root,
    members: 3,
    hidden: 1,
    byCountry: { CN: 2, DE: 1 },
    byTier: { vip: 1, regular: 2 },
    depth: 2,
    truncated: false,
  })
})
