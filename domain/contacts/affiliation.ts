import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { ContactId, CustomerId } from '../kernel/ids.ts'
import { PlainDate } from '../kernel/instant.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { name } from '../kernel/text.ts'

const position = {
  /** A value of the list `contactRole`. */
  role: Code,
  title: name(100).optional(),
  /** A department of that customer, by its code. */
  department: Code.optional(),
  /** Somebody else at the same customer. */
  reportsTo: ContactId.optional(),
}

/** What a person is to be at a customer; from today on unless `since` says otherwise. */
export const AffiliationDraft = z.strictObject({ ...position, since: PlainDate.optional() })
export type AffiliationDraft = z.infer<typeof AffiliationDraft>

export const AffiliationPatch = patchOf(position)
export type AffiliationPatch = z.infer<typeof AffiliationPatch>

/** Whether a place puts somebody under somebody else. */
export const setsReportingLine = (place: AffiliationDraft | AffiliationPatch): boolean => typeof place['reportsTo'] === 'string'

/** What a person is or was at a customer. It is closed by `until` and never removed: history stays. */
export const Affiliation = z.strictObject({ customerId: CustomerId, ...position, since: PlainDate, until: PlainDate.optional() })
export type Affiliation = z.infer<typeof Affiliation>

/** A person is at one customer at most once at a time; who comes back has several affiliations there, one open. */
export const openAt = (affiliations: readonly Affiliation[], customerId: string): Affiliation | undefined =>
  affiliations.find((affiliation) => affiliation.customerId === customerId && affiliation.until === undefined)
