import type * as z from 'zod'
// Not `z.core`: a namespace inside a namespace cannot be shaken, and brings every language that zod speaks (330 KB).
import * as core from 'zod/v4/core'
import { type FieldClass, isSealed, type MaskStyle, type SealedClass } from './field-class.ts'
import { type Care, careOf, holdsSealed, maskedAt } from './marks.ts'
import { mask } from './mask.ts'
import { nodeOf, type SchemaNode } from './schema-node.ts'

type Schema = z.core.$ZodType

/** A clear value that was taken out, and the JSON pointer (RFC 6901) of where it belongs. */
export type Sealed = { readonly pointer: string; readonly class: SealedClass; readonly value: string }

const isMembers = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

type Leaf = Sealed & { readonly mask: MaskStyle }
type At = { readonly pointer: string; readonly outer: Care }

const misfit = ({ pointer }: At) => new TypeError(`the value at ${pointer || 'the root'} is not of its schema`)

const leafOf = (value: unknown, care: Care, at: At): readonly Leaf[] => {
  if (!isSealed(care.class)) return []
  if (typeof value !== 'string') throw misfit(at)
  return [{ pointer: at.pointer, class: care.class, mask: care.mask ?? 'all', value }]
}

/** By the discriminator where there is one; else the option that takes the value as it is, or as it looks when masked. */
const optionFor = (node: Extract<SchemaNode, { kind: 'choice' }>, value: unknown): Schema | undefined => {
  const { options, discriminator } = node
  if (discriminator === undefined)
    return (
      options.find((option) => core.safeParse(option, value).success) ??
      options.find((option) => core.safeParse(maskedAt(option, {}), value).success)
    )
  const named = isMembers(value) ? value[discriminator] : undefined
  return options.find((option) => [...(option._zod.propValues?.[discriminator] ?? [])].some((name) => name === named))
}

const leavesAt = (schema: Schema, value: unknown, at: At): readonly Leaf[] => {
  if (value === null || value === undefined) return []
  const node = nodeOf(schema)
  const care = careOf(schema, at.outer)
  if (node.kind === 'leaf') return []
  if (node.kind === 'string') return leafOf(value, care, at)
  if (node.kind === 'wrapper') return leavesAt(node.inner, value, { ...at, outer: care })
  if (node.kind === 'choice') {
    const option = optionFor(node, value)
    if (!option) throw misfit(at)
    return leavesAt(option, value, { ...at, outer: {} })
  }
  if (!isMembers(value)) throw misfit(at)
  const within = (key: string, schema: Schema) => leavesAt(schema, value[key], { pointer: `${at.pointer}/${escaped(key)}`, outer: {} })
  if (node.kind === 'each') return Object.keys(value).flatMap((key) => within(key, node.item))
  return Object.entries(node.members).flatMap(([key, member]) => (Object.hasOwn(value, key) ? within(key, member) : []))
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const keysOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Changes `whole` in place. A pointer that leads nowhere means that seal and record are not of one write: a bug, never passed over. */
const place = (whole: unknown, pointer: string, value: string): void => {
  const keys = keysOf(pointer)
  const last = keys.pop()
  const parent = keys.reduce<unknown>((at, key) => (isMembers(at) && Object.hasOwn(at, key) ? at[key] : undefined), whole)
  if (last === undefined || !isMembers(parent) || !Object.hasOwn(parent, last))
    throw new RangeError(`nothing stands at ${pointer || 'the root'}`)
  parent[last] = value
}

/** Takes the sealed values out of a record, leaving masks: what is stored in the open, and what goes to the vault. */
export const part = <S extends z.ZodType>(
  schema: S,
  value: z.output<S>,
): { readonly masked: z.output<S>; readonly sealed: readonly Sealed[] } => {
  if (!holdsSealed(schema)) return { masked: value, sealed: [] }
  const leaves = leavesAt(schema, value, { pointer: '', outer: {} })
  const shown = structuredClone(value)
  for (const leaf of leaves) place(shown, leaf.pointer, mask(leaf.mask, leaf.value))
  return { masked: shown, sealed: leaves.map(({ mask: _, ...sealed }) => sealed) }
}

/** Puts back the values whose class may be seen; the rest stays masked. */
export const unite = <Value>(maskedValue: Value, sealed: readonly Sealed[], sees: readonly FieldClass[]): Value => {
  const whole = structuredClone(maskedValue)
  for (const leaf of sealed) if (sees.includes(leaf.class)) place(whole, leaf.pointer, leaf.value)
  return whole
}

/** A record in the clear as somebody may see it: the classes in `sees` as they are, all other sealed ones masked. */
export const seenBy = <S extends z.ZodType>(schema: S, value: z.output<S>, sees: readonly FieldClass[]): z.output<S> => {
  const { masked, sealed } = part(schema, value)
  return unite(masked, sealed, sees)
}
