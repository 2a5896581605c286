import * as z from 'zod'

/** A JSON pointer (RFC 6901) into what the event says. */
export const Pointer = z
  .string()
  .regex(/^(?:\/[^/]+)+$/)
  .max(120)
const Value = z.union([z.string().max(100), z.number(), z.boolean()])

/** What the event must say at a place, or must not: `{ "pointer": "/resolution/customerTold", "oneOf": [true] }`. */
export const Fact = z.strictObject({
  pointer: Pointer,
  oneOf: z.array(Value).max(20).optional(),
  noneOf: z.array(Value).max(20).optional(),
})
export type Fact = z.infer<typeof Fact>

const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** What stands at a pointer; undefined where it leads nowhere. */
export const at = (whole: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((part, key) => (isMembers(part) && Object.hasOwn(part, key) ? part[key] : undefined), whole)

export const factHolds = ({ pointer, oneOf, noneOf }: Fact, data: unknown): boolean => {
  const found = at(data, pointer)
  return (oneOf?.some((value) => value === found) ?? true) && !(noneOf?.some((value) => value === found) ?? false)
}
