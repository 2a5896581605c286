import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { type CodedList, ListValue } from './list.ts'

/** What can happen to a list. `from` is the value before, null for a new one. */
export const ListEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('list.value_put'), from: ListValue.nullable(), to: ListValue, at: Instant }),
  z.strictObject({ type: z.literal('list.value_retired'), value: Code, at: Instant, by: UserId }),
  z.strictObject({ type: z.literal('list.value_revived'), value: Code, at: Instant, by: UserId }),
])
export type ListEvent = z.infer<typeof ListEvent>

/** A changed value keeps its place; a new one comes last. */
const withValue = (list: CodedList, value: ListValue): CodedList => {
  const known = list.values.some(({ code }) => code === value.code)
  return { ...list, values: known ? list.values.map((each) => (each.code === value.code ? value : each)) : [...list.values, value] }
}

const withActive = (list: CodedList, code: string, active: boolean): CodedList => ({
  ...list,
  values: list.values.map((value) => (value.code === code ? { ...value, active } : value)),
})

/** What an event makes of a list. */
export const evolve = (list: CodedList | undefined, event: ListEvent): CodedList | undefined => {
  if (!list) return undefined
  switch (event.type) {
    case 'list.value_put':
      return withValue(list, event.to)
    case 'list.value_retired':
      return withActive(list, event.value, false)
    case 'list.value_revived':
      return withActive(list, event.value, true)
  }
}
