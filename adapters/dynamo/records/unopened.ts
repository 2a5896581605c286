import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import { part } from '../../../domain/kernel/care/care.ts'
import type { AddressIndexes } from '../../../domain/kernel/care/closed.ts'
import type { FieldClass } from '../../../domain/kernel/care/field-class.ts'
import { Failure } from '../../../domain/kernel/failure.ts'

/**
 * In a vault's place, for those who need nothing of what is sealed: it comes masked and goes back under the seal that it stands under.
 * They hold no key, and what they do not see they cannot change.
 */
export const unopened = 'unopened'
export type Unopened = typeof unopened

type Seal = {
  readonly sealed: Uint8Array | undefined
  readonly classes: readonly FieldClass[]
  readonly indexes: AddressIndexes | undefined
}

const seals = new WeakMap<object, Seal>()

/** Remembers the seal of a record for as long as somebody holds the record. */
export const comesSealed = (state: unknown, seal: Seal): void => {
  if (typeof state === 'object' && state !== null) seals.set(state, seal)
}

const none: Seal = { sealed: undefined, classes: [], indexes: undefined }
/** The seal with which a record came, as far as it is the very record that was loaded. */
export const sealOf = (state: unknown): Seal => (typeof state === 'object' && state !== null && seals.get(state)) || none

/** The seal under which a record goes back. Throws where somebody changed what they could only see a mask of, and rather than lose a seal. */
export const goesBack = <Schema extends z.ZodType>(
  schema: Schema,
  { before, state }: { readonly before: z.output<Schema> | undefined; readonly state: z.output<Schema> },
): Seal => {
  const [stood, stands] = [before === undefined ? [] : part(schema, before).sealed, part(schema, state).sealed]
  if (!isDeepStrictEqual(stood, stands)) throw new Failure('what is sealed was changed by somebody who does not open it')
  const seal = sealOf(before)
  if (stands.length > 0 && !seal.sealed) throw new Failure('what is sealed goes back only from the very record that was loaded')
  return seal
}
