import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { name } from '../kernel/text.ts'
import type { Priority } from '../priorities/priority.ts'
import { Wait } from './fact.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** What is promised: that somebody answers, answers again, and that it is done. */
const clockNames = ['first', 'next', 'resolution'] as const
export const ClockName = z.enum(clockNames)
export type ClockName = z.infer<typeof ClockName>

/** Half a year, every minute of it. */
const mostMinutes = 263_520
const Target = z.int().min(1).max(mostMinutes).optional()

/** What is promised for one priority, in minutes of the working time of a calendar. Nothing is promised of a clock that is left out. */
export const ServiceLevel = z.strictObject({ calendar: Code, first: Target, next: Target, resolution: Target })
export type ServiceLevel = z.infer<typeof ServiceLevel>

/** Which clock stops while a ticket waits for what. Nobody who writes to us waits less because we wait for a carrier, unless it is said here. */
const Pauses = z.strictObject({
  first: z.array(Wait).max(3).default([]),
  next: z.array(Wait).max(3).default([]),
  resolution: z.array(Wait).max(3).default(['pending_customer', 'pending_carrier', 'on_hold']),
})
const pausing = { first: [], next: [], resolution: ['pending_customer', 'pending_carrier', 'on_hold'] } satisfies z.infer<typeof Pauses>

const codes = z.array(Code).min(1).max(50).optional()

export const ServicePolicyDraft = z.strictObject({
  title: name(100),
  /** One that is made inactive fits nothing. */
  active: z.boolean().default(true),
  /** Which tickets it is for: of these kinds, of customers of these tiers. What is left out fits all. */
  when: z.strictObject({ kinds: codes, tiers: codes }).default({}),
  levels: z.strictObject({ P1: ServiceLevel, P2: ServiceLevel, P3: ServiceLevel, P4: ServiceLevel }),
  pauses: Pauses.default(pausing),
})
export type ServicePolicyDraft = z.infer<typeof ServicePolicyDraft>

/** One edition of a policy. One that ships has no writer. */
export const ServicePolicy = z.strictObject({
  code: Code,
  edition: z.int().min(1),
  ...ServicePolicyDraft.shape,
  written: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type ServicePolicy = z.infer<typeof ServicePolicy>

/** What a policy is chosen by, besides the priority, which chooses the level in it. */
export type Chosen = { readonly kind: string; readonly tier: string | undefined }

const among = (allowed: readonly string[] | undefined, value: string | undefined): boolean =>
  allowed === undefined || (value !== undefined && allowed.includes(value))

const fits = ({ active, when }: ServicePolicy, { kind, tier }: Chosen): boolean =>
  active && among(when.kinds, kind) && among(when.tiers, tier)

/** How closely a policy names what it is for. The kind of a ticket says more than who its customer is. */
const closeness = ({ when }: ServicePolicy): number => (when.kinds ? 2 : 0) + (when.tiers ? 1 : 0)

/** "The policy that names the ticket most closely holds; of two alike, the first by its code." Undefined where none fits. */
export const policyFor = (policies: readonly ServicePolicy[], chosen: Chosen): ServicePolicy | undefined =>
  policies.filter((policy) => fits(policy, chosen)).sort((a, b) => closeness(b) - closeness(a) || (a.code < b.code ? -1 : 1))[0]

/** The calendars that a policy goes by. */
export const calendarsOf = ({ levels }: Pick<ServicePolicyDraft, 'levels'>): readonly string[] => [
  ...new Set(Object.values(levels).map(({ calendar }) => calendar)),
]

/** Every policy and calendar that deadlines are worked out by, in one edition each. */
export type ServiceBook = { readonly policies: readonly ServicePolicy[]; readonly calendars: ReadonlyMap<string, WorkCalendar> }

/** What holds for a ticket at a moment. */
export type InForce = { readonly policy: ServicePolicy; readonly priority: Priority; readonly calendar: WorkCalendar }
