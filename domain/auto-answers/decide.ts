import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type AutoAnswers, shippedAutoAnswers } from './auto-answers.ts'
import { type AutoAnswersEvent, evolve } from './events.ts'

export type AutoAnswersCommand = {
  readonly type: 'put'
  readonly rules: AutoAnswers
  /** Codes of the work calendars that there are. */
  readonly calendars: readonly string[]
}
export type AutoAnswersRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = AutoAnswers | undefined

const decide = (
  state: State,
  { rules, calendars }: AutoAnswersCommand,
  { now, actor }: Context,
): Result<readonly AutoAnswersEvent[], AutoAnswersRefusal> => {
  if (!calendars.includes(rules.calendar))
    return refuse({ code: 'request.invalid', findings: [block('auto_answers.calendar_unknown', '/calendar')] })
  const from = state ?? shippedAutoAnswers
  return isDeepStrictEqual(from, rules) ? ok([]) : ok([{ type: 'auto_answers.put', from, to: rules, at: now, by: actor.id }])
}

/** How the desk answers by itself: as it ships, until somebody says otherwise. */
export const autoAnswers: Decider<State, AutoAnswersCommand, AutoAnswersEvent, AutoAnswersRefusal> = {
  initial: undefined,
  decide,
  evolve,
}
