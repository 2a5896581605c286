import type { CustomerGlance } from '../../domain/customers/glance.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { block } from '../../domain/kernel/finding.ts'
import { ContactId, CustomerId, SurveyId } from '../../domain/kernel/ids.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Answers } from '../../domain/questionnaires/answers.ts'
import type { QuestionnaireStore } from '../../domain/questionnaires/ports.ts'
import { type SurveyCommand, surveys } from '../../domain/surveys/decide.ts'
import type { Respondents } from '../../domain/surveys/ports.ts'
import { askedOf, type SurveyPlan } from '../../domain/surveys/survey.ts'
import { lastAskedIn } from '../../domain/surveys/turn.ts'
import { attempt } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import type { Asked } from './asked.ts'
import { answerOf, reachedOf, type SurveyAnswer, type SurveyPorts, surveyAt } from './survey-view.ts'

export type AskPorts = SurveyPorts & { readonly questionnaires: QuestionnaireStore; readonly respondents: Respondents }

type Wish = { readonly customerId: string; readonly contactId?: string | undefined; readonly questionnaire: string }

/** A change of a survey of a customer within reach. To ask takes somebody's turn, so what was seen of it is read each time anew. */
export const changeSurvey = (
  ports: SurveyPorts,
  id: string,
  { request, command }: { readonly request: Asked; readonly command: (lastAsked: SurveyPlan['createdAt'] | undefined) => SurveyCommand },
): Promise<Result<SurveyAnswer, Refused>> =>
  whileOvertaken(async (): Promise<Result<SurveyAnswer, Refused>> => {
    const { context, ifMatch } = request
    const seen = await surveyAt(ports, id, context.actor)
    if (!seen.ok) return seen
    const turns = await ports.surveys.turnsOf(askedOf(seen.value.state))
    const done = await attempt(surveys, ports.surveys.asking(turns), { id, command: command(lastAskedIn(turns)), context, ifMatch })
    if (!done.ok) return done
    const { state, version } = done.value
    return state ? ok(answerOf({ state, version })) : refuse({ code: 'survey.not_found' })
  })

/** Enters what somebody said on the phone, in answer to the edition that they were asked. */
export const answerByPhone = async (ports: SurveyPorts, id: string, { request, answers }: { request: Asked; answers: Answers }) => {
  const seen = await surveyAt(ports, id, request.context.actor)
  if (!seen.ok) return seen
  const questionnaire = await ports.edition(seen.value.state.questionnaire)
  if (!questionnaire) throw new Failure(`the survey ${id} asks by an edition that is not there`)
  return changeSurvey(ports, id, {
    request,
    command: (lastAsked) => ({ type: 'answer', mode: 'phone', answers, questionnaire, lastAsked }),
  })
}

type Whom = Pick<SurveyPlan, 'contactId' | 'asksCustomer'>

/** Somebody at the customer, or an individual themselves where nobody is named. */
const whomOf = async (
  { respondents }: AskPorts,
  customer: CustomerGlance,
  contactId: string | undefined,
): Promise<Result<Whom, Refused>> => {
  if (contactId !== undefined) {
    const people = await respondents.at(customer.id)
    const isThere = people.some((person) => person.contactId === contactId)
    return isThere ? ok({ contactId: ContactId.parse(contactId) }) : refuse({ code: 'affiliation.not_found' })
  }
  if (customer.kind === 'individual') return ok({ asksCustomer: true })
  return refuse({ code: 'request.invalid', findings: [block('survey.contact_missing', '/contactId')] })
}

const planOf = async (
  ports: AskPorts,
  id: string,
  { wish, request }: { wish: Wish; request: Asked },
): Promise<Result<SurveyPlan, Refused>> => {
  const { now, actor } = request.context
  const [customer] = await ports.glances([wish.customerId])
  if (!customer) return refuse({ code: 'customer.not_found' })
  if (!(await reachedOf(ports, actor, [customer.id])).has(customer.id)) return refuse({ code: 'access.out_of_scope' })
  const whom = await whomOf(ports, customer, wish.contactId)
  if (!whom.ok) return whom
  const edition = (await ports.questionnaires.load(wish.questionnaire))?.state
  if (!edition) return refuse({ code: 'questionnaire.not_found' })
  const language = await ports.respondents.language(customer.id, wish.contactId)
  const { tier, owner, team, region } = customer
  return ok({
    id: SurveyId.parse(id),
    customerId: CustomerId.parse(customer.id),
    ...whom.value,
    questionnaire: { id: edition.id, edition: edition.edition },
    ...(language && { language }),
    cause: { type: 'manual', at: now, agent: actor.id },
    around: { tier, ...(owner && { owner }), ...(team && { team }), ...(region && { region }) },
    drivers: {},
    waits: { quietHours: 0, cancelledBy: [] },
    caretaker: actor.id,
    createdAt: now,
    sendAt: now,
  })
}

/** A colleague wants somebody asked. It goes out by the clock like any other, so that nobody is asked twice within the month. */
export const askByHand = async (
  ports: AskPorts,
  id: string,
  work: { readonly wish: Wish; readonly request: Asked },
): Promise<Result<SurveyAnswer, Refused>> => {
  const plan = await planOf(ports, id, work)
  if (!plan.ok) return plan
  const { context, isNew } = work.request
  const done = await whileOvertaken(() =>
    attempt(surveys, ports.surveys, { id, command: { type: 'schedule', plan: plan.value }, context, isNew: isNew(id) }),
  )
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version })) : refuse({ code: 'survey.not_found' })
}
