import type * as z from 'zod'
import type { FieldClass } from '../../domain/kernel/care/field-class.ts'
import { clashesOf, type TouchedBy } from '../../domain/kernel/clash.ts'
import type { Context, Decider } from '../../domain/kernel/decider.ts'
import type { EventsBetween, Store } from '../../domain/kernel/store.ts'
import type { Refused } from './problem.ts'

type Members = Readonly<Record<string, unknown>>

/** A noun as far as its patches go: where it is kept, how it is decided, and which of its events change members. */
export type Patched<Schema extends z.ZodType<Members>, Command, Event> = {
  readonly decider: Decider<z.output<Schema> | undefined, Command, Event, unknown>
  readonly store: Store<z.output<Schema> | undefined, Event>
  readonly schema: Schema
  readonly touchedBy: TouchedBy
  readonly between: EventsBetween
}

/** A patch under If-Match that was refused. */
type LatePatch<Command> = {
  readonly id: string
  readonly command: Command
  readonly patch: Members
  readonly context: Context
  readonly ifMatch: number | undefined
  readonly sees: readonly FieldClass[]
}

/**
 * A refusal over a version that has moved on, with what the caller wanted and what stands there now. It is decided once more
 * on what stands there: who may no longer make the change, say since the record was given to another team, learns no value.
 * Any other refusal stays as it is. Costs one read and one query, and only where a version does not fit.
 */
export const withBothValues = async <Schema extends z.ZodType<Members>, Command, Event>(
  refused: Refused,
  { decider, store, schema, touchedBy, between }: Patched<Schema, Command, Event>,
  { id, command, patch, context, ifMatch, sees }: LatePatch<Command>,
): Promise<Refused> => {
  if (refused.code !== 'version.conflict' || ifMatch === undefined) return refused
  const now = await store.load(id)
  if (!now?.state || !decider.decide(now.state, command, context).ok) return refused
  const events = await between(id, { after: ifMatch, upTo: now.version })
  const touched = events && new Set(events.flatMap(({ data }) => touchedBy(data)))
  return { code: refused.code, current: now.version, conflicts: clashesOf(schema, now.state, { patch, touched, sees }) }
}
