import * as z from 'zod'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { line, paragraph } from '../../domain/kernel/text.ts'
import type { ListStore } from '../../domain/lists/ports.ts'
import { type SuggestionCommandBody, suggestedBy, suggestions } from '../../domain/suggestions/decide.ts'
import type { SuggestionStore } from '../../domain/suggestions/ports.ts'
import { SuggestionDraft, Themes } from '../../domain/suggestions/suggestion.ts'
import { type MessagePorts, queueMessage } from '../queue/messages/queue-message.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { answerOf, SuggestionAnswer, type SuggestionListPorts, suggestionListRoutes } from './suggestion-lists.routes.ts'
import { reachedOf } from './survey-view.ts'

export type SuggestionPorts = SuggestionListPorts & MessagePorts & { readonly suggestions: SuggestionStore; readonly lists: ListStore }

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

/** One message a suggestion, however often its customer is said to have been told. */
const writeTo = async (
  ports: SuggestionPorts,
  suggestion: SuggestionAnswer,
  { message, context }: { readonly message: string; readonly context: Context },
): Promise<void> => {
  const { id, customerId, contactId, text, decided } = suggestion
  const [customer] = contactId === undefined ? await ports.glances([customerId]) : []
  const to = suggestedBy(suggestion, customer)
  if (!to) throw new Failure(`${id} was told to nobody`)
  const fields = { suggested: text, message, ...(decided?.reason !== undefined && { reason: decided.reason }) }
  const wanted = { cause: `suggestion:${id}:told`, template: 'suggestion.told', fields, customerId }
  await queueMessage(ports, { ...wanted, to }, context)
}

const onReading = ['suggestion.not_found', 'access.out_of_scope'] as const
const onChanging = [...onReading, 'customer.not_found', 'version.conflict', 'version.contended'] as const

const step = (summary: string, type: 'accept' | 'finish') =>
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
  ...suggestionListRoutes,

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

  [`POST ${one}/tell`]: route({
    summary: 'Say that the customer was told what came of it, and have whoever suggested it written to, once, where there is a message',
    permission: 'surveys:write',
    query: noQuery,
    body: z.strictObject({ message: paragraph(1000).optional() }).default({}),
    answer: SuggestionAnswer,
    status: 200,
    example: { message: '自下周起,周五下午也可以提货' },
    refusals: [...onChanging, 'request.invalid', 'suggestion.not_now', 'suggestion.no_contact'],
    run: async (ports: SuggestionPorts, request) => {
      const { message } = request.body
      const told = await change(ports, { type: 'tell', writes: message !== undefined }, request)
      if (told.ok && message !== undefined) await writeTo(ports, told.value, { message, context: request.context })
      return told
    },
  }),

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
      if (!list) throw new Failure('the list of themes ships with the program')
      return change(ports, { type: 'sort', themes: request.body, list }, request)
    },
  }),
}
