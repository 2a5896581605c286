import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'
import { Suggestion, Themes } from './suggestion.ts'

const doing = { at: Instant, by: UserId }

/** What can happen to a suggestion. */
export const SuggestionEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('suggestion.received'),
    suggestion: Suggestion,
    /** Who looks after the customer, to be told of it. */
    tell: UserId.optional(),
  }),
  z.strictObject({ type: z.literal('suggestion.reworded'), text: Suggestion.shape.text, at: Instant }),
  /** Whoever wrote it has taken it back before anybody said what we think of it. */
  z.strictObject({ type: z.literal('suggestion.withdrawn'), at: Instant }),
  z.strictObject({ type: z.literal('suggestion.accepted'), ...doing }),
  z.strictObject({ type: z.literal('suggestion.declined'), reason: line(500), ...doing }),
  z.strictObject({ type: z.literal('suggestion.done'), ...doing }),
  z.strictObject({ type: z.literal('suggestion.told'), ...doing }),
  z.strictObject({ type: z.literal('suggestion.sorted'), from: Themes, to: Themes, ...doing }),
])
export type SuggestionEvent = z.infer<typeof SuggestionEvent>

/** What an event makes of a suggestion. */
export const evolve = (suggestion: Suggestion | undefined, event: SuggestionEvent): Suggestion | undefined => {
  if (event.type === 'suggestion.received') return event.suggestion
  if (!suggestion) return undefined
  switch (event.type) {
    case 'suggestion.reworded':
      return { ...suggestion, text: event.text, state: 'received' }
    case 'suggestion.withdrawn':
      return { ...suggestion, state: 'withdrawn' }
    case 'suggestion.accepted':
      return { ...suggestion, state: 'accepted', decided: { at: event.at, by: event.by } }
    case 'suggestion.declined':
      return { ...suggestion, state: 'declined', decided: { at: event.at, by: event.by, reason: event.reason } }
    case 'suggestion.done':
      return { ...suggestion, state: 'done', done: { at: event.at, by: event.by } }
    case 'suggestion.told':
      return { ...suggestion, state: 'told', told: { at: event.at, by: event.by } }
    case 'suggestion.sorted':
      return { ...suggestion, ...event.to, sorted: { at: event.at, by: event.by } }
  }
}
