import type { UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Somebody who is on shift and at their desk. No skills or no languages means that they take every kind, or speak to anybody. */
export type OnDuty = {
  readonly user: UserId
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
  readonly manager: UserId | undefined
}

/** The crew of a team, or without a team everybody who has a desk. One query of the table, and the coded lists. */
export type OnShift = (team: string | undefined, at: Instant) => Promise<Crew>
