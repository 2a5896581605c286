import * as z from 'zod'
import { part, unite } from '../../../domain/kernel/care/care.ts'
import { type FieldClass, fieldClasses } from '../../../domain/kernel/care/field-class.ts'
import { type Purpose, SealedUnreadable, type Vault } from '../../../domain/kernel/care/vault.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { dueAttributes } from '../due-index.ts'
import type { Item } from '../table/table.ts'
import { AddressIndexes, indexesBeside } from './address-indexes.ts'
import type { EventSchema, Keeping, Kept } from './kept.ts'
import { comesSealed, goesBack, unopened } from './unopened.ts'

export const StoredRecord = z.looseObject({
  version: z.int(),
  state: z.unknown(),
  sealed: z.instanceof(Uint8Array).optional(),
  classes: z.array(z.enum(fieldClasses)).default([]),
  indexes: AddressIndexes.optional(),
})

export const placeOf = (id: string) => ({ subject: id, item: 'STATE' })

type Written<State> = Loaded<State> & { readonly before: State | undefined }

const sealedAnew = async <Schema extends z.ZodType, Events extends EventSchema>(
  { kept, vault }: { readonly kept: Kept<Schema, Events>; readonly vault: Vault | undefined },
  id: string,
  { before, state, version }: Written<z.output<Schema>>,
) => {
  const { masked: shown, sealed } = part(kept.schema, state)
  if (sealed.length > 0 && !vault) throw new Failure(`${kept.kind} has sealed members and its store no vault`)
  return {
    shown,
    sealed: sealed.length > 0 ? await vault?.seal(placeOf(id), sealed, { isNew: version === 1 }) : undefined,
    classes: [...new Set(sealed.map((leaf) => leaf.class))],
    indexes: vault && (await indexesBeside({ kept, vault }, { before, state })),
  }
}

/** A record as an item: masked, with one message beside it that holds what the masks stand for. */
export const itemOf = async <Schema extends z.ZodType, Events extends EventSchema>(
  { kept, vault }: Keeping<Schema, Events>,
  id: string,
  written: Written<z.output<Schema>>,
): Promise<Item> => {
  const { state, version } = written
  const { shown, ...seal } =
    vault === unopened ? { shown: state, ...goesBack(kept.schema, written) } : await sealedAnew({ kept, vault }, id, written)
  return {
    ...kept.key(id),
    entity: kept.kind,
    version,
    state: shown,
    ...seal,
    ...kept.indexed?.(shown),
    ...dueAttributes(kept.kind, id, kept.due?.(state)),
  }
}

export type Look = { readonly id: string; readonly sees: readonly FieldClass[]; readonly purpose: Purpose }

/** The record in an item, the classes in `sees` in the clear. Opens the seal only if it holds any of them. */
export const recordIn = async <Schema extends z.ZodType, Events extends EventSchema>(
  { vault, stored }: Keeping<Schema, Events>,
  item: Item,
  { id, sees, purpose }: Look,
): Promise<Loaded<z.output<Schema>>> => {
  const { version, state, sealed, classes, indexes } = StoredRecord.parse(item)
  const known = stored.parse(state)
  if (vault === unopened) comesSealed(known, { sealed, classes, indexes })
  if (!sealed || !vault || vault === unopened || !classes.some((fieldClass) => sees.includes(fieldClass))) return { state: known, version }
  const message = await vault.open(placeOf(id), sealed, { purpose })
  if (!message.ok) throw new SealedUnreadable(`the key of ${id} is destroyed`)
  const whole = unite(known, message.value, sees)
  comesSealed(whole, { sealed, classes, indexes })
  return { state: whole, version }
}
