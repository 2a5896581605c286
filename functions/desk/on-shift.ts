import { answerableFor, crewOf } from '../../domain/dispatch/crew.ts'
import type { Answering, OnShift, Roster } from '../../domain/dispatch/ports.ts'
import { managerOf } from '../../domain/lists/cadence.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'

type Known = { readonly roster: Roster; readonly lists: ReadLists }

/** Who is on shift, from the desks and the coded lists as they are. */
export const onShiftIn =
  ({ roster, lists }: Known): OnShift =>
  async (team, at) => {
    const [desks, known] = await Promise.all([roster(team), lists()])
    return { on: crewOf(desks, { team, at }), manager: managerOf(known, team) }
  }

/** Who leads a team, or who is there, from the same. */
export const answeringIn =
  ({ roster, lists }: Known): Answering =>
  async (team, at) => {
    const [desks, known] = await Promise.all([roster(team), lists()])
    const leading = answerableFor(desks, { team, manager: managerOf(known, team) })
    return leading.length > 0 ? leading : crewOf(desks, { team, at }).map(({ user }) => user)
  }
