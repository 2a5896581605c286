import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import { type FieldClass, fieldClasses, isSealed } from '../../../domain/kernel/care/field-class.ts'
import { masked } from '../../../domain/kernel/care/marks.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { ok, type Result, refuse } from '../../../domain/kernel/result.ts'
import type { ClaimTaken, Conflict, Loaded, Store } from '../../../domain/kernel/store.ts'
import { eventItems } from '../events/event-log.ts'
import { absent, both, standsAt, unmoved } from '../table/conditions.ts'
import { without } from '../table/items.ts'
import type { Condition, Table, Unmet, Write } from '../table/table.ts'
import type { Changed, EventSchema, Keeping, Kept } from './kept.ts'
import { claimTaken, claimWrites } from './record-claims.ts'
import { itemOf, type Look, recordIn } from './record-item.ts'
import { type Unopened, unopened } from './unopened.ts'

/** What stands in the table is walked for masks when it is first read: a function sets up more stores at its start than it then uses. */
const keepingOf = <Schema extends z.ZodType, Events extends EventSchema>(
  table: Table,
  kept: Kept<Schema, Events>,
  vault: Vault | Unopened | undefined,
): Keeping<Schema, Events> => ({
  table,
  kept,
  vault,
  get stored() {
    return masked(kept.schema)
  },
})

/** The store of one noun, and `read` for those who only look: members of the classes in `sees` come in the clear. */
export const recordStore = <Schema extends z.ZodType, Events extends EventSchema>(
  table: Table,
  kept: Kept<Schema, Events>,
  vault?: Vault | Unopened,
): Store<z.output<Schema> | undefined, z.output<Events>> & {
  readonly read: (id: string, sees: readonly FieldClass[]) => Promise<Loaded<z.output<Schema>> | undefined>
} => {
  const keeping = keepingOf(table, kept, vault)
  const opened = async (look: Look) => {
    const item = await table.get(kept.key(look.id))
    return item && recordIn(keeping, item, look)
  }
  return {
    read: (id, sees) => opened({ id, sees, purpose: 'show' }),
    load: (id) => opened({ id, sees: fieldClasses.filter(isSealed), purpose: 'decide' }),
    commit: ({ state, ...change }) => {
      if (state === undefined) throw new Failure(`${kept.kind} ${change.id} has events and no state`)
      return commit(keeping, { ...change, state })
    },
  }
}

/** What a change writes, its own condition first. */
const changeWrites = async <Schema extends z.ZodType, Events extends EventSchema>(
  keeping: Keeping<Schema, Events>,
  change: Changed<Schema, Events>,
): Promise<{ readonly version: number; readonly writes: readonly Write[] }> => {
  const { expected, before, state } = change
  const rekeyed = await rekeyedFor(keeping, change)
  const stays = state === before && !rekeyed
  const version = stays ? expected : expected + 1
  const events = await eventWrites(keeping, change, version)
  return { version, writes: stays ? events : await stateWrites(keeping, change, events) }
}

/**
 * Makes the new version of the key that the events tell of, if they tell of one, ahead of everything that is then sealed under
 * it. Should the change come to nothing, the version stays, and the order that is decided again is content with it.
 */
const rekeyedFor = async <Schema extends z.ZodType, Events extends EventSchema>(
  { kept, vault }: Keeping<Schema, Events>,
  { id, events, context }: Changed<Schema, Events>,
): Promise<boolean> => {
  if (!events.some((event) => kept.rekeys?.(event))) return false
  if (!vault || vault === unopened) throw new Failure(`${kept.kind} changes its key and its store has no vault`)
  await vault.rotate(id, context.now)
  return true
}

/** The writes of a change that is to be kept in the transaction of another. */
export const recordWrites = async <Schema extends z.ZodType, Events extends EventSchema>(
  { table, vault }: { readonly table: Table; readonly vault: Vault },
  kept: Kept<Schema, Events>,
  change: Changed<Schema, Events>,
): Promise<readonly Write[]> => (await changeWrites(keepingOf(table, kept, vault), change)).writes

const commit = async <Schema extends z.ZodType, Events extends EventSchema>(
  keeping: Keeping<Schema, Events>,
  change: Changed<Schema, Events>,
): Promise<Result<Loaded<z.output<Schema>>, Conflict | ClaimTaken>> => {
  const { state } = change
  const { version, writes } = await changeWrites(keeping, change)
  const done = await keeping.table.transact(writes)
  return done.ok ? ok({ state, version }) : refuse(refusalOf(writes, done.error, change))
}

const eventWrites = async <Schema extends z.ZodType, Events extends EventSchema>(
  { table, kept, vault }: Keeping<Schema, Events>,
  { id, expected, state, events, context }: Changed<Schema, Events>,
  version: number,
): Promise<readonly Write[]> => {
  const happened = { subject: { kind: kept.toldAs?.(state) ?? kept.kind, id }, version, isFirst: expected === 0, context }
  const items = await Promise.all(
    events.map((event) =>
      eventItems(kept.events, vault === unopened ? undefined : vault, { ...happened, about: kept.about(event, state), event }),
    ),
  )
  return items.flat().map((item) => table.put(item, absent))
}

/** The state leads: its place tells a record that has moved on from everything else that may stand in the way. */
const stateWrites = async <Schema extends z.ZodType, Events extends EventSchema>(
  keeping: Keeping<Schema, Events>,
  change: Changed<Schema, Events>,
  events: readonly Write[],
): Promise<readonly Write[]> => {
  const { table, kept } = keeping
  const { id, expected, before, state } = change
  const item = await itemOf(keeping, id, { before, state, version: expected + 1 })
  return [
    table.put(item, unchanged(kept, { expected, state })),
    ...events,
    ...(await claimWrites(keeping, change)),
    ...linkWrites(keeping, change),
    ...(kept.beside ?? []),
  ]
}

/** Nobody has written since, and the record stands where it may be left for what it is to be. */
const unchanged = <Schema extends z.ZodType, Events extends EventSchema>(
  { movedFrom }: Kept<Schema, Events>,
  { expected, state }: { readonly expected: number; readonly state: z.output<Schema> },
): Condition => {
  const version = unmoved('version', expected)
  if (expected === 0 || !movedFrom) return version
  const { member, among } = movedFrom(state)
  return both(version, standsAt(member, among))
}

const linkWrites = <Schema extends z.ZodType, Events extends EventSchema>(
  { table, kept }: Keeping<Schema, Events>,
  { before, state }: Changed<Schema, Events>,
): readonly Write[] => {
  const [stood, links] = [kept.links?.(before) ?? [], kept.links?.(state) ?? []]
  const news = links.filter((link) => !stood.some((old) => isDeepStrictEqual(old, link)))
  return [...news.map((link) => table.put(link)), ...without(stood, links).map((link) => table.drop(link))]
}

/** What stood in the way: a claim that another record holds, or else a record that has moved on, this one or one that was checked. */
const refusalOf = (
  writes: readonly Write[],
  unmet: readonly Unmet[],
  { id, expected }: { readonly id: string; readonly expected: number },
): ClaimTaken | Conflict => {
  const overtaken = unmet.find(({ at }) => at === 0)
  // It stands where it was seen, so it was decided what the table does not allow: nobody who asks again fares better.
  if (expected > 0 && overtaken?.item?.['version'] === expected) throw new Failure(`${id} cannot come to this from where it stands`)
  const taken = overtaken ? undefined : claimTaken(writes, unmet)
  return taken ?? { code: 'version.conflict', current: Number(overtaken?.item?.['version'] ?? 0) }
}
