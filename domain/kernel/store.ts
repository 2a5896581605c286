import type { Context } from './decider.ts'
import type { EventEnvelope } from './event-envelope.ts'
import type { Result } from './result.ts'

export type Loaded<State> = { readonly state: State; readonly version: number }

/** Another writer was first: the record stands at `current` now. */
export type Conflict = { readonly code: 'version.conflict'; readonly current: number }
/** Other writers were first each time that we tried. Nothing was changed; asking again is fine. */
export type Contended = { readonly code: 'version.contended' }
/**
 * What must be unique among the records of a noun, in the form in which it is compared. Stored only as a blind index, unless
 * it is `plain`: made of ids and codes, which tell nothing of anybody.
 */
export type Claim = { readonly field: string; readonly value: string; readonly plain?: true | undefined }
/** Somebody else holds what must be unique. `field` says what (`taxId`, `email`, `phone`), `heldBy` the id of the record. */
export type ClaimTaken = { readonly code: 'claim.taken'; readonly field: string; readonly heldBy: string }

export type Change<State, Event> = {
  readonly id: string
  /** The version that was decided on; 0 for a record that is not there yet. */
  readonly expected: number
  readonly before: State
  readonly state: State
  readonly events: readonly Event[]
  readonly context: Context
}

/** Where the records of one noun are kept. */
export type Store<State, Event> = {
  readonly load: (id: string) => Promise<Loaded<State> | undefined>
  /** One transaction: state under a version condition, its events, its unique claims. */
  readonly commit: (change: Change<State, Event>) => Promise<Result<Loaded<State>, Conflict | ClaimTaken>>
}

/**
 * What happened to a record by itself behind the version `after` up to its version `upTo`; undefined where that cannot be
 * told, such as when too much has happened.
 */
export type EventsBetween = (
  id: string,
  versions: { readonly after: number; readonly upTo: number },
) => Promise<readonly EventEnvelope[] | undefined>
