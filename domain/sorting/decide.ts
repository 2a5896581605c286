import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import type { Finding } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { SortingBook } from './book.ts'
import { type Known, ruleFindings } from './check.ts'
import { evolve, type SortingRuleEvent } from './events.ts'
import type { SortingRule } from './rule.ts'

export type SortingRuleCommand = {
  readonly type: 'put'
  readonly rule: SortingRule
  /** The rules among which it will be. */
  readonly book: SortingBook
  readonly known: Known
}
export type SortingRuleRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = SortingRule | undefined

const decide = (
  state: State,
  { rule, book, known }: SortingRuleCommand,
  { now, actor }: Context,
): Result<readonly SortingRuleEvent[], SortingRuleRefusal> => {
  const findings = ruleFindings(rule, { book, known })
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const from = state ?? book.rules.find(({ is }) => is.id === rule.id)?.is ?? null
  return isDeepStrictEqual(from, rule) ? ok([]) : ok([{ type: 'sorting_rule.put', from, to: rule, at: now, by: actor.id }])
}

/** The rules of a firm, and those that ship until somebody puts others in their place. A rule is made inactive, never removed. */
export const sortingRules: Decider<State, SortingRuleCommand, SortingRuleEvent, SortingRuleRefusal> = { initial: undefined, decide, evolve }
