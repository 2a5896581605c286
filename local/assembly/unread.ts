import { isList, isObject, type Json, type JsonObject } from './json.ts'
import type { AnyKind } from './kind.ts'

const within = (path: string, name: string): string => (path ? `${path}.${name}` : name)

/** Members of `given` that reading it left out, at any depth. What was read into another form, such as text, was read whole. */
const leftOut = (given: Json, read: unknown, path = ''): readonly string[] => {
  if (isList(given) && Array.isArray(read)) return given.flatMap((entry, index) => leftOut(entry, read[index], `${path}[]`))
  if (!isObject(given) || typeof read !== 'object' || read === null) return []
  return Object.entries(given).flatMap(([name, value]) =>
    Object.hasOwn(read, name) ? leftOut(value, Reflect.get(read, name), within(path, name)) : [within(path, name)],
  )
}

/** Properties, as paths like `Targets[].SqsParameters`, that a kind neither reads nor calls meaningless. */
export const unread = ({ properties, meaningless }: AnyKind, given: JsonObject): readonly string[] => {
  const { success, data } = properties.safeParse(given)
  return success ? [...new Set(leftOut(given, data))].filter((path) => !meaningless.includes(path)) : []
}
