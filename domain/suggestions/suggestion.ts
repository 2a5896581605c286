import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { ContactId, CustomerId, SuggestionId, SurveyId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { line, paragraph } from '../kernel/text.ts'

const suggestionStates = ['received', 'accepted', 'declined', 'done', 'told', 'withdrawn'] as const
export const SuggestionState = z.enum(suggestionStates)
export type SuggestionState = z.infer<typeof SuggestionState>

const Text = paragraph(2000).meta({ class: 'internal' })
const doing = { at: Instant, by: UserId }

/** What a customer said, and where it was said. */
export const SuggestionDraft = z.strictObject({
  customerId: CustomerId,
  contactId: ContactId.optional(),
  /** The survey in which it was written, where it came that way. */
  surveyId: SurveyId.optional(),
  text: Text,
})
export type SuggestionDraft = z.infer<typeof SuggestionDraft>

/** What it is about: values of the list `theme`, and words that fit none of them. */
export const Themes = z.strictObject({ themes: z.array(Code).max(10).default([]), tags: z.array(line(40)).max(10).default([]) })
export type Themes = z.infer<typeof Themes>

/** What a customer would like, and what became of it. */
export const Suggestion = z.strictObject({
  id: SuggestionId,
  ...SuggestionDraft.shape,
  state: SuggestionState,
  receivedAt: Instant,
  /** Accepted, or declined with a reason that the customer can be told. */
  decided: z.strictObject({ ...doing, reason: line(500).optional() }).optional(),
  done: z.strictObject(doing).optional(),
  told: z.strictObject(doing).optional(),
  ...Themes.shape,
  /** Who said that these are the themes: nobody's guess counts until then. */
  sorted: z.strictObject(doing).optional(),
})
export type Suggestion = z.infer<typeof Suggestion>
