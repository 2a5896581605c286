import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { CustomerId } from '../../domain/kernel/ids.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { line } from '../../domain/kernel/text.ts'
import type { ListStore } from '../../domain/lists/ports.ts'
import { type SuggestionCommandBody, suggestions } from '../../domain/suggestions/decide.ts'
import { SuggestionFigures, suggestionFigures } from '../../domain/suggestions/figures.ts'
import { mostSuggestions, type SuggestionQueries, type SuggestionStore } from '../../domain/suggestions/ports.ts'
import { Suggestion, SuggestionDraft, Themes } from '../../domain/suggestions/suggestion.ts'
import { Month, monthsFrom } from '../../domain/survey-results/row.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { reachedOf } from './survey-view.ts'

export type SuggestionPorts = {
  readonly suggestions: SuggestionStore
  readonly suggested: SuggestionQueries
  readonly glances: CustomerGlances
  readonly lists: ListStore
}

const SuggestionAnswer = Suggestion.extend({ version: z.int() })
type SuggestionAnswer = z.infer<typeof SuggestionAnswer>
const answerOf = ({ state, version }: Loaded<Suggestion>): SuggestionAnswer => ({ ...state, version })
const suggestionIn = (request: Asked): string => idIn(request, 'suggestionId')

type Work = { readonly id: string; readonly customerId: string; readonly request: Asked }

const run = async (
  ports: SuggestionPorts,
  body: SuggestionCommandBody,
  { id, customerId, request }: Work,
): Promise<Result<SuggestionAnswer, Refused>> => {
  const { context, ifMatch } = request
  const [customer] = await ports.glances([customerId])
  const done = await execute(suggestions, ports.suggestions, { id, command: { ...body, customer }, context, ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'suggestion.not_found' })
}

/** A step with a suggestion that is there. */
const change = async (ports: SuggestionPorts, body: SuggestionCommandBody, request: Asked): Promise<Result<SuggestionAnswer, Refused>> => {
  const id = suggestionIn(request)
  const seen = await ports.suggestions.load(id)
  return seen?.state ? run(ports, body, { id, customerId: seen.state.customerId, request }) : refuse({ code: 'suggestion.not_found' })
}

const onReading = ['suggestion.not_found', 'access.out_of_scope'] as const
const onChanging = [...onReading, 'customer.not_found', 'version.conflict', 'version.contended'] as const

const step = (summary: string, type: 'accept' | 'finish' | 'tell') =>
  route({
    summary,
    permission: 'surveys:write',
    query: noQuery,
    body: noBody,
    answer: SuggestionAnswer,
    status: 200,
    refusals: [...onChanging, 'suggestion.not_now'],
    run: (ports: SuggestionPorts, request) => change(ports, { type }, request),
  })

const one = '/v1/suggestions/{suggestionId}'

export const suggestionRoutes: Routes<SuggestionPorts> = {
  'POST /v1/suggestions': route({
    summary: 'Enter what a customer suggested',
    permission: 'surveys:write',
    query: noQuery,
    body: SuggestionDraft.omit({ surveyId: true }),
    answer: SuggestionAnswer,
    status: 201,
    example: { customerId: 'cus_01KAJ0000000000000000000AA', text: '希望周五下午也能提货' },
    refusals: ['request.invalid', 'customer.not_found', 'access.out_of_scope', 'version.contended'],
    run: async (ports: SuggestionPorts, request) => {
      const id = await request.newId('suggestion')
      return run(ports, { type: 'receive', id, draft: request.body }, { id, customerId: request.body.customerId, request })
    },
  }),

  'GET /v1/suggestions': route({
    summary: 'List what a customer suggested, the latest first',
    permission: 'surveys:read',
    query: z.strictObject({ customerId: CustomerId, ...pageQuery }),
    body: noBody,
    answer: pageOf(SuggestionAnswer),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async (ports: SuggestionPorts, { query: { customerId, ...page }, context }) => {
      const reached = await reachedOf(ports, context.actor, [customerId])
      if (!reached.has(customerId)) return ok({ items: [], next: null })
      const found = await ports.suggested.of(customerId, pageRequest(page, context.actor))
      return found.ok ? ok({ items: found.value.items.map(answerOf), next: found.value.next }) : found
    },
  }),

  [`GET ${one}`]: route({
    summary: 'Read one suggestion and what became of it',
    permission: 'surveys:read',
    query: noQuery,
    body: noBody,
    answer: SuggestionAnswer,
    status: 200,
    refusals: onReading,
    run: async (ports: SuggestionPorts, request) => {
      const seen = await ports.suggestions.load(suggestionIn(request))
      if (!seen?.state) return refuse({ code: 'suggestion.not_found' })
      const reached = await reachedOf(ports, request.context.actor, [seen.state.customerId])
      return reached.has(seen.state.customerId)
        ? ok(answerOf({ state: seen.state, version: seen.version }))
        : refuse({ code: 'access.out_of_scope' })
    },
  }),

  [`POST ${one}/accept`]: step('Accept a suggestion: it is to be done', 'accept'),
  [`POST ${one}/finish`]: step('Say that what was suggested is done', 'finish'),
  [`POST ${one}/tell`]: step('Say that the customer was told what came of it', 'tell'),

  [`POST ${one}/decline`]: route({
    summary: 'Decline a suggestion, with a reason that the customer can be told',
    permission: 'surveys:write',
    query: noQuery,
    body: z.strictObject({ reason: line(500) }),
    answer: SuggestionAnswer,
    status: 200,
    example: { reason: '该线路周五无干线班次' },
    refusals: [...onChanging, 'request.invalid', 'suggestion.not_now'],
    run: (ports: SuggestionPorts, request) => change(ports, { type: 'decline', reason: request.body.reason }, request),
  }),

  [`POST ${one}/themes`]: route({
    summary: 'Say what a suggestion is about: values of the list "theme", and free words',
    permission: 'surveys:write',
    query: noQuery,
    body: Themes,
    answer: SuggestionAnswer,
    status: 200,
    example: { themes: ['pickup'], tags: ['周五'] },
    refusals: [...onChanging, 'request.invalid'],
    run: async (ports: SuggestionPorts, request) => {
      const list = (await ports.lists.load('theme'))?.state
      if (!list) throw new Error('the list of themes ships with the program')
      return change(ports, { type: 'sort', themes: request.body, list }, request)
    },
  }),

  'GET /v1/suggestion-results': route({
    summary: 'What became of suggestions: closure, days until the customer was told, and the trend of each theme',
    permission: 'surveys:read',
    query: z.strictObject({ from: Month, to: Month }),
    body: noBody,
    answer: SuggestionFigures,
    status: 200,
    refusals: ['request.invalid', 'survey.period_invalid', 'results.too_many'],
    run: async (ports: SuggestionPorts, { query: { from, to }, context }) => {
      const months = monthsFrom(from, to)
      if (!months) return refuse({ code: 'survey.period_invalid' })
      const rows = await ports.suggested.rows(months)
      if (!rows) return refuse({ code: 'results.too_many', most: mostSuggestions })
      if (context.actor.reach.kind === 'all') return ok(suggestionFigures(rows))
      const reached = await reachedOf(
        ports,
        context.actor,
        rows.map(({ customerId }) => customerId),
      )
      return ok(suggestionFigures(rows.filter(({ customerId }) => reached.has(customerId))))
    },
  }),
}
