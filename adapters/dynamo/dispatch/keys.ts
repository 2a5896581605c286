import type { Key } from '../table/table.ts'

/** Read or write somebody's place at the service desk. */
export const deskKey = (deskId: string): Key => ({ pk: `DESK#${deskId}`, sk: 'STATE' })

/** List the desks of a team, or all of them. */
export const rosterKey = (team: string | undefined, user: string): Key => ({ pk: rosterPartition(team), sk: user })
export const rosterPartition = (team: string | undefined): string => `DESKS#${team ?? everybody}`

/** Take somebody's turn: nobody is given two tickets at once. */
export const turnKey = (user: string): Key => ({ pk: `TURN#${user}`, sk: 'STATE' })

/** Count what somebody has in hand. */
export const inHandKey = (user: string, ticketId: string): Key => ({ pk: inHandPartition(user), sk: ticketId })
export const inHandPartition = (user: string): string => `INHAND#${user}`

/** Find what waits in the queue of a team, the first in turn first. */
export const waitingKey = (team: string | undefined, { turn, ticketId }: { readonly turn: string; readonly ticketId: string }): Key => ({
  pk: waitingPartition(team, waitingShardOf(ticketId)),
  sk: turn,
})
export const waitingPartition = (team: string | undefined, shard: number): string => `WAITING#${team ?? everybody}#${shard}`

// Two partitions take some five hundred tickets a second in and out of a queue, which no team does.
export const waitingShards = 2
const waitingShardOf = (ticketId: string): number => Buffer.from(ticketId).reduce((sum, byte) => sum + byte, 0) % waitingShards

/** Know who last had a customer's tickets in hand. */
export const servedKey = (customerId: string, { openedAt, ticketId }: { readonly openedAt: string; readonly ticketId: string }): Key => ({
  pk: servedPartition(customerId),
  sk: `${openedAt}#${ticketId}`,
})
export const servedPartition = (customerId: string): string => `SERVED#${customerId}`

/** Read or write whether somebody takes what waits in the queue of a team. */
export const teamQueueKey = (teamQueueId: string): Key => ({ pk: `QUEUE#${teamQueueId}`, sk: 'STATE' })

// No code of a team looks like this.
const everybody = '*'
