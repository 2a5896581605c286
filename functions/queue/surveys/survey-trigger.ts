import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import type { CustomerGlances } from '../../../domain/customers/ports.ts'
import { Code } from '../../../domain/kernel/code.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { ContactId, SurveyId, UserId } from '../../../domain/kernel/ids.ts'
import { hours, later } from '../../../domain/kernel/later.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import { managerOf } from '../../../domain/lists/cadence.ts'
import type { ReadLists } from '../../../domain/lists/ports.ts'
import type { QuestionnaireStore } from '../../../domain/questionnaires/ports.ts'
import { at } from '../../../domain/survey-rules/fact.ts'
import type { AllSurveyRules } from '../../../domain/survey-rules/ports.ts'
import { calledOffBy, driversIn, ruleFor, type SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import type { Respondents, SurveyStore } from '../../../domain/surveys/ports.ts'
import type { SurveyPlan } from '../../../domain/surveys/survey.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import type { Notice } from '../job.ts'

export type TriggerPorts = {
  readonly rules: AllSurveyRules
  /** An event by its subject and its id. */
  readonly event: (subjectId: string, eventId: string) => Promise<EventEnvelope | undefined>
  readonly glances: CustomerGlances
  readonly lists: ReadLists
  readonly respondents: Respondents
  readonly questionnaires: Pick<QuestionnaireStore, 'load'>
  readonly surveys: SurveyStore
  readonly waitingFor: (subjectId: string) => Promise<readonly string[]>
}

/** The contact whom the event names: who wrote, or who was there first at a visit. */
const namedIn = ({ data }: EventEnvelope): string | undefined =>
  [at(data, '/contactId'), at(data, '/form/with/0')].map((id) => ContactId.safeParse(id).data).find((id) => id !== undefined)

/**
 * "Whom the event names is asked; else the customer's people of the role that the rule prefers, an individual themselves, or anybody there; of
 * several the longest there."
 */
const whoIsAsked = async ({ respondents }: TriggerPorts, { rule, event, customer }: Found): Promise<Whom> => {
  const named = namedIn(event)
  if (named !== undefined) return { contactId: ContactId.parse(named) }
  const people = await respondents.at(customer.id)
  const preferred = people.filter(({ role }) => role === rule.role)
  const isAskedThemselves = preferred.length === 0 && customer.kind === 'individual' && (await respondents.hasAddress(customer.id))
  if (isAskedThemselves) return { asksCustomer: true }
  const first = [...(preferred.length > 0 ? preferred : people)].sort((a, b) => (a.since + a.contactId < b.since + b.contactId ? -1 : 1))[0]
  return first ? { contactId: ContactId.parse(first.contactId) } : {}
}
type Whom = Pick<SurveyPlan, 'contactId' | 'asksCustomer'>

/** A person did it, whom the results may be told apart by; what the program did by itself nobody is asked to answer for. */
const agentOf = ({ actor }: EventEnvelope) => (actor.id === system.id ? undefined : UserId.safeParse(actor.id).data)

/** Which kind of ticket an event says that it happened to, by which results are told apart. */
const matterOf = ({ subject, data }: EventEnvelope) => (subject.kind === 'ticket' ? Code.safeParse(at(data, '/kind')).data : undefined)

const causeFor = (rule: SurveyRule, event: EventEnvelope): SurveyPlan['cause'] => {
  const [agent, matter] = [agentOf(event), matterOf(event)]
  const { id, type, subject } = event
  return { type, at: event.at, event: id, rule: rule.id, subject, ...(matter && { matter }), ...(agent && { agent }) }
}

/**
 * Who sees to a bad answer where the customer has no owner then: whom the rule names, or whoever leads the customer's team, owns the
 * customer now, did what is asked about, or has the ticket. "Where nobody would see to the answer, nobody is asked."
 */
const caretakerFor = async ({ lists }: TriggerPorts, { rule, event, customer }: Found): Promise<string | undefined> => {
  if (rule.caretaker !== undefined) return rule.caretaker
  const known = [managerOf(await lists(), customer.team), customer.owner, agentOf(event), at(event.data, '/assignee')]
  return known.map((user) => UserId.safeParse(user).data).find((user) => user !== undefined)
}

type Found = { readonly rule: SurveyRule; readonly event: EventEnvelope; readonly customer: CustomerGlance }

const planFor = async (ports: TriggerPorts, { rule, event, customer }: Found, context: Context): Promise<SurveyPlan | undefined> => {
  const caretaker = await caretakerFor(ports, { rule, event, customer })
  if (caretaker === undefined) return undefined
  const edition = await ports.questionnaires.load(rule.questionnaire)
  if (!edition?.state) throw new Failure(`the rule ${rule.id} asks by ${rule.questionnaire}, which is not there`)
  const whom = await whoIsAsked(ports, { rule, event, customer })
  const { tier, owner, team, region } = customer
  const language = await ports.respondents.language(customer.id, whom.contactId)
  return {
    id: SurveyId.parse(derivedId('survey', event.id)),
    customerId: customer.id,
    ...whom,
    questionnaire: { id: edition.state.id, edition: edition.state.edition },
    ...(language && { language }),
    cause: causeFor(rule, event),
    around: { tier, ...(owner && { owner }), ...(team && { team }), ...(region && { region }) },
    drivers: driversIn(rule, event),
    waits: { quietHours: rule.quietHours, cancelledBy: [...calledOffBy(rule)] },
    caretaker,
    createdAt: context.now,
    sendAt: later(event.at, Math.max(rule.delayHours, rule.quietHours) * hours),
  }
}

/** Brings the survey of an event into being. The id is that of the event: told a thousand times, one survey comes of it. */
const ask = async (ports: TriggerPorts, notice: Notice, rules: readonly SurveyRule[], context: Context): Promise<void> => {
  const known = await ports.surveys.load(derivedId('survey', notice.id))
  if (known?.state) return
  const event = await ports.event(notice.subject.id, notice.id)
  const customerId = notice.about[0]
  const customer = customerId === undefined ? undefined : (await ports.glances([customerId]))[0]
  if (!event || !customer) return
  const rule = ruleFor(rules, event, customer)
  if (!rule) return
  const plan = await planFor(ports, { rule, event, customer }, context)
  if (!plan) return
  const done = await execute(surveys, ports.surveys, { id: plan.id, command: { type: 'schedule', plan }, context, isNew: true })
  if (!done.ok) throw new Failure(`the survey ${plan.id} was not scheduled: ${done.error.code}`)
}

/** Calls off what waits to ask about a subject for which it has become pointless. What has gone out or was answered stays. */
const callOff = async (ports: TriggerPorts, notice: Notice, context: Context): Promise<void> => {
  for (const id of await ports.waitingFor(notice.subject.id)) {
    const seen = await ports.surveys.load(id)
    const survey = seen?.state
    const pointless = survey?.status === 'scheduled' && survey.waits.cancelledBy.includes(notice.type) && notice.at >= survey.cause.at
    if (!pointless) continue
    const done = await execute(surveys, ports.surveys, { id, command: { type: 'cancel' }, context })
    if (!done.ok && done.error.code !== 'survey.answered') throw new Failure(`the survey ${id} was not called off: ${done.error.code}`)
  }
}

/** What an event of another noun means to surveys: it makes one waiting pointless, or is asked about. */
export const surveyTrigger = async (ports: TriggerPorts, notice: Notice, context: Context): Promise<void> => {
  const rules = (await ports.rules()).map(({ state }) => state)
  if (rules.some((rule) => calledOffBy(rule).includes(notice.type))) await callOff(ports, notice, context)
  if (rules.some(({ active, eventType }) => active && eventType === notice.type)) await ask(ports, notice, rules, context)
}
