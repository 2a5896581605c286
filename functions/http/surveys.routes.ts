import * as z from 'zod'
import { Code } from '../../domain/kernel/code.ts'
import { ContactId, CustomerId, UserId } from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { line } from '../../domain/kernel/text.ts'
import { Answers } from '../../domain/questionnaires/answers.ts'
import { Month, monthOf, monthsFrom } from '../../domain/survey-results/row.ts'
import type { Survey } from '../../domain/surveys/survey.ts'
import { pageOf, pageQuery, pageRequest, within } from '../runtime/listing.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { type AskPorts, answerByPhone, askByHand, changeSurvey } from './survey-change.ts'
import { answerOf, reachedOf, SurveyAnswer, surveyAt } from './survey-view.ts'

const surveyIn = (request: Asked): string => idIn(request, 'surveyId')

const onReading = ['survey.not_found', 'access.out_of_scope'] as const
const onChanging = [...onReading, 'request.invalid', 'version.conflict', 'version.contended', 'survey.over', 'survey.answered'] as const

const statuses = [
  'scheduled',
  'suppressed',
  'cancelled',
  'sent',
  'reminded',
  'answered',
  'expired',
  'undeliverable',
] as const satisfies readonly Survey['status'][]

/** Whose surveys: those of one customer or of one contact. Or else all of one status that came about in some months. */
const ListQuery = z.strictObject({
  customerId: CustomerId.optional(),
  contactId: ContactId.optional(),
  status: z.enum(statuses).optional(),
  /** The months in which they came about, both included: the present one unless said. */
  from: Month.optional(),
  to: Month.optional(),
  /** Who looked after the customer then. */
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  ...pageQuery,
})
type ListRequest = Request<z.output<typeof ListQuery>, unknown>

/** Of one customer's surveys there are few: what is asked of them beyond that is looked for among them. */
const asked =
  ({ customerId, status, from = '', to = '9999', ...anchor }: ListRequest['query']) =>
  (survey: Survey): boolean => {
    const month = monthOf(survey.createdAt)
    const isIn = from <= month && month <= to && (status === undefined || survey.status === status)
    const isOf = (['owner', 'team', 'region'] as const).every((name) => anchor[name] === undefined || survey.around[name] === anchor[name])
    return isIn && isOf && (customerId === undefined || survey.customerId === customerId)
  }

const inState = async (ports: AskPorts, { query, context: { actor, now } }: ListRequest) => {
  const { status, owner, team, region, to = monthOf(now), from = to } = query
  if (status === undefined) return refuse({ code: 'survey.whose' } as const)
  const months = monthsFrom(from, to)
  if (!months) return refuse({ code: 'survey.period_invalid' } as const)
  const narrowed = within({ owner, team, region }, actor)
  return narrowed ? ports.queries.inState({ ...narrowed, status, months }, pageRequest(query, actor)) : ok({ items: [], next: null })
}

const AskBody = z.strictObject({
  customerId: CustomerId,
  contactId: ContactId.optional().describe('Somebody at the customer; may be left out of an individual, who is then asked themselves'),
  questionnaire: Code,
})

export const surveyRoutes: Routes<AskPorts> = {
  'POST /v1/surveys': route({
    summary: 'Ask somebody now, by mail or on the phone, without waiting for an event: a contact, or an individual themselves',
    permission: 'surveys:write',
    query: noQuery,
    body: AskBody,
    answer: SurveyAnswer,
    status: 201,
    example: { customerId: 'cus_01KAJ0000000000000000000AA', contactId: 'con_01KAJ0000000000000000000AA', questionnaire: 'service' },
    refusals: [
      'request.invalid',
      'customer.not_found',
      'access.out_of_scope',
      'affiliation.not_found',
      'questionnaire.not_found',
      'version.contended',
    ],
    run: async (ports: AskPorts, request) => askByHand(ports, await request.newId('survey'), { wish: request.body, request }),
  }),

  'GET /v1/surveys': route({
    summary: 'List surveys, the latest first: of a customer, of a contact, or of one status by month, owner, team and region',
    permission: 'surveys:read',
    query: ListQuery,
    body: noBody,
    answer: pageOf(SurveyAnswer),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'survey.whose', 'survey.period_invalid'],
    run: async (ports: AskPorts, request) => {
      const { query, context } = request
      const whose = query.contactId ?? query.customerId
      const found =
        whose === undefined ? await inState(ports, request) : await ports.queries.of(whose, asked(query), pageRequest(query, context.actor))
      if (!found.ok) return found
      const { items, next } = found.value
      const reached = await reachedOf(
        ports,
        context.actor,
        items.map(({ state }) => state.customerId),
      )
      return ok({ items: items.filter(({ state }) => reached.has(state.customerId)).map(answerOf), next })
    },
  }),

  'GET /v1/surveys/{surveyId}': route({
    summary: 'Read one survey: why it is, how far it has come, and what was answered',
    permission: 'surveys:read',
    query: noQuery,
    body: noBody,
    answer: SurveyAnswer,
    status: 200,
    refusals: onReading,
    run: async (ports: AskPorts, request) => {
      const seen = await surveyAt(ports, surveyIn(request), request.context.actor)
      return seen.ok ? ok(answerOf(seen.value)) : seen
    },
  }),

  'POST /v1/surveys/{surveyId}/answers': route({
    summary: 'Enter what somebody answered on the phone',
    permission: 'surveys:write',
    query: noQuery,
    body: z.strictObject({ answers: Answers }),
    answer: SurveyAnswer,
    status: 200,
    example: { answers: { overall: 5, timeliness: 4, comment: '周五下午取件更方便' } },
    refusals: [...onChanging, 'survey.asked_recently'],
    run: (ports: AskPorts, request) => answerByPhone(ports, surveyIn(request), { request, answers: request.body.answers }),
  }),

  'POST /v1/surveys/{surveyId}/cancel': route({
    summary: 'Call off a survey that was not answered; a link that has gone out opens nothing any more',
    permission: 'surveys:write',
    query: noQuery,
    body: z.strictObject({ reason: line(300).optional() }).optional(),
    answer: SurveyAnswer,
    status: 200,
    example: { reason: '客户来电说明问题已转交总部' },
    refusals: onChanging,
    run: (ports: AskPorts, request) =>
      changeSurvey(ports, surveyIn(request), { request, command: () => ({ type: 'cancel', reason: request.body?.reason }) }),
  }),
}
