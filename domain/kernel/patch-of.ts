import * as z from 'zod'

const withoutDefault = (field: z.core.$ZodType) => (field instanceof z.ZodDefault ? field.unwrap() : field)

/** The schema of a merge patch (RFC 7396) of `shape`: any member, null to remove it. */
export const patchOf = (shape: z.ZodRawShape) =>
  z.strictObject(Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, z.nullable(withoutDefault(field)).optional()])))
