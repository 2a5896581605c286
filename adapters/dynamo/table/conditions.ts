import type { Condition } from './table.ts'

/** Nothing stands there yet. */
export const absent: Condition = { expression: 'attribute_not_exists(pk)' }

/** Nobody has written since `seen` was read, 0 where nothing stood: `counter` goes up with every write. */
export const unmoved = (counter: 'version' | 'revision', seen: number): Condition =>
  seen === 0 ? absent : { expression: `${counter} = :seen`, values: { ':seen': seen } }

/** The claim is that of this very record. */
export const heldBy = (id: string): Condition => ({ expression: 'heldBy = :holder', values: { ':holder': id } })
/** The claim is that of this very record, or free. */
export const freeFor = (id: string): Condition => ({ ...heldBy(id), expression: `${absent.expression} OR ${heldBy(id).expression}` })

/** Both hold. */
export const both = (one: Condition, other: Condition): Condition => ({
  expression: `(${one.expression}) AND (${other.expression})`,
  values: { ...one.values, ...other.values },
  ...((one.names ?? other.names) && { names: { ...one.names, ...other.names } }),
})

/** A member of the record's state is one of these values. */
export const standsAt = (member: string, among: readonly string[]): Condition => ({
  expression: `#state.#standing IN (${among.map((_, i) => `:standing${i}`).join(', ')})`,
  values: Object.fromEntries(among.map((value, i) => [`:standing${i}`, value])),
  names: { '#state': 'state', '#standing': member },
})
