import { attributes, conditionHolds, physicalName, resolveMembers, type Scope } from './intrinsics.ts'
import type { JsonObject } from './json.ts'
import type { Place } from './place.ts'
import { readStacks, type Stack } from './template.ts'

/** One resource that the templates declare, with its properties as they stand on this machine. */
type Resource = {
  /** Logical id, for the reader of a warning. */
  readonly id: string
  readonly stack: string
  readonly type: string
  /** Physical name. */
  readonly name: string
  readonly ref: string
  readonly arn: string
  readonly properties: JsonObject
}
export type Assembly = {
  readonly resources: readonly Resource[]
  /** The folder of an asset by the key that a template names in the asset bucket. */
  readonly assets: ReadonlyMap<string, string>
}

const resourcesOf = (stack: Stack, stacks: readonly Stack[], place: Place): readonly Resource[] => {
  const scope: Scope = { stack, stacks, place }
  return Object.entries(stack.Resources)
    .filter(([, { Condition }]) => !Condition || conditionHolds(Condition, scope))
    .map(([id, { Type, Properties }]) => {
      const { ref, Arn = ref } = attributes(id, scope)
      return {
        id,
        stack: stack.name,
        type: Type,
        name: physicalName(id, scope),
        ref,
        arn: Arn,
        properties: resolveMembers(Properties, scope),
      }
    })
}

/** Reads a synthesized cloud assembly and resolves it for `place`. */
export const readAssembly = (directory: string, place: Place): Assembly => {
  const stacks = readStacks(directory)
  return {
    resources: stacks.flatMap((stack) => resourcesOf(stack, stacks, place)),
    assets: new Map(stacks.flatMap((stack) => [...stack.assets])),
  }
}
