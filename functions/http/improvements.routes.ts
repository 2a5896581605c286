import * as z from 'zod'
import { Effect, spansAround } from '../../domain/improvements/effect.ts'
import {
  Because,
  type Improvement,
  ImprovementStatus,
  reachesImprovement,
  Terms,
  TermsPatch,
} from '../../domain/improvements/improvement.ts'
import { dayOf } from '../../domain/kernel/day.ts'
import { CustomerId, SuggestionId, SurveyId, TicketId, UserId } from '../../domain/kernel/ids.ts'
import { Instant, type PlainDate } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { line } from '../../domain/kernel/text.ts'
import { mostRows } from '../../domain/survey-results/ports.ts'
import { effectAround } from '../improvements/effect-around.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { sliceLink } from '../survey-results/answers-link.ts'
import { answerOf, change, ImprovementAnswer, type ImprovementPorts, improvementAt, patch, plan } from './improvement-change.ts'

const onReading = ['improvement.not_found', 'access.out_of_scope'] as const
const onChanging = [...onReading, 'improvement.not_now', 'version.conflict', 'version.contended'] as const
const one = '/v1/improvements/{improvementId}'

/** Whose, or because of what: one of these at most. */
const concerning = {
  owner: UserId.optional(),
  customerId: CustomerId.optional(),
  surveyId: SurveyId.optional(),
  suggestionId: SuggestionId.optional(),
  ticketId: TicketId.optional(),
}

const Draft = Terms.extend({ because: Because.default({}) })

/** On which day it is done, as far as is known: today where it is yet to be. */
const doneOn = (improvement: Improvement, today: PlainDate): PlainDate => ('done' in improvement ? improvement.done.on : today)

export const improvementRoutes: Routes<ImprovementPorts> = {
  'POST /v1/improvements': route({
    summary: 'Plan what is to be done so that a score rises: by whom, until when, and by how much',
    permission: 'surveys:write',
    query: noQuery,
    body: Draft,
    answer: ImprovementAnswer,
    status: 201,
    example: {
      action: '上海干线装车前二次清点',
      owner: 'usr_li',
      dueOn: '2036-12-15',
      expected: { measure: 'dimension', dimension: 'timeliness', by: 0.3 },
      slice: { team: 'sales_east', drivers: { lane: 'sha-lax' } },
      months: 2,
    },
    refusals: [
      'request.invalid',
      'access.out_of_scope',
      'survey.not_found',
      'suggestion.not_found',
      'ticket.not_found',
      'improvement.day_in_past',
      'version.contended',
    ],
    run: async (ports: ImprovementPorts, request) => {
      const { because, ...terms } = request.body
      return plan(ports, { terms, because }, { id: await request.newId('improvement'), request })
    },
  }),

  'GET /v1/improvements': route({
    summary: 'List improvements of one state by when they are due: all, those of an owner, or those because of something',
    permission: 'surveys:read',
    query: z.strictObject({ state: ImprovementStatus.default('planned'), ...concerning, ...pageQuery }),
    body: noBody,
    answer: pageOf(ImprovementAnswer),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'improvement.one_of'],
    run: async (ports: ImprovementPorts, { query: { state: status, limit, cursor, owner, ...of }, context: { actor } }) => {
      const because = Object.values(of).filter((id) => id !== undefined)
      if (because.length + (owner === undefined ? 0 : 1) > 1) return refuse({ code: 'improvement.one_of' })
      const page = pageRequest({ limit, cursor }, actor)
      const found = await ports.improvementQueries.list({ status, owner, because: because[0] }, page)
      if (!found.ok) return found
      const shown = found.value.items.filter(({ state }) => reachesImprovement(actor, state))
      return ok({ items: shown.map(answerOf), next: found.value.next })
    },
  }),

  [`GET ${one}`]: route({
    summary: 'Read one improvement, what was expected of it and what came of it',
    permission: 'surveys:read',
    query: noQuery,
    body: noBody,
    answer: ImprovementAnswer,
    status: 200,
    refusals: onReading,
    run: async (ports: ImprovementPorts, request) => {
      const seen = await improvementAt(ports, request)
      return seen.ok ? ok(answerOf(seen.value)) : seen
    },
  }),

  [`PATCH ${one}`]: route({
    summary: 'Change what is planned: the action, its owner, its day, what is expected of it and whose answers are to tell',
    permission: 'surveys:write',
    query: noQuery,
    body: TermsPatch,
    answer: ImprovementAnswer,
    status: 200,
    example: { dueOn: '2036-12-22', owner: 'usr_wang' },
    refusals: [...onChanging, 'request.invalid', 'improvement.day_in_past'],
    run: (ports: ImprovementPorts, request) => patch(ports, request.body, request),
  }),

  [`POST ${one}/finish`]: route({
    summary: 'Say that it is done: what came of it is measured by itself once the months behind it have answered',
    permission: 'surveys:write',
    query: noQuery,
    body: noBody,
    answer: ImprovementAnswer,
    status: 200,
    refusals: onChanging,
    run: (ports: ImprovementPorts, request) => change(ports, { type: 'finish' }, request),
  }),

  [`POST ${one}/drop`]: route({
    summary: 'Drop what was planned, with the reason',
    permission: 'surveys:write',
    query: noQuery,
    body: z.strictObject({ reason: line(500) }),
    answer: ImprovementAnswer,
    status: 200,
    example: { reason: '该线路已外包' },
    refusals: [...onChanging, 'request.invalid'],
    run: (ports: ImprovementPorts, request) => change(ports, { type: 'drop', reason: request.body.reason }, request),
  }),

  [`GET ${one}/effect`]: route({
    summary: 'The score before and after, with counts and 95 % intervals: as it stands today, or as it was measured',
    permission: 'surveys:read',
    query: noQuery,
    body: noBody,
    /** `measuresAt`: from when on nothing of it changes any more, where that is known. `answers`: where those of each side are read. */
    answer: z.strictObject({
      effect: Effect,
      answers: z.strictObject({ before: z.string(), after: z.string() }),
      measuresAt: Instant.optional(),
      isFinal: z.boolean(),
    }),
    status: 200,
    refusals: [...onReading, 'results.too_many'],
    run: async (ports: ImprovementPorts, request) => {
      const seen = await improvementAt(ports, request)
      if (!seen.ok) return seen
      const { state } = seen.value
      const on = doneOn(state, dayOf(request.context.now))
      const { before, after } = spansAround(on, state.months)
      const answers = { before: sliceLink(state.slice, before), after: sliceLink(state.slice, after) }
      if (state.status === 'measured') return ok({ effect: state.effect, answers, measuresAt: state.measuresAt, isFinal: true })
      const effect = await effectAround(ports.counted, state, { doneOn: on, most: mostRows })
      if (!effect) return refuse({ code: 'results.too_many', most: mostRows })
      return ok({ effect, answers, ...(state.status === 'done' && { measuresAt: state.measuresAt }), isFinal: false })
    },
  }),
}
