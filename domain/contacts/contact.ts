import * as z from 'zod'
import { Confirmations } from '../kernel/confirmation.ts'
import { Warning } from '../kernel/finding.ts'
import { ContactId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { Language } from '../kernel/language.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { atWechat, reachability } from '../kernel/reachability.ts'
import { line, name } from '../kernel/text.ts'
import { wishes } from '../kernel/wishes.ts'
import { Affiliation, AffiliationDraft } from './affiliation.ts'

const personFields = {
  name: name(200),
  /** A value of the list `gender`, as a rule says: a mask that comes back must not fail for its form. */
  gender: line(20).meta({ class: 'personal', mask: 'all' }).optional(),
  birthDate: PlainDate.meta({ class: 'personal', mask: 'all' }).optional(),
  ...reachability(10),
  language: Language.optional(),
  ...wishes,
  ...atWechat,
}

/** What is true of a person wherever they work. */
export const Person = z.strictObject(personFields)
export type Person = z.infer<typeof Person>

export const PersonPatch = patchOf(personFields)
export type PersonPatch = z.infer<typeof PersonPatch>

/** What a caller writes: a person, and what they are at the customer where they are registered. */
export const ContactDraft = z.strictObject({ ...personFields, affiliation: AffiliationDraft })
export type ContactDraft = z.infer<typeof ContactDraft>

/**
 * With at most ten phones and addresses, each new or gone, a change of a contact at 25 customers stays within the hundred
 * writes of one transaction: its state, its event, a mention and a row for each customer (two writes where archiving moves the
 * row), a claim for each number.
 */
export const mostAffiliations = 25

/** A person whom the firm deals with, at one customer or several, today or in the past. */
export const Contact = z.strictObject({
  ...personFields,
  id: ContactId,
  affiliations: z.array(Affiliation),
  registeredAt: Instant,
  changedAt: Instant,
  /** Present while the contact is archived. */
  archived: z.strictObject({ at: Instant, by: UserId }).optional(),
  warnings: z.array(Warning).default([]),
  /** Which members the person has confirmed themselves. */
  confirmations: Confirmations.optional(),
})
export type Contact = z.infer<typeof Contact>
