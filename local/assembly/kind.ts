import * as z from 'zod'
import type { Assembly } from './assembly.ts'

/** A resource type that runs on this machine: the properties that are read, and (as paths like `Targets[].Id`) those that mean nothing here. */
export type Kind<Shape extends z.ZodRawShape> = {
  readonly types: readonly string[]
  readonly properties: z.ZodObject<Shape>
  readonly meaningless: readonly string[]
}
/** What every kind has in common, for whoever holds many. */
export type AnyKind = {
  readonly types: readonly string[]
  readonly properties: { readonly safeParse: (given: unknown) => { readonly success: boolean; readonly data?: unknown } }
  readonly meaningless: readonly string[]
}

export const kind = <Shape extends z.ZodRawShape>(
  types: string | readonly string[],
  shape: Shape,
  meaningless: readonly string[],
): Kind<Shape> => ({
  types: typeof types === 'string' ? [types] : types,
  properties: z.object(shape),
  meaningless,
})

/** Every resource of one kind, its properties checked. Throws a sentence naming the resource when they do not fit. */
export const declared = <Shape extends z.ZodRawShape>(assembly: Assembly, { types, properties }: Kind<Shape>) =>
  assembly.resources
    .filter(({ type }) => types.includes(type))
    .map(({ properties: raw, ...resource }) => {
      const read = properties.safeParse(raw)
      if (!read.success) throw new Error(`${resource.stack}/${resource.id} (${resource.type}): ${z.prettifyError(read.error)}`)
      return { ...resource, given: read.data }
    })
