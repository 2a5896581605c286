import type { Wanted } from '../../domain/desk-figures/ports.ts'
import type { Roster } from '../../domain/dispatch/ports.ts'
import { type Actor, may } from '../../domain/kernel/actor.ts'
import { within } from '../runtime/listing.ts'

const leads = async (roster: Roster, actor: Actor, team: string | undefined): Promise<boolean> => {
  if (!team) return false
  const desks = await roster(team)
  return desks.some(({ user, settings }) => user === actor.id && settings.leads.some((led) => led === team))
}

/**
 * "Whoever works at the desk sees their own figures, whoever leads a team those of that team when they ask for it, and whoever runs the
 * desk those of all whom they reach." Undefined where nothing of what is wanted is theirs to see.
 */
export const narrowedFor = async (roster: Roster, actor: Actor, wanted: Wanted): Promise<Wanted | undefined> => {
  if (may(actor, 'desk:manage')) {
    const { agent, ...rest } = wanted
    const { owner, ...narrowed } = within({ owner: agent, ...rest }, actor) ?? { owner: undefined, excluded: true }
    return 'excluded' in narrowed ? undefined : { ...narrowed, agent: owner }
  }
  if (await leads(roster, actor, wanted.team)) return wanted
  return wanted.agent === undefined || wanted.agent === actor.id ? { ...wanted, agent: actor.id } : undefined
}
