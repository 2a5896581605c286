import { Failure } from '../failure.ts'
import type { Instant } from '../instant.ts'
import type { Result } from '../result.ts'
import type { Sealed } from './care.ts'

/** Whose key seals (a customer's or contact's id) and what is sealed (`STATE`, or the id of an event). A message opens at no other place. */
export type SealedAt = { readonly subject: string; readonly item: string }

/**
 * What something sealed is opened for. `decide`: a rule decides on it, or the program works with it. `show`: somebody who sees its class
 * reads it. `send_…`: a message of that category goes to an address.
 */
export type Purpose = 'decide' | 'show' | 'send_transactional' | 'send_marketing' | 'send_survey'

/** Why a seal is opened. */
export type Why = {
  readonly purpose: Purpose
  /** The record because of which it is opened, such as a message. */
  readonly cause?: string | undefined
}

/** Why a seal is opened, and for how much of what is in it. */
type Opening = Why & {
  /** The places (JSON pointers) that are asked for, all unless said: nothing else leaves the vault. */
  readonly only?: readonly string[] | undefined
}

/** The subject's key is destroyed (erasure): what it sealed can never be read again, and the masks are all that is left. */
type Unreadable = { readonly code: 'sealed.unreadable' }

/**
 * Keeps sealed values under one key per data subject. Every call throws `VaultUnavailable` while the key service or the
 * key store does not answer, so that nothing is ever stored in plain.
 */
export type Vault = {
  /** All sealed values of one item as one message. The subject's key is made on first use, without looking for one if `isNew` says that nothing was sealed for it before, and anew when it has sealed for as long as the firm lets it. */
  readonly seal: (at: SealedAt, sealed: readonly Sealed[], subject?: { readonly isNew: boolean }) => Promise<Uint8Array>
  /** Throws `SealBroken` for a message that was changed, or that was sealed for another place. */
  readonly open: (at: SealedAt, message: Uint8Array, opening: Opening) => Promise<Result<readonly Sealed[], Unreadable>>
  /** Whether this function may make blind indexes: one that finds nothing by them holds no key for them. */
  readonly indexes: boolean
  /** A keyed hash by which equal values are found without being readable. The caller normalises `value`; `kind` says what it is (`email`). */
  readonly blindIndex: (kind: string, value: string) => Promise<string>
  /** Destroys every version of the subject's key. Other processes may go on opening until their cached keys expire. */
  readonly forget: (subject: string) => Promise<void>
  /**
   * From now on new messages use a version of the subject's key that was made at the moment of the order or later; older
   * messages stay readable. The same order again makes no further version; a subject that has no key gets none.
   */
  readonly rotate: (subject: string, orderedAt: Instant) => Promise<void>
}

/** The key service or key store does not answer; the shell says 503. `cause` holds what the SDK said. */
export class VaultUnavailable extends Failure {
  override readonly name = 'VaultUnavailable'
}

/** What was stored is not what was sealed here: somebody changed it, or moved it. */
export class SealBroken extends Failure {
  override readonly name = 'SealBroken'
}

/** A record whose subject's key is destroyed cannot be worked on: its sealed members are gone for good. The shell says 410. */
export class SealedUnreadable extends Failure {
  override readonly name = 'SealedUnreadable'
}
