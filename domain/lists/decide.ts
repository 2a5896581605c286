import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import { type Language, languages } from '../kernel/language.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type ListEvent } from './events.ts'
import { type CodedList, type ListId, type ListValue, type ListValueDraft, mostValues, valueIn } from './list.ts'
import { isNeeded } from './needed.ts'

export type ListCommand =
  | { readonly type: 'put_value'; readonly value: ListValueDraft }
  | { readonly type: 'retire_value' | 'revive_value'; readonly code: string }

export type ListRefusal =
  | { readonly code: 'list.unknown' | 'list.full' }
  | { readonly code: 'list.value_unknown' | 'list.value_needed'; readonly value: string }
  /** Tiers have a cadence and teams a manager; nothing else has. */
  | { readonly code: 'list.member_elsewhere'; readonly member: string; readonly list: ListId }
  /** Another value in use already reads like this: nobody could tell the two apart. */
  | { readonly code: 'list.label_taken'; readonly value: string; readonly language: Language }

type State = CodedList | undefined
type Decision = Result<readonly ListEvent[], ListRefusal>

const sameText = (a: string | undefined, b: string | undefined) => a !== undefined && a.toLowerCase() === b?.toLowerCase()

/** "No two values in use are called the same." */
const labelTaken = (list: CodedList, value: ListValue): ListRefusal | undefined => {
  if (!value.active) return undefined
  const others = list.values.filter(({ code, active }) => active && code !== value.code)
  for (const language of languages) {
    const holder = others.find(({ labels }) => sameText(labels[language], value.labels[language]))
    if (holder) return { code: 'list.label_taken', value: holder.code, language }
  }
  return undefined
}

const homes = { reviewDays: 'tier', visitDays: 'tier', manager: 'team' } as const
const homed = ['reviewDays', 'visitDays', 'manager'] as const

/** "A cadence belongs to a tier, a manager to a team." */
const elsewhere = ({ id }: CodedList, value: ListValueDraft): ListRefusal | undefined => {
  const member = homed.find((each) => value[each] !== undefined && homes[each] !== id)
  return member && { code: 'list.member_elsewhere', member, list: homes[member] }
}

/** "What a value is called may change, its code never does." A value that was retired stays so. */
const put = (list: CodedList, draft: ListValueDraft, { now }: Context): Decision => {
  const from = valueIn(list, draft.code)
  const to = { ...draft, active: from?.active ?? true }
  if (isDeepStrictEqual(from, to)) return ok([])
  const stray = elsewhere(list, draft)
  if (stray) return refuse(stray)
  if (!from && list.values.length >= mostValues) return refuse({ code: 'list.full' })
  const taken = labelTaken(list, to)
  return taken ? refuse(taken) : ok([{ type: 'list.value_put', from: from ?? null, to, at: now }])
}

/** "A value that nobody should choose any more is retired; old records keep it." */
const retire = (list: CodedList, value: ListValue, { now, actor }: Context): Decision => {
  if (!value.active) return ok([])
  if (isNeeded(list.id, value.code)) return refuse({ code: 'list.value_needed', value: value.code })
  return ok([{ type: 'list.value_retired', value: value.code, at: now, by: actor.id }])
}

const revive = (list: CodedList, value: ListValue, { now, actor }: Context): Decision => {
  if (value.active) return ok([])
  const taken = labelTaken(list, { ...value, active: true })
  return taken ? refuse(taken) : ok([{ type: 'list.value_revived', value: value.code, at: now, by: actor.id }])
}

const decide = (state: State, command: ListCommand, context: Context): Decision => {
  if (!state) return refuse({ code: 'list.unknown' })
  if (command.type === 'put_value') return put(state, command.value, context)
  const value = valueIn(state, command.code)
  if (!value) return refuse({ code: 'list.value_unknown', value: command.code })
  switch (command.type) {
    case 'retire_value':
      return retire(state, value, context)
    case 'revive_value':
      return revive(state, value, context)
  }
}

/** The lists of a firm. None is made or removed: a list that nobody has changed is the one that ships. */
export const lists: Decider<State, ListCommand, ListEvent, ListRefusal> = { initial: undefined, decide, evolve }
