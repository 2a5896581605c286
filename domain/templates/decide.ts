import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import type { Finding } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { Category } from './channel.ts'
import { templateFindings } from './check.ts'
import { evolve, type TemplateEvent } from './events.ts'
import type { Template, TemplateCode, TemplateDraft } from './template.ts'

export type TemplateCommand = {
  readonly type: 'write'
  readonly code: TemplateCode
  readonly draft: TemplateDraft
  /** The template of this code that comes with the program, if there is one. */
  readonly shipped: Template | undefined
}

export type TemplateRefusal =
  | { readonly code: 'template.rules_broken'; readonly findings: readonly Finding[] }
  | { readonly code: 'template.category_fixed'; readonly category: Category }
  | { readonly code: 'template.fields_fixed' | 'template.not_found' }

type State = Template | undefined

/**
 * "What was for the customer's sake never becomes promotion, nor the other way round." And of a template that the program itself
 * fills in, words change and fields do not: it would have nothing to put into a new one.
 */
const decide = (
  state: State,
  { code, draft, shipped }: TemplateCommand,
  { now, actor }: Context,
): Result<readonly TemplateEvent[], TemplateRefusal> => {
  const before = state ?? shipped
  if (before && before.category !== draft.category) return refuse({ code: 'template.category_fixed', category: before.category })
  if (shipped && !isDeepStrictEqual(shipped.fields, draft.fields)) return refuse({ code: 'template.fields_fixed' })
  const findings = templateFindings(draft)
  if (findings.length > 0) return refuse({ code: 'template.rules_broken', findings })
  const { code: _code, written: _written, ...words } = before ?? {}
  if (isDeepStrictEqual(words, draft)) return ok([])
  return ok([{ type: 'template.written', template: { code, ...draft, written: { at: now, by: actor.id } } }])
}

export const templates: Decider<State, TemplateCommand, TemplateEvent, TemplateRefusal> = { initial: undefined, decide, evolve }
