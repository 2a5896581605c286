import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { seenBy } from './care/care.ts'
import type { FieldClass } from './care/field-class.ts'
import { mergePatch } from './merge-patch.ts'

type Members = Readonly<Record<string, unknown>>

/** A member that a caller wanted to change and that somebody else has changed meanwhile, with both values; null where there is none. */
export const Clash = z.strictObject({ pointer: z.string(), yours: z.unknown(), current: z.unknown() })
export type Clash = z.infer<typeof Clash>

/** A merge patch that came too late, and what it is told apart by. */
export type Late = {
  readonly patch: Members
  /** The members that others have changed since the caller looked; undefined where that is not known. */
  readonly touched: ReadonlySet<string> | undefined
  readonly sees: readonly FieldClass[]
}

/**
 * "Who comes second sees what they wanted and what stands there now, and decides." Members that nobody else touched, or that
 * hold already what was wanted, do not clash. Both values are shown as the caller may see the record: sealed ones masked.
 */
export const clashesOf = <Schema extends z.ZodType<Members>>(
  schema: Schema,
  current: z.output<Schema>,
  { patch, touched, sees }: Late,
): readonly Clash[] => {
  const yours = schema.safeParse(mergePatch(current, patch))
  if (!yours.success) return []
  const { data } = yours
  const members = Object.keys(patch).filter((member) => (touched?.has(member) ?? true) && !isDeepStrictEqual(current[member], data[member]))
  if (members.length === 0) return []
  const [wanted, stands] = [seenBy(schema, data, sees), seenBy(schema, current, sees)]
  return members.map((member) => ({ pointer: `/${member}`, yours: wanted[member] ?? null, current: stands[member] ?? null }))
}

const Told = z.object({ type: z.string(), from: z.record(z.string(), z.unknown()), to: z.record(z.string(), z.unknown()) })

/** What an event of this type says was changed, as far as it is of it. */
const changedIn = (type: string, data: unknown): z.infer<typeof Told> | undefined => {
  const told = Told.safeParse(data)
  return told.success && told.data.type === type ? told.data : undefined
}

/** The members that an event changed, given what it holds. Sensitive values in it may be masks. */
export type TouchedBy = (data: unknown) => readonly string[]

/** For events that name the changed members and no other: masks in them may be alike though the values are not. */
export const namedBy =
  (...types: readonly string[]): TouchedBy =>
  (data) =>
    types.flatMap((type) => Object.keys(changedIn(type, data)?.to ?? {}))

/** For events that hold every member, changed or not, and nothing sealed. */
export const differingIn =
  (type: string): TouchedBy =>
  (data) => {
    const { from = {}, to = {} } = changedIn(type, data) ?? {}
    return Object.keys({ ...from, ...to }).filter((member) => !isDeepStrictEqual(from[member], to[member]))
  }
