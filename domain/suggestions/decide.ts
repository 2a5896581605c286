import { isDeepStrictEqual } from 'node:util'
import type { CustomerGlance } from '../customers/glance.ts'
import { reaches } from '../kernel/actor.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { SuggestionId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type CodedList, hasActive } from '../lists/list.ts'
import { evolve, type SuggestionEvent } from './events.ts'
import type { Suggestion, SuggestionDraft, SuggestionState, Themes } from './suggestion.ts'

type Step =
  | { readonly type: 'accept' | 'finish' }
  /** `writes`: whoever suggested it is to be written to, the contact or an individual. */
  | { readonly type: 'tell'; readonly writes?: boolean }
  | { readonly type: 'decline'; readonly reason: string }

/** A command without the customer, whom the shell looks up. */
export type SuggestionCommandBody =
  | { readonly type: 'receive'; readonly id: string; readonly draft: SuggestionDraft }
  | { readonly type: 'sort'; readonly themes: Themes; readonly list: CodedList }
  /** It stands no longer in the survey that it came by. */
  | { readonly type: 'withdraw' }
  | Step
/** `customer` is whose suggestion it is, as far as there is one. */
export type SuggestionCommand = SuggestionCommandBody & { readonly customer: CustomerGlance | undefined }

export type SuggestionRefusal =
  | { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }
  | { readonly code: 'customer.not_found' | 'access.out_of_scope' | 'suggestion.not_found' | 'suggestion.no_contact' }
  | { readonly code: 'suggestion.not_now'; readonly state: SuggestionState }

type State = Suggestion | undefined
type Decision = Result<readonly SuggestionEvent[], SuggestionRefusal>

/** "What somebody rewrites in their survey is reworded here, until we have said what we think of it." */
const again = (suggestion: Suggestion, { text }: SuggestionDraft, { now }: Context): Decision => {
  const { state, text: before } = suggestion
  const isNews = state === 'withdrawn' || (state === 'received' && before !== text)
  return ok(isNews ? [{ type: 'suggestion.reworded', text, at: now }] : [])
}

/** "What somebody takes back nobody needs to answer", unless somebody has: then it stands, and they are told what becomes of it. */
const withdraw = ({ state }: Suggestion, { now }: Context): Decision =>
  ok(state === 'received' ? [{ type: 'suggestion.withdrawn', at: now }] : [])

const receive = (id: string, draft: SuggestionDraft, { now, owner }: Context & Pick<CustomerGlance, 'owner'>): Decision => {
  const suggestion = { id: SuggestionId.parse(id), ...draft, state: 'received' as const, receivedAt: now, themes: [], tags: [] }
  return ok([{ type: 'suggestion.received', suggestion, ...(owner && { tell: owner }) }])
}

/** From where each step leads: nothing is done that was not accepted, and whoever suggested it is told of either end. */
const from: Readonly<Record<Step['type'], readonly SuggestionState[]>> = {
  accept: ['received'],
  decline: ['received', 'accepted'],
  finish: ['accepted'],
  tell: ['done', 'declined'],
}
const reached: Readonly<Record<Step['type'], SuggestionState>> = { accept: 'accepted', decline: 'declined', finish: 'done', tell: 'told' }

const eventOf = (step: Step, { now, actor }: Context): SuggestionEvent => {
  const doing = { at: now, by: actor.id }
  switch (step.type) {
    case 'accept':
      return { type: 'suggestion.accepted', ...doing }
    case 'decline':
      return { type: 'suggestion.declined', reason: step.reason, ...doing }
    case 'finish':
      return { type: 'suggestion.done', ...doing }
    case 'tell':
      return { type: 'suggestion.told', ...doing }
  }
}

/** Who can be told what became of it: the contact, or an individual themselves. */
export const suggestedBy = (
  { customerId, contactId }: Pick<Suggestion, 'customerId' | 'contactId'>,
  customer: Pick<CustomerGlance, 'kind'> | undefined,
): { readonly kind: 'contact' | 'customer'; readonly id: string } | undefined => {
  if (contactId !== undefined) return { kind: 'contact', id: contactId }
  return customer?.kind === 'individual' ? { kind: 'customer', id: customerId } : undefined
}

const advance = (suggestion: Suggestion, { step, customer }: { step: Step; customer: CustomerGlance }, context: Context): Decision => {
  const { state } = suggestion
  if (step.type === 'tell' && step.writes && !suggestedBy(suggestion, customer)) return refuse({ code: 'suggestion.no_contact' })
  if (state === reached[step.type]) return ok([])
  return from[step.type].includes(state) ? ok([eventOf(step, context)]) : refuse({ code: 'suggestion.not_now', state })
}

/** "A theme counts when a person has said so." */
const sort = (
  suggestion: Suggestion,
  { themes, list }: Extract<SuggestionCommandBody, { type: 'sort' }>,
  { now, actor }: Context,
): Decision => {
  const unknown = themes.themes.flatMap((theme, i) =>
    suggestion.themes.includes(theme) || hasActive(list, theme) ? [] : [block('list.theme_unknown', `/themes/${i}`)],
  )
  if (unknown.length > 0) return refuse({ code: 'request.invalid', findings: unknown })
  const before = { themes: suggestion.themes, tags: suggestion.tags }
  const to = { themes: [...new Set(themes.themes)], tags: [...new Set(themes.tags)] }
  if (suggestion.sorted && isDeepStrictEqual(before, to)) return ok([])
  return ok([{ type: 'suggestion.sorted', from: before, to, at: now, by: actor.id }])
}

const decide = (state: State, command: SuggestionCommand, context: Context): Decision => {
  if (!command.customer) return refuse({ code: 'customer.not_found' })
  if (!reaches(context.actor, command.customer)) return refuse({ code: 'access.out_of_scope' })
  if (command.type === 'receive')
    return state ? again(state, command.draft, context) : receive(command.id, command.draft, { ...context, owner: command.customer.owner })
  if (!state) return refuse({ code: 'suggestion.not_found' })
  if (command.type === 'withdraw') return withdraw(state, context)
  return command.type === 'sort' ? sort(state, command, context) : advance(state, { step: command, customer: command.customer }, context)
}

export const suggestions: Decider<State, SuggestionCommand, SuggestionEvent, SuggestionRefusal> = { initial: undefined, decide, evolve }
