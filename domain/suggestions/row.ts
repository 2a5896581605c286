import * as z from 'zod'
import { dayOf } from '../kernel/day.ts'
import type { Suggestion as Whole } from './suggestion.ts'
import { Suggestion } from './suggestion.ts'

/** A suggestion as figures count it, in the month in which it came. */
export const SuggestionRow = Suggestion.pick({
  id: true,
  customerId: true,
  state: true,
  receivedAt: true,
  told: true,
  themes: true,
  tags: true,
})
  .extend({ sorted: z.boolean() })
  .strict()
export type SuggestionRow = z.infer<typeof SuggestionRow>

/** The month where the firm is in which something came, such as `2026-11`. */
export const monthOf = ({ receivedAt }: Pick<Whole, 'receivedAt'>): string => dayOf(receivedAt).slice(0, 7)

export const rowOf = ({ id, customerId, state, receivedAt, told, themes, tags, sorted }: Whole): SuggestionRow => ({
  id,
  customerId,
  state,
  receivedAt,
  ...(told && { told }),
  themes,
  tags,
  sorted: sorted !== undefined,
})
