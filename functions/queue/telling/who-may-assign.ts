import { assigningRoles } from '../../../domain/access/assigning-roles.ts'
import type { RightsOf } from '../../../domain/access/directory.ts'
import { answerableFor } from '../../../domain/dispatch/crew.ts'
import type { Roster } from '../../../domain/dispatch/ports.ts'
import { type Actor, may, reaches } from '../../../domain/kernel/actor.ts'
import type { Forsaken } from '../../../domain/kernel/forsaken.ts'

export type AssigningPorts = {
  readonly roster: Roster
  /** Everybody who holds one of these roles and was not shut out, each once. */
  readonly holders: (roles: readonly string[]) => Promise<readonly string[]>
  readonly rightsOf: RightsOf
}

/** More people than this are not told that a customer is nobody's: one of them is enough. */
const most = 20

const mayAssign = (actor: Actor | undefined, at: Forsaken): boolean =>
  actor !== undefined && may(actor, 'customers:write') && reaches(actor, at)

const ofThese = async ({ rightsOf }: AssigningPorts, people: readonly string[], at: Forsaken): Promise<readonly string[]> => {
  const found: string[] = []
  for (const user of people) {
    if (found.length < most && mayAssign(await rightsOf(user), at)) found.push(user)
  }
  return found
}

/**
 * "A customer is never nobody's": those who lead the team that it is with, or else everybody who sees to what others leave lying. Only
 * such as may say whose it is; nobody, where there are none.
 */
export const whoMayAssign =
  (ports: AssigningPorts) =>
  async (at: Forsaken): Promise<readonly string[]> => {
    const { team } = at
    const leading = team === undefined ? [] : answerableFor(await ports.roster(team), { team, manager: undefined })
    const found = await ofThese(ports, leading, at)
    return found.length > 0 ? found : ofThese(ports, await ports.holders(assigningRoles()), at)
  }
