import { able, chosen, type Hand } from '../../../domain/dispatch/choose.ts'
import type { Desk } from '../../../domain/dispatch/desk.ts'
import { type Waiting, waitingOf } from '../../../domain/dispatch/waiting.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { giveTicket, turnWithRoom } from '../../desk/give-ticket.ts'
import { takeNext } from '../../desk/take-next.ts'
import { attendQueue } from './attend-queue.ts'
import type { DispatchPorts } from './dispatch-ports.ts'

const how = 'dispatched'

/** What each of them has in hand, and when they were last given something. */
const handsOf = async ({ turns, inHand }: DispatchPorts, desks: readonly Desk[]): Promise<readonly Hand[]> => {
  const [got, loads] = await Promise.all([
    turns(desks.map(({ user }) => user)),
    Promise.all(desks.map(({ user, settings }) => inHand(user, settings.limit))),
  ])
  return desks.map((desk, i) => ({ desk, load: loads[i] ?? 0, gotAt: got[i]?.gotAt }))
}

const lastFor = async ({ lastAgent }: DispatchPorts, { customerId, ticketId }: Waiting): Promise<string | undefined> =>
  customerId === undefined ? undefined : lastAgent(customerId, ticketId)

const giveKnown = async (ports: DispatchPorts, { desk, row }: { readonly desk: Desk; readonly row: Waiting }, context: Context) => {
  const turn = await turnWithRoom(ports, desk)
  return turn && giveTicket(ports, { desk, how, turn, ticketId: row.ticketId }, context)
}

type Step = 'again' | 'over'

/**
 * One step towards the ticket being somebody's. Whom a returning customer knows gets this very ticket; anybody else who is next takes
 * what has waited longest, be it this one or another.
 */
const step = async (ports: DispatchPorts, row: Waiting, context: Context): Promise<Step> => {
  const { desks, none } = able(row, await ports.roster(row.team), context.now)
  if (none !== undefined) {
    await attendQueue(ports, row.team, context)
    return 'over'
  }
  const [hands, last] = await Promise.all([handsOf(ports, desks), lastFor(ports, row)])
  const choice = chosen(hands, last)
  if ('nobody' in choice) return 'over'
  const { desk } = choice
  const given = desk.user === last ? await giveKnown(ports, { desk, row }, context) : await takeNext(ports, { desk, how }, context)
  return given?.got?.state.id === row.ticketId ? 'over' : 'again'
}

const mostSteps = 200

/** Hands a ticket out if it waits: each step gives somebody something, so it ends with the ticket given or with all hands full. */
export const handOut =
  (ports: DispatchPorts) =>
  async (ticketId: string, context: Context): Promise<void> => {
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const ticket = (await ports.tickets.load(ticketId))?.state
      const row = ticket && waitingOf(ticket)
      if (!row || (await step(ports, row, context)) === 'over') return
    }
    throw new Failure(`${ticketId} is not handed out after ${mostSteps} steps`)
  }
