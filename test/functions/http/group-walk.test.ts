import { describe, expect, it } from 'vitest'
import { RelationId } from '../../../domain/kernel/ids.ts'
import { ok } from '../../../domain/kernel/result.ts'
import type { RelationQueries } from '../../../domain/relations/ports.ts'
import { groupAround, mostMembers } from '../../../functions/http/group-walk.ts'
import { glanceOf } from '../../support/customer-items.ts'

const id = RelationId.parse('rel_01KAJ0000000000000000000AA')

/** A firm with so many branches, and the number of queries that were asked of it. */
const firmWith = (branches: number) => {
  const [root, ...others] = Array.from({ length: branches + 1 }, () => glanceOf().id)
  const top = root ?? glanceOf().id
  const asked: string[] = []
  const queries: RelationQueries = {
    list: async () => ok({ items: [], next: null }),
    steps: async (customerId) => {
      asked.push(customerId)
      const items = customerId === top ? others.map((other) => ({ id, direction: 'out' as const, type: 'branch', other })) : []
      return { items, truncated: false }
    },
    ancestry: async (of) => ({ of, levels: [], complete: true }),
  }
  return { top, asked, queries }
}

describe('the walk over a group', () => {
  it('asks once for each member', async () => {
    const { top, asked, queries } = firmWith(30)
    const group = await groupAround(queries, top)
    expect(group).toMatchObject({ root: top, depth: 1, truncated: false })
    expect(group.members).toHaveLength(31)
    expect(asked).toHaveLength(31)
  })

  it('tells a group that is just small enough from one that is too large', async () => {
    const fits = firmWith(mostMembers - 1)
    expect(await groupAround(fits.queries, fits.top)).toMatchObject({ truncated: false })
    const large = firmWith(mostMembers)
    const group = await groupAround(large.queries, large.top)
    expect(group.truncated).toBe(true)
    expect(group.members).toHaveLength(mostMembers)
    expect(large.asked).toHaveLength(mostMembers)
  })
})
