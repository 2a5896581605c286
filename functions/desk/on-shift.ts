import { crewOf } from '../../domain/dispatch/crew.ts'
import type { OnShift, Roster } from '../../domain/dispatch/ports.ts'
import { managerOf } from '../../domain/lists/cadence.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'

/** Who is on shift, from the desks and the coded lists as they are. */
export const onShiftIn =
  ({ roster, lists }: { readonly roster: Roster; readonly lists: ReadLists }): OnShift =>
  async (team, at) => {
    const [desks, known] = await Promise.all([roster(team), lists()])
    return { on: crewOf(desks, { team, at }), manager: managerOf(known, team) }
  }
