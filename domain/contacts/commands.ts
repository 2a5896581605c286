import type * as z from 'zod'
import type { FieldClass } from '../kernel/care/field-class.ts'
import type { Confirmable } from '../kernel/confirmation.ts'
import type { Finding } from '../kernel/finding.ts'
import type { ClassDenied } from '../kernel/reveal.ts'
import type { CodedLists } from '../lists/list.ts'
import type { AffiliationDraft, AffiliationPatch } from './affiliation.ts'
import type { Person, PersonPatch } from './contact.ts'
import type { OrgChart } from './org-chart.ts'
import type { ServedCustomers } from './served.ts'

/** Facts that every decision is given: the customers that the contact serves or served, and the one that the command names. */
type Known = { readonly customers: ServedCustomers }
/** And those for what is checked against the firm's lists. */
type Checked = Known & { readonly lists: CodedLists }
/** And those for a place at a customer. Who is there now is given where the command sets a reporting line. */
type Placed = Checked & { readonly customerId: string; readonly chart: OrgChart | undefined }

export type Register = Placed & {
  readonly type: 'register'
  readonly id: string
  readonly person: Person
  readonly affiliation: AffiliationDraft
}
export type Change = Checked & { readonly type: 'change'; readonly patch: PersonPatch }
/** The person looks through their own data: `confirmed` is what they found right. What they correct is confirmed by that. */
export type Confirm = Checked & { readonly type: 'confirm'; readonly patch: PersonPatch; readonly confirmed: readonly Confirmable[] }
/** The person starts at another customer, or comes back to one. */
export type Join = Placed & { readonly type: 'join'; readonly affiliation: AffiliationDraft }
/** The person gets another role, title, department or superior at a customer. */
export type Move = Placed & { readonly type: 'move'; readonly patch: AffiliationPatch }
export type Leave = Known & { readonly type: 'leave'; readonly customerId: string; readonly until?: string | undefined }
export type Reveal = Known & { readonly type: 'reveal'; readonly purpose: string; readonly classes: readonly FieldClass[] }

/** The key that seals the record may have become known to somebody: it is to be sealed under a new version. */
type RotateKey = Known & { readonly type: 'rotate key'; readonly purpose: string }

export type ContactCommand =
  | Register
  | Change
  | Confirm
  | Join
  | Move
  | Leave
  | Reveal
  | RotateKey
  | (Known & { readonly type: 'archive' | 'restore' })

export type ContactRefusal =
  | { readonly code: 'contact.not_found' | 'contact.archived' | 'access.out_of_scope' }
  | { readonly code: 'customer.not_found' | 'customer.archived' }
  | { readonly code: 'contact.nothing_confirmed' }
  | { readonly code: 'affiliation.exists' | 'affiliation.not_found' }
  | { readonly code: 'affiliation.too_many'; readonly most: number }
  | ClassDenied
  | { readonly code: 'request.invalid'; readonly issues: readonly z.core.$ZodIssue[] }
  | { readonly code: 'contact.rules_broken'; readonly findings: readonly Finding[] }
