import { able } from '../../../domain/dispatch/choose.ts'
import { answerableFor } from '../../../domain/dispatch/crew.ts'
import type { Desk } from '../../../domain/dispatch/desk.ts'
import type { Waiting } from '../../../domain/dispatch/waiting.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { TeamQueueId } from '../../../domain/kernel/ids.ts'
import { managerOf } from '../../../domain/lists/cadence.ts'
import { teamQueues, type Unattended } from '../../../domain/team-queues/decide.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import type { DispatchPorts } from './dispatch-ports.ts'

/** What is known of the queue of a team stands under an id that follows from the team; tickets of no team have a queue as well. */
const queueOf = (team: string | undefined): TeamQueueId => TeamQueueId.parse(derivedId('teamQueue', team ?? ''))

const isOf =
  (team: string | undefined) =>
  (row: Waiting): boolean =>
    row.team === team

/** How many of those that wait are looked at: behind them others are in the same case, or come up once these are taken. */
const looked = 100

/** The first ticket of a queue that nobody who is there could take. */
const firstLacking = async (
  { waiting }: DispatchPorts,
  team: string | undefined,
  { desks, now }: { readonly desks: readonly Desk[]; readonly now: Context['now'] },
) => {
  let seen = 0
  for await (const page of waiting([team])) {
    for (const row of page.filter(isOf(team))) {
      const { none } = able(row, desks, now)
      if (none !== undefined && none !== 'free') return { ticket: row.ticketId, lack: none }
      seen += 1
    }
    if (seen >= looked) return undefined
  }
  return undefined
}

const tell = async ({ lists }: DispatchPorts, team: string | undefined, desks: readonly Desk[]): Promise<readonly string[]> =>
  team === undefined ? [] : answerableFor(desks, { team, manager: managerOf(await lists(), team) })

/**
 * Looks whether anybody takes what waits in the queue of a team: if not, whoever answers for it is told, and the alarm rings until
 * somebody comes. A firm that has set up no desk at all hands its tickets out by hand, and nothing is said.
 */
export const attendQueue = async (ports: DispatchPorts, team: string | undefined, context: Context): Promise<void> => {
  const desks = await ports.roster(team)
  const isUsed = desks.length > 0 || (await ports.roster(undefined)).length > 0
  const lacking = isUsed ? await firstLacking(ports, team, { desks, now: context.now }) : undefined
  const unattended: Unattended | undefined = lacking && { ...lacking, tell: await tell(ports, team, desks) }
  const id = queueOf(team)
  const done = await execute(teamQueues, ports.queues, { id, command: { type: 'look', id, team, unattended }, context })
  if (!done.ok) throw new Failure(`the queue ${id} could not be looked at: ${done.error.code}`)
  if (lacking) ports.ring({ team, lack: lacking.lack })
}

/** The same for a queue that is looked at because its time has come: of which team it is, it says itself. */
export const queueDue =
  (ports: DispatchPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const queue = (await ports.queues.load(id))?.state
    if (queue) await attendQueue(ports, queue.team, context)
  }
