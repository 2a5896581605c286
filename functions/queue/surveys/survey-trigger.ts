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
import type { Respondents } from '../../../domain/surveys/ports.ts'
import type { Asked, SurveyPlan } from '../../../domain/surveys/survey.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import type { Notice } from '../job.ts'
import { type CallOffPorts, callOff } from './survey-call-off.ts'

export type TriggerPorts = CallOffPorts & {
  readonly rules: AllSurveyRules
  /** An event by its subject and its id. */
  readonly event: (subjectId: string, eventId: string) => Promise<EventEnvelope | undefined>
  readonly glances: CustomerGlances
  readonly lists: ReadLists
  readonly respondents: Respondents
  readonly questionnaires: Pick<QuestionnaireStore, 'load'>
}

/** The contact whom the event names: who wrote, or who was there first at a visit. */
const namedIn = ({ data }: EventEnvelope): string | undefined =>
  [at(data, '/contactId'), at(data, '/form/with/0')].map((id) => ContactId.safeParse(id).data).find((id) => id !== undefined)

type Candidate = { readonly asked: Asked; readonly hasMailbox: boolean }

/** Everybody who might be asked, the first choice first: those of the role, an individual themselves, then whoever else is there; the longest there first. */
const candidatesFor = async ({ respondents }: TriggerPorts, { rule, customer }: Found): Promise<readonly Candidate[]> => {
  const people = [...(await respondents.at(customer.id))].sort((a, b) => (a.since + a.contactId < b.since + b.contactId ? -1 : 1))
  const { preferred = [], others = [] } = Object.groupBy(people, ({ role }) => (role === rule.role ? 'preferred' : 'others'))
  const themselves = customer.kind === 'individual' ? [{ asked: { kind: 'customer', id: customer.id } as const, hasMailbox: true }] : []
  const inPerson = ({ contactId, hasMailbox }: (typeof people)[number]): Candidate => ({
    asked: { kind: 'contact', id: contactId },
    hasMailbox,
  })
  return [...preferred.map(inPerson), ...themselves, ...others.map(inPerson)]
}

const asWhom = ({ kind, id }: Asked): Whom => (kind === 'contact' ? { contactId: ContactId.parse(id) } : { asksCustomer: true })

/**
 * "Whom the event names is asked; else, of those who have a mailbox and want such mail, one of the role that the rule prefers, an individual
 * themselves, or anybody there." Surveys go by mail alone. Where nobody can have one, who has the first choice shows whom to call.
 */
const whoIsAsked = async (ports: TriggerPorts, found: Found): Promise<Whom> => {
  const named = namedIn(found.event)
  if (named !== undefined) return { contactId: ContactId.parse(named) }
  let spare: Asked | undefined
  for (const { asked, hasMailbox } of await candidatesFor(ports, found)) {
    const reach = hasMailbox ? await ports.respondents.reach(asked) : 'call'
    if (reach === 'mail') return asWhom(asked)
    if (reach === 'call') spare ??= asked
  }
  return spare ? asWhom(spare) : {}
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

/** What an event of another noun means to surveys: it makes one waiting pointless, or is asked about. */
export const surveyTrigger = async (ports: TriggerPorts, notice: Notice, context: Context): Promise<void> => {
  const rules = (await ports.rules()).map(({ state }) => state)
  if (rules.some((rule) => calledOffBy(rule).includes(notice.type))) await callOff(ports, notice, context)
  if (rules.some(({ active, eventType }) => active && eventType === notice.type)) await ask(ports, notice, rules, context)
}
