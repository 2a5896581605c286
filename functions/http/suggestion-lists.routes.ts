import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import { Code } from '../../domain/kernel/code.ts'
import { CustomerId, UserId } from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { line } from '../../domain/kernel/text.ts'
import { suggestionFigures } from '../../domain/suggestions/figures.ts'
import { mostSuggestions, type SuggestionQueries } from '../../domain/suggestions/ports.ts'
import { monthOf } from '../../domain/suggestions/row.ts'
import { Suggestion, SuggestionState } from '../../domain/suggestions/suggestion.ts'
import { Month, monthAfter, monthOf as monthAt, monthsFrom } from '../../domain/survey-results/row.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, type Routes, route } from '../runtime/route.ts'
import { OpenedFigures, opened } from '../survey-results/suggestions-link.ts'
import { reachedOf } from './survey-view.ts'

export type SuggestionListPorts = { readonly suggested: SuggestionQueries; readonly glances: CustomerGlances }

export const SuggestionAnswer = Suggestion.extend({ version: z.int() })
export type SuggestionAnswer = z.infer<typeof SuggestionAnswer>
export const answerOf = ({ state, version }: Loaded<Suggestion>): SuggestionAnswer => ({ ...state, version })

/** So many months before the present one are looked through where nobody says which. */
const monthsBefore = 12

/** What became of suggestions, what they are about, and whose they are: `owner` looks after the customer today. */
const narrowing = {
  customerId: CustomerId.optional(),
  owner: UserId.optional(),
  state: SuggestionState.optional(),
  theme: Code.optional(),
  tag: line(40).optional(),
  from: Month.optional(),
  to: Month.optional(),
}
type Narrowing = z.infer<z.ZodObject<typeof narrowing>>

const isOf = ({ state, theme, tag }: Narrowing, months: readonly string[] | undefined, suggestion: Suggestion): boolean =>
  (state === undefined || suggestion.state === state) &&
  (theme === undefined || (suggestion.sorted !== undefined && suggestion.themes.includes(theme))) &&
  (tag === undefined || (suggestion.sorted !== undefined && suggestion.tags.includes(tag))) &&
  (months === undefined || months.includes(monthOf(suggestion)))

/** Those of customers whom the reader reaches today, and of the owner who is asked for. */
const within = async (
  { glances }: SuggestionListPorts,
  found: readonly Loaded<Suggestion>[],
  { actor, owner }: { readonly actor: Actor; readonly owner: string | undefined },
): Promise<readonly Loaded<Suggestion>[]> => {
  if (actor.reach.kind === 'all' && owner === undefined) return found
  const customers = await glances(found.map(({ state }) => state.customerId))
  return found.filter((_, i) => {
    const customer = customers[i]
    return customer && reaches(actor, customer) && (owner === undefined || customer.owner === owner)
  })
}

export const suggestionListRoutes: Routes<SuggestionListPorts> = {
  'GET /v1/suggestions': route({
    summary: 'List suggestions by state, theme, month and owner, the latest month first; or those of one customer',
    permission: 'surveys:read',
    query: z.strictObject({ ...narrowing, ...pageQuery }),
    body: noBody,
    answer: pageOf(SuggestionAnswer),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'survey.period_invalid'],
    run: async (ports: SuggestionListPorts, { query: { limit, cursor, ...wanted }, context: { actor, now } }) => {
      const { customerId, owner, from, to = monthAt(now) } = wanted
      const months = monthsFrom(from ?? monthAfter(to, -monthsBefore), to)
      if (!months) return refuse({ code: 'survey.period_invalid' })
      const page = pageRequest({ limit, cursor }, actor)
      const found = await (customerId === undefined
        ? ports.suggested.inMonths({ ...wanted, months, words: owner }, page)
        : ports.suggested.of(customerId, page))
      if (!found.ok) return found
      const asked = from === undefined && wanted.to === undefined ? undefined : months
      const fitting = found.value.items.filter(({ state }) => isOf(wanted, asked, state))
      const shown = await within(ports, fitting, { actor, owner })
      return ok({ items: shown.map(answerOf), next: found.value.next })
    },
  }),

  'GET /v1/suggestion-results': route({
    summary: 'What became of suggestions: closure, days until told, and the trend of each theme; each opens its suggestions',
    permission: 'surveys:read',
    query: z.strictObject({ from: Month, to: Month }),
    body: noBody,
    answer: OpenedFigures,
    status: 200,
    refusals: ['request.invalid', 'survey.period_invalid', 'results.too_many'],
    run: async (ports: SuggestionListPorts, { query: { from, to }, context }) => {
      const months = monthsFrom(from, to)
      if (!months) return refuse({ code: 'survey.period_invalid' })
      const rows = await ports.suggested.rows(months)
      if (!rows) return refuse({ code: 'results.too_many', most: mostSuggestions })
      if (context.actor.reach.kind === 'all') return ok(opened(suggestionFigures(rows), { from, to }))
      const reached = await reachedOf(
        ports,
        context.actor,
        rows.map(({ customerId }) => customerId),
      )
      return ok(opened(suggestionFigures(rows.filter(({ customerId }) => reached.has(customerId))), { from, to }))
    },
  }),
}
