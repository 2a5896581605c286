import * as z from 'zod'
// Not `z.core`: a namespace inside a namespace cannot be shaken, and brings every language that zod speaks (330 KB).
import * as core from 'zod/v4/core'
import { isSealed } from './field-class.ts'

type Schema = z.core.$ZodType

/**
 * What a schema is made of, as far as care of fields goes. `rebuild` makes the same schema around other parts, without
 * its refinements: those speak of clear values.
 */
export type SchemaNode =
  | { readonly kind: 'string' }
  | { readonly kind: 'leaf' }
  | { readonly kind: 'wrapper'; readonly inner: Schema; readonly rebuild: (inner: Schema) => Schema }
  | {
      readonly kind: 'members'
      readonly members: Readonly<Record<string, Schema>>
      readonly rebuild: (members: Record<string, Schema>) => Schema
    }
  | { readonly kind: 'each'; readonly item: Schema; readonly rebuild: (item: Schema) => Schema }
  | {
      readonly kind: 'choice'
      readonly options: readonly Schema[]
      readonly discriminator?: string | undefined
      readonly rebuild: (options: Schema[]) => Schema
    }

const leaves = new Set([
  'number',
  'int',
  'boolean',
  'bigint',
  'null',
  'undefined',
  'void',
  'never',
  'literal',
  'enum',
  'template_literal',
  'unknown',
])

/** What a schema says of itself but its name: two schemas cannot share one in OpenAPI. */
export const metaOf = (schema: Schema) => {
  const { id: _, ...meta } = z.globalRegistry.get(schema) ?? {}
  return meta
}

const remade = <S extends Schema>(schema: S, def: S['_zod']['def']): Schema => {
  const clone = core.clone(schema, { ...def, checks: def.checks?.filter((check) => check._zod.def.check !== 'custom') })
  z.globalRegistry.add(clone, metaOf(schema))
  return clone
}

type Wrapper = Schema & { readonly _zod: { readonly def: { readonly innerType: Schema } } }
const wrapper = <W extends Wrapper>(schema: W): SchemaNode => ({
  kind: 'wrapper',
  inner: schema._zod.def.innerType,
  rebuild: (innerType) => remade(schema, { ...schema._zod.def, innerType }),
})

const object = (schema: z.ZodObject): SchemaNode => {
  const rest = schema.def.catchall?._zod.def.type ?? 'unknown'
  if (rest !== 'never' && rest !== 'unknown') throw new TypeError('care cannot look into members without a name: use a record')
  return { kind: 'members', members: schema.shape, rebuild: (shape) => remade(schema, { ...schema.def, shape }) }
}

const record = (schema: z.ZodRecord): SchemaNode => {
  if (isSealed(metaOf(schema.keyType).class)) throw new TypeError('the key of a record cannot be sealed')
  return { kind: 'each', item: schema.valueType, rebuild: (valueType) => remade(schema, { ...schema.def, valueType }) }
}

const structure = (schema: Schema): SchemaNode | undefined => {
  if (schema instanceof z.ZodObject) return object(schema)
  if (schema instanceof z.ZodArray)
    return { kind: 'each', item: schema.element, rebuild: (element) => remade(schema, { ...schema.def, element }) }
  if (schema instanceof z.ZodRecord) return record(schema)
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { options, discriminator } = schema.def
    return { kind: 'choice', options, discriminator, rebuild: (changed) => remade(schema, { ...schema.def, options: changed }) }
  }
  if (schema instanceof z.ZodUnion)
    return { kind: 'choice', options: schema.options, rebuild: (options) => remade(schema, { ...schema.def, options }) }
  return undefined
}

/** Throws for a schema that care cannot look into (a transform, a tuple, a lazy one): a mark inside would go unseen. */
export const nodeOf = (schema: Schema): SchemaNode => {
  if (schema instanceof core.$ZodString) return { kind: 'string' }
  if (schema instanceof z.ZodOptional) return wrapper(schema)
  if (schema instanceof z.ZodNullable) return wrapper(schema)
  if (schema instanceof z.ZodDefault) return wrapper(schema)
  if (schema instanceof z.ZodReadonly) return wrapper(schema)
  const node = structure(schema)
  if (node) return node
  const { type } = schema._zod.def
  if (leaves.has(type)) return { kind: 'leaf' }
  throw new TypeError(`care cannot look into a schema of type ${type}`)
}
