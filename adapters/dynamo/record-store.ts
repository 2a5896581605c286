import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { part, unite } from '../../domain/kernel/care.ts'
import { type FieldClass, fieldClasses, isSealed } from '../../domain/kernel/field-class.ts'
import { masked } from '../../domain/kernel/marks.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Change, Claim, ClaimTaken, Conflict, Loaded, Store } from '../../domain/kernel/store.ts'
import { SealedUnreadable, type Vault } from '../../domain/kernel/vault.ts'
import { eventItems } from './event-log.ts'
import { claimKey } from './keys.ts'
import type { Item, Key, Table, Unmet, Write } from './table.ts'

/** What a noun has to say about itself to be kept: everything else is the same for all of them. */
export type Kept<Schema extends z.ZodType, EventSchema extends z.ZodType<{ type: string }>> = {
  readonly kind: string
  readonly schema: Schema
  readonly events: EventSchema
  readonly key: (id: string) => Key
  /** Attributes by which lists find the record. */
  readonly indexed?: (state: z.output<Schema>) => Item
  readonly claims?: (state: z.output<Schema> | undefined) => readonly Claim[]
  /** Small items that let the record be found from elsewhere, such as a contact from its companies. */
  readonly links?: (state: z.output<Schema> | undefined) => readonly (Key & Item)[]
  /** What must hold of other items, or nothing is committed: the change was then decided on facts that have moved on. */
  readonly checks?: readonly Write[]
  /** The customers in whose timelines an event belongs, given the state that the change led to. */
  readonly about: (event: z.output<EventSchema>, state: z.output<Schema>) => readonly string[]
}

const StoredRecord = z.looseObject({
  version: z.int(),
  state: z.unknown(),
  sealed: z.instanceof(Uint8Array).optional(),
  classes: z.array(z.enum(fieldClasses)).default([]),
})

const keyText = ({ pk, sk }: Key) => `${pk}|${sk}`
const without = <T extends Key>(all: readonly T[], others: readonly Key[]): readonly T[] => {
  const known = new Set(others.map(keyText))
  return all.filter((one) => !known.has(keyText(one)))
}

/** The store of one noun, and `read` for those who only look: members of the classes in `sees` come in the clear. */
export const recordStore = <Schema extends z.ZodType, EventSchema extends z.ZodType<{ type: string }>>(
  table: Table,
  kept: Kept<Schema, EventSchema>,
  vault?: Vault,
) => {
  type State = z.output<Schema>
  type Event = z.output<EventSchema>
  const storedSchema = masked(kept.schema)

  const opened = async (id: string, item: Item, sees: readonly FieldClass[]): Promise<Loaded<State>> => {
    const { version, state, sealed, classes } = StoredRecord.parse(item)
    const known = storedSchema.parse(state)
    if (!sealed || !vault || !classes.some((fieldClass) => sees.includes(fieldClass))) return { state: known, version }
    const message = await vault.open({ subject: id, item: 'STATE' }, sealed)
    if (!message.ok) throw new SealedUnreadable(`the key of ${id} is destroyed`)
    return { state: unite(known, message.value, sees), version }
  }

  const read = async (id: string, sees: readonly FieldClass[]): Promise<Loaded<State> | undefined> => {
    const item = await table.get(kept.key(id))
    return item && opened(id, item, sees)
  }

  const stateItem = async (id: string, state: State, version: number): Promise<Item> => {
    const { masked: shown, sealed } = part(kept.schema, state)
    if (sealed.length > 0 && !vault) throw new Error(`${kept.kind} has sealed members and its store no vault`)
    return {
      ...kept.key(id),
      entity: kept.kind,
      version,
      state: shown,
      sealed: sealed.length > 0 ? await vault?.seal({ subject: id, item: 'STATE' }, sealed) : undefined,
      classes: [...new Set(sealed.map((leaf) => leaf.class))],
      ...kept.indexed?.(shown),
    }
  }

  const compared = async ({ field, value, plain }: Claim): Promise<string> => {
    if (plain) return value
    if (!vault) throw new Error(`${kept.kind} claims ${field} and its store has no vault`)
    return vault.blindIndex(field, value)
  }

  const claimKeys = async (state: State | undefined): Promise<readonly (Key & { readonly field: string })[]> =>
    Promise.all(
      (kept.claims?.(state) ?? []).map(async (claim) => ({
        ...claimKey(kept.kind, claim.field, await compared(claim)),
        field: claim.field,
      })),
    )

  const claimWrites = async ({ id, before, state }: Change<State | undefined, Event>): Promise<readonly Write[]> => {
    const [held, wanted] = await Promise.all([claimKeys(before), claimKeys(state)])
    const mine = { expression: 'attribute_not_exists(pk) OR heldBy = :me', values: { ':me': id } }
    return [
      ...without(wanted, held).map((claim) => table.put({ ...claim, entity: 'claim', heldBy: id }, mine)),
      ...without(held, wanted).map((claim) => table.drop(claim, { expression: 'heldBy = :me', values: { ':me': id } })),
    ]
  }

  const linkWrites = ({ before, state }: Change<State | undefined, Event>): readonly Write[] => {
    const [stood, links] = [kept.links?.(before) ?? [], kept.links?.(state) ?? []]
    const news = links.filter((link) => !stood.some((old) => isDeepStrictEqual(old, link)))
    return [...news.map((link) => table.put(link)), ...without(stood, links).map((link) => table.drop(link))]
  }

  const eventWrites = async (change: Change<State | undefined, Event>, version: number): Promise<readonly Write[]> => {
    const { id, state, events, context } = change
    if (state === undefined) throw new Error(`${kept.kind} ${id} has events and no state`)
    const items = await Promise.all(
      events.map((event) =>
        eventItems(kept.events, vault, { subject: { kind: kept.kind, id }, version, about: kept.about(event, state), event, context }),
      ),
    )
    return items.flat().map((item) => table.put(item, { expression: 'attribute_not_exists(pk)' }))
  }

  /** What stood in the way: a claim that another record holds, or else a record that has moved on, this one or one that was checked. */
  const refused = (writes: readonly Write[], unmet: readonly Unmet[]): ClaimTaken | Conflict => {
    const overtaken = unmet.find(({ at }) => at === 0)
    const claim = unmet.find(({ at }) => writes[at]?.Put?.Item?.['entity'] === 'claim')
    if (claim && !overtaken)
      return { code: 'claim.taken', field: String(writes[claim.at]?.Put?.Item?.['field']), heldBy: String(claim.item?.['heldBy']) }
    return { code: 'version.conflict', current: Number(overtaken?.item?.['version'] ?? 0) }
  }

  const unmoved = (expected: number) =>
    expected === 0 ? { expression: 'attribute_not_exists(pk)' } : { expression: 'version = :expected', values: { ':expected': expected } }

  const commit = async (change: Change<State | undefined, Event>): Promise<Result<Loaded<State | undefined>, Conflict | ClaimTaken>> => {
    const { id, expected, before, state } = change
    const changed = state !== before
    if (state === undefined) throw new Error(`${kept.kind} ${id} has events and no state`)
    const version = changed ? expected + 1 : expected
    const events = await eventWrites(change, version)
    const rest = changed ? [...(await claimWrites(change)), ...linkWrites(change), ...(kept.checks ?? [])] : []
    const writes = changed ? [table.put(await stateItem(id, state, version), unmoved(expected)), ...events, ...rest] : events
    const done = await table.transact(writes)
    return done.ok ? ok({ state, version }) : refuse(refused(writes, done.error))
  }

  const store: Store<State | undefined, Event> = { load: (id) => read(id, fieldClasses.filter(isSealed)), commit }
  return { ...store, read, opened }
}
