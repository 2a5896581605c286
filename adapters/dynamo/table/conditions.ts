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
