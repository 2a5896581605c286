import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import type { Finding } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type KnownToMacros, macroFindings } from './check.ts'
import { evolve, type MacroEvent } from './events.ts'
import type { Macro } from './macro.ts'

export type MacroCommand = { readonly type: 'put'; readonly macro: Macro; readonly known: KnownToMacros }
export type MacroRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = Macro | undefined

const decide = (state: State, { macro, known }: MacroCommand, { now, actor }: Context): Result<readonly MacroEvent[], MacroRefusal> => {
  const findings = macroFindings(macro, known)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  return isDeepStrictEqual(state, macro) ? ok([]) : ok([{ type: 'macro.put', from: state ?? null, to: macro, at: now, by: actor.id }])
}

/** The macros of a firm. One is retired, never removed: tickets name it. */
export const macros: Decider<State, MacroCommand, MacroEvent, MacroRefusal> = { initial: undefined, decide, evolve }
