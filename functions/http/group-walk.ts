import type { CustomerId } from '../../domain/kernel/ids.ts'
import { bearings } from '../../domain/relations/end.ts'
import { rootOf, subordination } from '../../domain/relations/group.ts'
import type { RelationQueries } from '../../domain/relations/ports.ts'
import type { Group } from '../../domain/relations/totals.ts'

/** How many companies of one group are looked at. */
export const mostMembers = 500

type Found = { readonly children: readonly CustomerId[]; readonly truncated: boolean }

const below = async ({ steps }: RelationQueries, parent: CustomerId): Promise<Found> => {
  const { items, truncated } = await steps(parent)
  const under = items.map((end) => subordination(bearings(parent, end)))
  return { children: under.flatMap((each) => (each?.parent === parent ? [each.child] : [])), truncated }
}

/**
 * The tree of companies that `of` belongs to: up to its top, then down level by level. Costs two reads for each level above
 * and one query for each member, the members of a level side by side; at most `mostMembers` queries.
 */
export const groupAround = async (queries: RelationQueries, of: CustomerId): Promise<Group> => {
  const above = await queries.ancestry(of)
  const root = rootOf(above)
  const members = new Set<CustomerId>()
  let [level, depth, truncated]: [readonly CustomerId[], number, boolean] = [[root], 0, !above.complete]
  for (;;) {
    const room = mostMembers - members.size
    const taken = level.slice(0, room)
    for (const member of taken) members.add(member)
    const found = await Promise.all(taken.map((member) => below(queries, member)))
    const next = found.flatMap(({ children }) => children).filter((child) => !members.has(child))
    truncated ||= level.length > room || found.some((each) => each.truncated)
    if (next.length === 0) return { root, members: [...members], depth, truncated }
    if (members.size === mostMembers) return { root, members: [...members], depth, truncated: true }
    ;[level, depth] = [next, depth + 1]
  }
}
