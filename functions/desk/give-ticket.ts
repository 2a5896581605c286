import { hasRoom } from '../../domain/dispatch/choose.ts'
import type { Desk } from '../../domain/dispatch/desk.ts'
import type { InHand, TakingTurn, Turn, Turns } from '../../domain/dispatch/ports.ts'
import { isWaiting } from '../../domain/dispatch/waiting.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { tickets as rules } from '../../domain/tickets/decide.ts'
import type { TicketStore } from '../../domain/tickets/ports.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'

export type GivingPorts = {
  readonly tickets: Pick<TicketStore, 'load'>
  readonly turns: Turns
  readonly inHand: InHand
  readonly takingTurn: TakingTurn
}

export type Giving = {
  readonly desk: Desk
  readonly ticketId: string
  /** Whether they asked for it, or it is handed to them. */
  readonly how: 'taken' | 'dispatched'
}

/** What came of it: theirs now; not to be had any more; they have as much in hand as they can take; or others change it all the time. */
export type Given = { readonly got: Loaded<Ticket> } | { readonly got: undefined; readonly because: 'gone' | 'full' | 'contended' }

/** Their turn is read first: whatever they are given after that, by whomever, makes the commit fail that was decided on what is read here. */
const room = async ({ turns, inHand }: GivingPorts, desk: Desk): Promise<Turn | undefined> => {
  const [turn] = await turns([desk.user])
  const load = await inHand(desk.user, desk.settings.limit)
  return turn && hasRoom({ desk, load }) ? turn : undefined
}

const attempts = 8

/**
 * Gives a ticket that waits to somebody, unless another was first or they have no room left. One transaction under two conditions: the
 * ticket is as it was seen, and they were given nothing since. What is not clear is looked at again.
 */
export const giveTicket = async (ports: GivingPorts, { desk, ticketId, how }: Giving, context: Context): Promise<Given> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [turn, seen] = await Promise.all([room(ports, desk), ports.tickets.load(ticketId)])
    if (!seen?.state || !isWaiting(seen.state)) return { got: undefined, because: 'gone' }
    if (!turn) return { got: undefined, because: 'full' }
    const { state: before, version: expected } = seen
    const decided = rules.decide(before, { type: 'assign', how, assignee: desk.user, team: before.team }, context)
    if (!decided.ok) throw new Error(`${ticketId} could not be given: ${decided.error.code}`)
    const state = decided.value.reduce(rules.evolve, before)
    const saved = await ports
      .takingTurn(turn, context.now)
      .commit({ id: ticketId, expected, before, state, events: decided.value, context })
    if (saved.ok && saved.value.state) return { got: { state: saved.value.state, version: saved.value.version } }
  }
  return { got: undefined, because: 'contended' }
}
