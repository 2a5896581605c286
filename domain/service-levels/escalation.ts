import type { Crew, OnDuty } from '../dispatch/ports.ts'
import type { Share } from './clocks.ts'

/** Whose ticket it is, if anybody's. */
type Worked = { readonly assignee?: string | undefined }

/** Of those on shift, who leads comes first; whoever has the ticket knows already. */
const others = ({ on }: Crew, { assignee }: Worked): readonly OnDuty[] =>
  on.filter(({ user }) => user !== assignee).sort((a, b) => Number(b.leads) - Number(a.leads))

const managerOf = ({ manager }: Crew, { assignee }: Worked): string | undefined => (manager === assignee ? undefined : manager)

export type Called = { readonly to: string | undefined } | undefined

/**
 * "At half of the time the one who has it is told, if they are at work; if not, somebody who is. At four fifths whoever leads the shift
 * looks at it, and when the time is up the manager does; where one of them is missing, the other. A deadline never waits for somebody
 * who is not there." Undefined where nobody but the assignee needs to know; `to` is undefined where nobody is there at all.
 */
export const calledAt = (share: Share, worked: Worked, crew: Crew): Called => {
  const [colleague] = others(crew, worked)
  const manager = managerOf(crew, worked)
  const isAtWork = crew.on.some(({ user }) => user === worked.assignee)
  if (share === 50 && isAtWork) return undefined
  return { to: share === 100 ? (manager ?? colleague?.user) : (colleague?.user ?? manager) }
}

/**
 * "A customer who complains again has been let down twice", and who asks for help needs it now: whoever leads the shift hears of it
 * at once, or the manager.
 */
export const calledAtOnce = (worked: Worked, crew: Crew): { readonly to: string | undefined } => ({
  to: others(crew, worked)[0]?.user ?? managerOf(crew, worked),
})
