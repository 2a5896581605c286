import * as z from 'zod'
import { type FieldClass, isSealed, type MaskStyle } from './field-class.ts'
import { metaOf, nodeOf } from './schema-node.ts'

type Schema = z.core.$ZodType

export type Care = { readonly class?: FieldClass | undefined; readonly mask?: MaskStyle | undefined }

/** A marked leaf of a schema. `*` in the path stands for every element of an array and every key of a record. */
export type Mark = { readonly path: string; readonly class: FieldClass; readonly mask: MaskStyle }

/** The mark on a schema, where a mark on a wrapper (`.optional().meta(…)`) counts before the one inside. */
export const careOf = (schema: Schema, outer: Care): Care => {
  const own = z.globalRegistry.get(schema)
  return { class: outer.class ?? own?.class, mask: outer.mask ?? own?.mask }
}

/** Options of a union mostly share their members. */
const distinct = (found: readonly Mark[]) => [...new Map(found.map((mark) => [JSON.stringify(mark), mark])).values()]

const marksAt = (schema: Schema, path: string, outer: Care): readonly Mark[] => {
  const node = nodeOf(schema)
  const care = careOf(schema, outer)
  if (isSealed(care.class) && node.kind !== 'string' && node.kind !== 'wrapper')
    throw new TypeError(`${path} is marked ${care.class}: only strings can be sealed, mark each of them`)
  switch (node.kind) {
    case 'string':
    case 'leaf':
      return care.class ? [{ path, class: care.class, mask: care.mask ?? 'all' }] : []
    case 'wrapper':
      return marksAt(node.inner, path, care)
    case 'members':
      return Object.entries(node.members).flatMap(([key, member]) => marksAt(member, `${path}/${key}`, {}))
    case 'each':
      return marksAt(node.item, `${path}/*`, {})
    case 'choice':
      return distinct(node.options.flatMap((option) => marksAt(option, path, {})))
  }
}

const known = new WeakMap<Schema, readonly Mark[]>()

/** Every marked leaf. Throws where care cannot be taken: a sealed mark on something else than a string, a schema it cannot look into. */
export const marks = (schema: Schema): readonly Mark[] => {
  const found = known.get(schema) ?? marksAt(schema, '', {})
  known.set(schema, found)
  return found
}

export const holdsSealed = (schema: Schema) => marks(schema).some((mark) => isSealed(mark.class))

const remade = (schema: Schema, outer: Care): Schema => {
  const node = nodeOf(schema)
  const care = careOf(schema, outer)
  switch (node.kind) {
    case 'string':
      return isSealed(care.class) ? z.string().meta({ ...metaOf(schema), class: care.class, mask: care.mask ?? 'all' }) : schema
    case 'leaf':
      return schema
    case 'wrapper':
      return node.rebuild(maskedAt(node.inner, care))
    case 'members':
      return node.rebuild(Object.fromEntries(Object.entries(node.members).map(([key, member]) => [key, maskedAt(member, {})])))
    case 'each':
      return node.rebuild(maskedAt(node.item, {}))
    case 'choice':
      return node.rebuild(node.options.map((option) => maskedAt(option, {})))
  }
}

/** A company and an individual, a record and its events share most of their parts; so do their masked forms. */
const knownMasked = new WeakMap<Schema, Schema>()

/** A part that holds nothing sealed stays the very same schema, refinements and all. */
export const maskedAt = (schema: Schema, outer: Care): Schema => {
  if (!isSealed(outer.class) && !holdsSealed(schema)) return schema
  if (outer.class !== undefined || outer.mask !== undefined) return remade(schema, outer)
  const made = knownMasked.get(schema) ?? remade(schema, outer)
  knownMasked.set(schema, made)
  return made
}

/**
 * The types cannot follow a walk over a schema. What makes this true: the walk rebuilds each part as it was, and puts a
 * string where a string is sealed.
 */
const isShapedLike = <S extends Schema>(rebuilt: Schema, _original: S): rebuilt is z.ZodType<z.output<S>> => rebuilt instanceof z.ZodType

/** The schema of what is stored and answered: the same shape, but any string passes where a value is sealed. */
export const masked = <S extends z.ZodType>(schema: S): z.ZodType<z.output<S>> => {
  const rebuilt = maskedAt(schema, {})
  if (!isShapedLike(rebuilt, schema)) throw new TypeError('care needs schemas of zod, not of zod/mini')
  return rebuilt
}
