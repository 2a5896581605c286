import * as z from 'zod'
import { Address, CountryCode } from '../kernel/address.ts'
import { Code } from '../kernel/code.ts'
import { Confirmations } from '../kernel/confirmation.ts'
import { Warning } from '../kernel/finding.ts'
import { CustomerId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { Language } from '../kernel/language.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { atWechat, reachability } from '../kernel/reachability.ts'
import { line, name } from '../kernel/text.ts'
import { wishes } from '../kernel/wishes.ts'

/** A place where the customer is registered, works, stores, or hands over and takes in goods. */
const Site = z.strictObject({ code: Code, type: Code, name: name(100), address: Address })

/** What the customer likes to have; what they said themselves beats what we inferred. */
const Preference = z.strictObject({ key: Code, value: line(200), source: z.enum(['stated', 'inferred']), at: Instant })

const Department = z.strictObject({ code: Code, name: name(100), parent: Code.optional() })

/** Few enough that a list by each of them can be kept in the transaction of the change. */
const mostCustomerTags = 10

const shared = {
  country: CountryCode.default('CN'),
  ...reachability(20),
  sites: z.array(Site).max(200).default([]),
  preferences: z.array(Preference).max(100).default([]),
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  tier: Code.default('potential'),
  stage: Code.default('prospect'),
  industry: Code.optional(),
  scale: Code.optional(),
  businessLines: z.array(Code).max(20).default([]),
  /** Values of the list `tag`, which tickets have theirs from as well. */
  tags: z.array(Code).max(mostCustomerTags).default([]),
  language: Language.optional(),
  /** First day of business together as the firm knows it; tenure is derived from it, never typed. */
  cooperatingSince: PlainDate.optional(),
}

const companyFields = {
  kind: z.literal('company'),
  legalName: name(200),
  taxId: line(32).meta({ class: 'financial', mask: 'tail' }).optional(),
  shortName: name(60).optional(),
  mainBusiness: line(500).optional(),
  departments: z.array(Department).max(200).default([]),
  ...shared,
}
const individualFields = {
  kind: z.literal('individual'),
  name: name(200),
  /** The number of an identity document: it tells the day of birth, so it is as personal as that. */
  taxId: line(32).meta({ class: 'personal', mask: 'all' }).optional(),
  /** A value of the list `gender`, as a rule says: a mask that comes back must not fail for its form. */
  gender: line(20).meta({ class: 'personal', mask: 'all' }).optional(),
  birthDate: PlainDate.meta({ class: 'personal', mask: 'all' }).optional(),
  ...shared,
  ...wishes,
  ...atWechat,
}

/** What a caller writes: the profile of a company or of an individual. */
export const CustomerDraft = z.discriminatedUnion('kind', [z.strictObject(companyFields), z.strictObject(individualFields)])
export type CustomerDraft = z.infer<typeof CustomerDraft>

const kept = {
  id: CustomerId,
  registeredAt: Instant,
  changedAt: Instant,
  /** Present while the customer is archived. */
  archived: z.strictObject({ at: Instant, by: UserId }).optional(),
  warnings: z.array(Warning).default([]),
}

export const Company = z.strictObject({ ...companyFields, ...kept })
export const Individual = z.strictObject({
  ...individualFields,
  ...kept,
  /** Which members the individual has confirmed themselves. */
  confirmations: Confirmations.optional(),
})
export type Individual = z.infer<typeof Individual>

/** A customer as it is kept. An archived one is told by `archived`; there is no second field that could disagree. */
export const Customer = z.discriminatedUnion('kind', [Company, Individual])
export type Customer = z.infer<typeof Customer>

const { kind: _kind, ...patchable } = { ...companyFields, ...individualFields }

/** A merge patch of a profile. The kind never changes. */
export const CustomerPatch = patchOf(patchable)
export type CustomerPatch = z.infer<typeof CustomerPatch>
