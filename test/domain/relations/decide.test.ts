import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CustomerId, RelationId } from '../../../domain/kernel/ids.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { type RelationCommand, relations } from '../../../domain/relations/decide.ts'
import { RelationEvent } from '../../../domain/relations/events.ts'
import { type Ancestry, mostLevels } from '../../../domain/relations/group.ts'
import { RelationDraft, RelationPatch } from '../../../domain/relations/relation.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf } from '../../support/customer-items.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'rel_01KAJ0000000000000000000AA'
const now = '2026-11-21T08:30:00.000Z'
const context = contextOf({ now, actor: { id: 'usr_1' } })
const types = shippedLists.relationType
const east = glanceOf({ team: 'sales_east', region: 'yangtze' })
const south = glanceOf({ team: 'sales_south', region: 'yangtze' })
const group = glanceOf({ team: 'sales_south' })
const ends = { from: east, to: south }
const eastTeam = contextOf({ now, actor: { reach: { kind: 'team', team: 'sales_east' } } })
const both = contextOf({ now, actor: { reach: { kind: 'region', region: 'yangtze' } } })
const strangers = contextOf({ now, actor: { reach: { kind: 'team', team: 'key_accounts' } } })

const draftOf = (facts: Record<string, unknown> = {}) => RelationDraft.parse({ to: south.id, type: 'shipper', ...facts })
const topmost = (of: CustomerId): Ancestry => ({ of, levels: [], complete: true })
const relate = (facts: Record<string, unknown> = {}, around: Partial<Extract<RelationCommand, { type: 'relate' }>> = {}) =>
  ({ type: 'relate', id, draft: draftOf(facts), ends, types, above: undefined, ...around }) as const
const related = (facts: Record<string, unknown> = {}) =>
  RelationEvent.parse({ type: 'relation.related', relation: { id, from: east.id, ...draftOf(facts), relatedAt: now, changedAt: now } })
const ended = (until = '2026-11-21') => RelationEvent.parse({ type: 'relation.ended', until, at: now, by: 'usr_1' })
const { given } = stories(relations)

describe('relating two customers', () => {
  it('says who is what to whom, since when, and by how much', () => {
    given()
      .when(relate({ since: '2021-04-01' }), context)
      .thenEvents(related({ since: '2021-04-01' }))
  })

  it('is for those who look after both', () => {
    given().when(relate(), eastTeam).thenRefused('access.out_of_scope')
  })

  it('never relates a customer to itself', () => {
    given()
      .when(relate({ to: east.id }, { ends: { from: east, to: east } }))
      .thenRefused('relation.to_itself')
  })

  it('needs two customers that are there, and not archived', () => {
    given()
      .when(relate({}, { ends: { from: east, to: undefined } }))
      .thenRefused('customer.not_found')
    const archived = glanceOf({ status: 'archived' })
    given()
      .when(relate({ to: archived.id }, { ends: { from: east, to: archived } }))
      .thenRefused('customer.archived', { customerId: archived.id })
  })

  it('takes a type that the firm lists, and none that was retired', () => {
    given()
      .when(relate({ type: 'rival' }))
      .thenRefused('relation.type_unknown', { relationType: 'rival' })
    const retired = { ...types, values: types.values.map((value) => ({ ...value, active: value.code !== 'shipper' })) }
    given()
      .when(relate({}, { types: retired }))
      .thenRefused('relation.type_unknown')
  })

  it('does nothing when the same request comes again', () => {
    given(related()).when(relate()).thenNothing()
  })

  it('takes a share of up to 100 per cent, to the hundredth', () => {
    expect(RelationDraft.safeParse({ to: south.id, type: 'parent', shareBasisPoints: 10_000 }).success).toBe(true)
    for (const shareBasisPoints of [10_001, -1, 33.5])
      expect(RelationDraft.safeParse({ to: south.id, type: 'parent', shareBasisPoints }).success).toBe(false)
  })
})

describe('a group of companies', () => {
  const step = (child: CustomerId, parent: CustomerId) => ({ child, parent, relation: RelationId.parse(id) })

  it('takes a company in under one that nobody stands above', () => {
    given()
      .when(relate({ type: 'parent' }, { above: topmost(south.id) }), context)
      .thenEvents(related({ type: 'parent' }))
  })

  it('never has a company above itself, however far up', () => {
    const above = { of: south.id, levels: [step(south.id, group.id), step(group.id, east.id)], complete: true }
    given()
      .when(relate({ type: 'parent' }, { above }))
      .thenRefused('relation.circle')
  })

  it('holds a branch to the same rule, seen from above', () => {
    const above = { of: east.id, levels: [step(east.id, south.id)], complete: true }
    given()
      .when(relate({ type: 'branch' }, { above }))
      .thenRefused('relation.circle')
  })

  it('lets companies ship to each other in circles', () => {
    expect(given().when(relate({ type: 'shipper' })).decided.ok).toBe(true)
  })

  it('grows no deeper than can be checked', () => {
    const above = { of: south.id, levels: Array.from({ length: mostLevels }, () => step(south.id, group.id)), complete: false }
    given()
      .when(relate({ type: 'parent' }, { above }))
      .thenRefused('relation.too_deep', { mostLevels })
  })
})

describe('changing a relation', () => {
  it('keeps what it was before and after', () => {
    const patch = RelationPatch.parse({ shareBasisPoints: 6000, note: null })
    const told = given(related({ shareBasisPoints: 5100, note: '控股' })).when({ type: 'change', patch, ends }, context)
    told.thenEvents(
      RelationEvent.parse({
        type: 'relation.changed',
        from: { shareBasisPoints: 5100, note: '控股' },
        to: { shareBasisPoints: 6000, note: null },
        at: now,
      }),
    )
    expect(told.after).toMatchObject({ shareBasisPoints: 6000 })
    expect(told.after).not.toHaveProperty('note')
  })

  it('does nothing when nothing is different', () => {
    given(related({ note: '控股' }))
      .when({ type: 'change', patch: { note: '控股', since: null }, ends })
      .thenNothing()
  })

  it('is for those who look after both ends', () => {
    expect(given(related()).when({ type: 'change', patch: { note: 'x' }, ends }, both).decided.ok).toBe(true)
    for (const others of [eastTeam, strangers])
      for (const past of [[related()], [related(), ended()]])
        given(...past)
          .when({ type: 'change', patch: { note: 'x' }, ends }, others)
          .thenRefused('access.out_of_scope')
  })

  it('comes too late once it has ended', () => {
    given(related(), ended())
      .when({ type: 'change', patch: { note: 'x' }, ends })
      .thenRefused('relation.ended')
  })
})

describe('ending a relation', () => {
  it('is done today unless a day is named', () => {
    given(related()).when({ type: 'end', ends }, context).thenEvents(ended())
    given(related()).when({ type: 'end', until: '2026-06-30', ends }, context).thenEvents(ended('2026-06-30'))
  })

  it('knows today by the calendar of the firm, not of Greenwich', () => {
    const evening = contextOf({ now: '2026-11-21T17:00:00.000Z' })
    expect(given(related()).when({ type: 'end', ends }, evening).after).toMatchObject({ until: '2026-11-22' })
  })

  it('is no earlier than the beginning, and not ahead of time', () => {
    given(related({ since: '2026-03-01' }))
      .when({ type: 'end', until: '2026-02-28', ends }, context)
      .thenRefused('relation.ends_early')
    given(related()).when({ type: 'end', until: '2026-11-22', ends }, context).thenRefused('relation.ends_ahead', { latest: '2026-11-21' })
  })

  it('is for those who look after either end, who learn nothing of its days from a refusal', () => {
    const dated = related({ since: '2026-03-01' })
    expect(given(dated).when({ type: 'end', ends }, eastTeam).after).toMatchObject({ until: '2026-11-21' })
    given(dated).when({ type: 'end', ends }, strangers).thenRefused('access.out_of_scope')
    const early = (by: typeof both) => given(dated).when({ type: 'end', until: '2026-02-28', ends }, by).decided
    expect(early(eastTeam)).toEqual({ ok: false, error: { code: 'relation.ends_early' } })
    expect(early(both)).toMatchObject({ error: { earliest: '2026-03-01', latest: '2026-11-21' } })
  })

  it('takes back a relation that was yet to begin, on its first day', () => {
    given(related({ since: '2027-01-01' }))
      .when({ type: 'end', ends }, context)
      .thenEvents(ended('2027-01-01'))
  })

  it('changes nothing the second time', () => {
    given(related(), ended()).when({ type: 'end', ends }).thenNothing()
  })

  it('needs a relation that is there', () => {
    given().when({ type: 'end', ends }).thenRefused('relation.not_found')
  })
})

keepsTheLaws('relations', {
  decider: relations,
  commands: fc.oneof(
    fc.constantFrom('shipper', 'parent').map((type) => relate({ type, since: '2026-01-01' }, { above: topmost(south.id) })),
    fc
      .record({ shareBasisPoints: fc.constantFrom(0, 5100, null), note: fc.constantFrom('a', null) })
      .map((patch) => ({ type: 'change' as const, patch, ends })),
    fc.constantFrom(undefined, '2025-12-31', '2026-06-30').map((until) => ({ type: 'end' as const, until, ends })),
  ),
  contexts: fc.constantFrom(context, both, eastTeam, strangers),
  events: ['relation.related', 'relation.changed', 'relation.ended'],
})
