import * as z from 'zod'
import type { CustomerGlance } from '../customers/glance.ts'
import { type Actor, reaches } from '../kernel/actor.ts'
import { CustomerId } from '../kernel/ids.ts'

/** The companies of a group, as a walk over its tree found them. */
export type Group = {
  readonly root: CustomerId
  readonly members: readonly CustomerId[]
  readonly depth: number
  readonly truncated: boolean
}

const Counts = z.record(z.string(), z.int())

/** What a group adds up to for one who asks: only the customers within their reach are counted. */
export const GroupTotals = z.strictObject({
  root: CustomerId,
  members: z.int(),
  /** Members that the caller does not reach. */
  hidden: z.int(),
  byCountry: Counts,
  byTier: Counts,
  /** Levels below the root. */
  depth: z.int(),
  /** The group is larger than what was walked. */
  truncated: z.boolean(),
})
export type GroupTotals = z.infer<typeof GroupTotals>

const counted = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries(Object.entries(Object.groupBy(values, (value) => value)).map(([value, same]) => [value, same?.length ?? 0]))

/** "Whoever does not look after a member learns that there is one, and nothing more." */
export const groupTotals = (
  { root, members, depth, truncated }: Group,
  glances: readonly (CustomerGlance | undefined)[],
  actor: Actor,
): GroupTotals => {
  const seen = glances.filter((glance) => glance !== undefined).filter((glance) => reaches(actor, glance))
  return {
    root,
    members: seen.length,
    hidden: members.length - seen.length,
    byCountry: counted(seen.map(({ country }) => country)),
    byTier: counted(seen.map(({ tier }) => tier)),
    depth,
    truncated,
  }
}
