import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { CustomerGlance } from '../customers/glance.ts'
import { Code } from '../kernel/code.ts'
import type { EventEnvelope } from '../kernel/event-envelope.ts'
import { UserId } from '../kernel/ids.ts'
import { name } from '../kernel/text.ts'
import type { Drivers } from '../surveys/survey.ts'
import { at, Fact, factHolds, Pointer } from './fact.ts'
import { occasionOf } from './occasions.ts'

/** A month: what somebody is asked about must not have been forgotten. */
const mostHours = 720
/** The type of an event, such as `visit.held`. */
const EventType = z
  .string()
  .regex(/^[a-z][a-z_]*(?:\.[a-z][a-z_]*)+$/)
  .max(80)
const codes = z.array(Code).max(50).optional()
/** All that is given must hold. */
const Condition = z.strictObject({ tiers: codes, regions: codes, teams: codes, facts: z.array(Fact).max(10).default([]) })

/**
 * "When this happens, ask them that." Data, so that a noun which comes later needs no more than to be named by the types of its
 * events. Where several rules fit an event, the first by `rank` and then by `id` asks: one event, one survey.
 */
export const SurveyRule = z.strictObject({
  id: Code,
  name: name(100),
  active: z.boolean().default(true),
  rank: z.int().min(0).max(9999).default(100),
  eventType: EventType,
  when: Condition.default({ facts: [] }),
  /** The questionnaire, in the edition that is the latest when it happens. */
  questionnaire: Code,
  /** The share of such events that is asked about, from 0 to 1. */
  share: z.number().min(0).max(1).default(1),
  /** How long after the event. */
  delayHours: z.int().min(0).max(mostHours).default(0),
  /** How long nothing else may have happened to the subject. */
  quietHours: z.int().min(0).max(mostHours).default(0),
  /** What makes an unsent survey pointless, beside what always does, such as a ticket that is opened again. */
  cancelledBy: z.array(EventType).max(10).default([]),
  /** Of the customer's people, who is asked: those of this role first. An event that names a contact is asked of that one. */
  role: Code.optional(),
  /** What the event says that may drive the score, by a name for it. */
  drivers: z
    .array(z.strictObject({ name: Code, pointer: Pointer }))
    .max(10)
    .default([]),
  /** Who sees to bad answers of customers without an owner; where nobody is named, whoever leads the customer's team, or else did it. */
  caretaker: UserId.optional(),
})
export type SurveyRule = z.infer<typeof SurveyRule>

const among = (allowed: readonly string[] | undefined, value: string | undefined): boolean =>
  allowed === undefined || (value !== undefined && allowed.includes(value))

/** What makes a survey of this rule pointless while it is unsent: what always does, and what the rule says. */
export const calledOffBy = ({ eventType, cancelledBy }: SurveyRule): readonly string[] => [
  ...new Set([...(occasionOf(eventType)?.cancelledBy ?? []), ...cancelledBy]),
]

/** Whether an event is one that anybody may be asked about. What was put before that was settled holds no more than a new rule would. */
const isOccasion = ({ type, data }: EventEnvelope): boolean => occasionOf(type)?.when.every((fact) => factHolds(fact, data)) ?? false

/** Whether a rule is about this event of this customer. */
export const fits = ({ active, eventType, when }: SurveyRule, event: EventEnvelope, customer: CustomerGlance): boolean =>
  active &&
  eventType === event.type &&
  isOccasion(event) &&
  among(when.tiers, customer.tier) &&
  among(when.regions, customer.region) &&
  among(when.teams, customer.team) &&
  when.facts.every((fact) => factHolds(fact, event.data))

const range = 2 ** 48
/** "Whether an event is in the sample is settled by what it is called, so that asking again gives the same answer." */
export const isSampled = (eventId: string, { id, share }: Pick<SurveyRule, 'id' | 'share'>): boolean =>
  createHash('sha256').update(`${eventId}\n${id}`).digest().readUIntBE(0, 6) / range < share

/** The rule that asks about an event, if any does. What one rule leaves out of its sample is left to the next. */
export const ruleFor = (rules: readonly SurveyRule[], event: EventEnvelope, customer: CustomerGlance): SurveyRule | undefined =>
  [...rules]
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .find((rule) => fits(rule, event, customer) && isSampled(event.id, rule))

/** What the event says that may drive the score: figures, and codes; anything else is left out. */
export const driversIn = ({ drivers }: Pick<SurveyRule, 'drivers'>, event: Pick<EventEnvelope, 'data'>): Drivers =>
  Object.fromEntries(
    drivers.flatMap(({ name: driver, pointer }) => {
      const found = at(event.data, pointer)
      const known = typeof found === 'boolean' ? String(found) : found
      return (typeof known === 'number' && Number.isFinite(known)) || (typeof known === 'string' && known.length <= 64)
        ? [[driver, known] as const]
        : []
    }),
  )
