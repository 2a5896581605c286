import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { ContactId, CustomerId, EventId, SurveyId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Language } from '../kernel/language.ts'
import { days } from '../kernel/later.ts'
import { line } from '../kernel/text.ts'
import { Answers, Scores } from '../questionnaires/answers.ts'
import { EditionRef } from '../questionnaires/questionnaire.ts'

/** "Who has not answered after three days is reminded once; after fourteen the survey is over." */
export const remindAfter = 3 * days
export const expireAfter = 14 * days
/** "An answer can be changed for a day." */
export const changeableFor = days
/** "Nobody is asked twice within thirty days, whatever the reasons." Calendar days would depend on a zone: these are of 24 hours. */
export const restAfterAsking = 30 * days
/** A subject that never comes to rest is not asked about for ever. */
export const longestWait = 30 * days

/** The form in which somebody answered: on the page, by phone through a colleague, or by a score clicked in the mail. */
export const AnswerMode = z.enum(['online', 'phone', 'mail_click'])
export type AnswerMode = z.infer<typeof AnswerMode>

/** Why there is a survey: an event under a rule, or a colleague who asked for one. */
const Cause = z.strictObject({
  /** The type of the event, or `manual`. */
  type: z.string(),
  at: Instant,
  event: EventId.optional(),
  rule: Code.optional(),
  /** Which kind of ticket it was about, as the event says. */
  matter: Code.optional(),
  /** What happened to whom. */
  subject: z.strictObject({ kind: z.string(), id: z.string() }).optional(),
  /** Who did what the survey asks about. */
  agent: UserId.optional(),
})

/** Who looked after the customer when it was asked, by which results are told apart. */
const Surroundings = z.strictObject({
  tier: Code,
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
})

/** What an event said that may have driven the score, such as the hours of delay: a figure, or a code. */
export const Drivers = z.record(Code, z.union([z.number(), z.string().max(64)]))
export type Drivers = z.infer<typeof Drivers>

const asked = {
  id: SurveyId,
  customerId: CustomerId,
  contactId: ContactId.optional(),
  /** The customer is an individual, and is asked themselves. Nobody could be asked where there is neither this nor a contact. */
  asksCustomer: z.literal(true).optional(),
  questionnaire: EditionRef,
  /** That of the one who is asked, where it is known. */
  language: Language.optional(),
  cause: Cause,
  around: Surroundings,
  drivers: Drivers.default({}),
  /** So many hours nothing else may have happened to the subject, and what makes the survey pointless. */
  waits: z.strictObject({ quietHours: z.int().min(0), cancelledBy: z.array(z.string()) }),
  /** Who sees to a bad answer where the customer has no owner. */
  caretaker: UserId,
  createdAt: Instant,
}

/** A survey that is to be: what a rule or a colleague asks for. */
export const SurveyPlan = z.strictObject({ ...asked, sendAt: Instant })
export type SurveyPlan = z.infer<typeof SurveyPlan>

/** Who is asked. */
export type Asked = { readonly kind: 'contact' | 'customer'; readonly id: string }

/** Undefined where there is nobody to ask. */
export const askedOf = ({
  customerId,
  contactId,
  asksCustomer,
}: Pick<SurveyPlan, 'customerId' | 'contactId' | 'asksCustomer'>): Asked | undefined => {
  if (contactId !== undefined) return { kind: 'contact', id: contactId }
  return asksCustomer ? { kind: 'customer', id: customerId } : undefined
}

/** Why nobody was asked in the end: the message that asks was not sent, and why not, or came back. */
export const undeliverables = [
  'template_unknown',
  'missing_field',
  'recipient_gone',
  'no_address',
  'opted_out',
  'suppressed',
  'provider_refused',
  'gave_up',
  'bounced',
] as const
export type Undeliverable = (typeof undeliverables)[number]

export const suppressions = ['nobody_to_ask', 'asked_recently', 'never_quiet', 'customer_archived'] as const

const out = { ...asked, sentAt: Instant, expiresAt: Instant }

/** A survey as it is kept: what it holds depends on how far it has come. */
export const Survey = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('scheduled'), ...asked, sendAt: Instant }),
  z.strictObject({ status: z.literal('suppressed'), ...asked, at: Instant, reason: z.enum(suppressions) }),
  z.strictObject({
    status: z.literal('cancelled'),
    ...asked,
    at: Instant,
    by: UserId,
    reason: line(300).optional(),
    sentAt: Instant.optional(),
  }),
  z.strictObject({ status: z.literal('sent'), ...out, remindAt: Instant }),
  z.strictObject({ status: z.literal('reminded'), ...out, remindedAt: Instant }),
  z.strictObject({
    status: z.literal('answered'),
    ...out,
    answers: Answers,
    scores: Scores,
    mode: AnswerMode,
    firstAt: Instant,
    lastAt: Instant,
    /** The colleague who entered what was said on the phone. */
    by: UserId.optional(),
  }),
  z.strictObject({ status: z.literal('expired'), ...out, expiredAt: Instant }),
  z.strictObject({ status: z.literal('undeliverable'), ...asked, sentAt: Instant, at: Instant, reason: z.enum(undeliverables) }),
])
export type Survey = z.infer<typeof Survey>
export type Answered = Extract<Survey, { status: 'answered' }>
/** The time to ask has come, and there is neither an answer nor an end: by mails that may have gone out, or wait. */
export type Out = Extract<Survey, { status: 'sent' | 'reminded' }>
export const isOut = (survey: Survey): survey is Out => survey.status === 'sent' || survey.status === 'reminded'

/** When something must be done about a survey by itself. */
export const dueAtOf = (survey: Survey): Instant | undefined => {
  switch (survey.status) {
    case 'scheduled':
      return survey.sendAt
    case 'sent':
      return survey.remindAt
    case 'reminded':
      return survey.expiresAt
    case 'answered':
    case 'expired':
    case 'suppressed':
    case 'cancelled':
    case 'undeliverable':
      return undefined
  }
}

/** "A low score is a CSAT of 2 or less, or an NPS of 6 or less." */
export const isLow = ({ csat, nps }: Scores): boolean => (csat !== undefined && csat <= 2) || (nps !== undefined && nps <= 6)

/** What happened to the subject behind the event that caused the survey. */
export type Later = { readonly type: string; readonly at: Instant }
