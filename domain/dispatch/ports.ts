import type { Instant } from '../kernel/instant.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Store } from '../kernel/store.ts'
import type { TicketStore } from '../tickets/ports.ts'
import type { Desk } from './desk.ts'
import type { DeskEvent } from './events.ts'
import type { Waiting } from './waiting.ts'

/** Somebody who is on shift and at their desk. No skills or no languages means that they take every kind, or speak to anybody. */
export type OnDuty = {
  readonly user: string
  readonly skills: readonly string[]
  readonly languages: readonly string[]
  /** Whether they lead the team while they are on shift. */
  readonly leads: boolean
}

/** Who looks after the tickets of a team at a moment. */
export type Crew = {
  /** Those on shift and at their desks, in the order of their names. Empty when nobody works then. */
  readonly on: readonly OnDuty[]
  /** Who answers for the team, on shift or not; undefined where the team has no manager, or no team was named. */
  readonly manager: string | undefined
}

/** The crew of a team, or without a team everybody who has a desk. One query of the table, and the coded lists. */
export type OnShift = (team: string | undefined, at: Instant) => Promise<Crew>

/** Who is to know of what is nobody's yet: who leads a team, on shift or not, or where nobody does whoever of it is there. Nobody may be. */
export type Answering = (team: string, at: Instant) => Promise<readonly string[]>

export type DeskStore = Store<Desk | undefined, DeskEvent>

/** The desks of a team that are not closed, or all of them, in the order of whose they are. */
export type Roster = (team: string | undefined) => Promise<readonly Desk[]>

export type DeskList = (team: string | undefined, page: PageRequest) => Promise<Result<Page<Desk>, BadCursor>>

/** How many tickets somebody has in hand; of those beyond `most` nobody is told. */
export type InHand = (user: string, most: number) => Promise<number>

/** Whose turn it is: how often they were given a ticket, and when that was last. */
export type Turn = { readonly user: string; readonly given: number; readonly gotAt: Instant | undefined }
/** As they stand, in the order of `users`. */
export type Turns = (users: readonly string[]) => Promise<readonly Turn[]>

/**
 * A store of tickets whose commits take somebody's turn as well, in the same transaction: where they were given another ticket since
 * `turn` was read nothing is kept, and the conflict names version 0, which no ticket that is there has.
 */
export type TakingTurn = (turn: Turn, at: Instant) => TicketStore

/** What waits in the queues of these teams, those without a team among them: the first in turn first, page by page, as it stands. */
export type WaitingQueue = (teams: readonly (string | undefined)[]) => AsyncIterable<readonly Waiting[]>

/** Who last had a ticket of a customer's in hand, this one aside. */
export type LastAgent = (customerId: string, exceptTicket: string) => Promise<string | undefined>
