import type { Desk } from '../../domain/dispatch/desk.ts'
import { fitting } from '../../domain/dispatch/fitting.ts'
import type { Turn, WaitingQueue } from '../../domain/dispatch/ports.ts'
import type { Waiting } from '../../domain/dispatch/waiting.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { type Given, type GivingPorts, giveTicket, type Taker, turnWithRoom } from './give-ticket.ts'

export type TakingPorts = GivingPorts & { readonly waiting: WaitingQueue }

/** The same for the same person and try, spread evenly over others: so that who comes at the same moment goes on at another place. */
const spread = (user: string, missed: number): number => {
  const bound = 8 ** Math.min(missed, 2)
  return Buffer.from(`${user}${missed}`).reduce((hash, byte) => (hash * 31 + byte) % 65_521, 7) % bound
}

/** All that waits for somebody, in its order. */
async function* waitingFor({ waiting }: TakingPorts, { settings }: Desk): AsyncGenerator<Waiting> {
  for await (const page of waiting([...settings.teams, undefined])) yield* page.filter((row) => fitting(row, settings))
}

type Round = { readonly given?: Given; readonly missed: number }

/**
 * Goes through what waits and takes the first that is to be had. Where others were first, so many more are left to them that a crowd
 * spreads over the queue: each misses a few times and not as often as there are others.
 */
const goThrough = async (ports: TakingPorts, taker: Taker & { readonly turn: Turn }, context: Context): Promise<Round> => {
  let [missed, leave] = [0, 0]
  for await (const { ticketId } of waitingFor(ports, taker.desk)) {
    if (leave > 0) {
      leave -= 1
      continue
    }
    const given = await giveTicket(ports, { ...taker, ticketId }, context)
    if (given.got || given.because !== 'gone') return { given, missed }
    missed += 1
    leave = spread(taker.desk.user, missed)
  }
  return { missed }
}

const rounds = 10

/**
 * "Who is free takes the most urgent, and of those alike the oldest." Nothing, once nothing that they could take waits: after a round in
 * which they missed any they look again, since they may have left one to somebody who did not take it.
 */
export const takeNext = async (ports: TakingPorts, taker: Taker, context: Context): Promise<Given | undefined> => {
  const turn = await turnWithRoom(ports, taker.desk)
  if (!turn) return { got: undefined, because: 'full' }
  for (let round = 0; round < rounds; round += 1) {
    const { given, missed } = await goThrough(ports, { ...taker, turn }, context)
    if (given || missed === 0) return given
  }
  return { got: undefined, because: 'contended' }
}
