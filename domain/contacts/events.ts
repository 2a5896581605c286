import * as z from 'zod'
import { FieldClassName } from '../kernel/care/field-class.ts'
import { Confirmable, withConfirmed, withoutChanged } from '../kernel/confirmation.ts'
import { Warning } from '../kernel/finding.ts'
import { CustomerId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { line } from '../kernel/text.ts'
import { Affiliation, AffiliationPatch } from './affiliation.ts'
import { Contact, PersonPatch } from './contact.ts'

const changedMembers = <Patch extends z.ZodType>(patch: Patch) => ({ from: patch, to: patch, at: Instant })

/** What can happen to a contact. `from` and `to` name the members that changed, before and after; null where there was or is none. */
export const ContactEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('contact.registered'), contact: Contact }),
  z.strictObject({ type: z.literal('contact.changed'), ...changedMembers(PersonPatch), warnings: z.array(Warning) }),
  /** The person looked through their own data: what they corrected, and what they found, or now have, right. */
  z.strictObject({
    type: z.literal('contact.confirmed'),
    ...changedMembers(PersonPatch),
    confirmed: z.array(Confirmable).min(1),
    warnings: z.array(Warning),
  }),
  z.strictObject({ type: z.literal('contact.joined'), affiliation: Affiliation, warnings: z.array(Warning), at: Instant }),
  z.strictObject({ type: z.literal('contact.moved'), customerId: CustomerId, ...changedMembers(AffiliationPatch) }),
  z.strictObject({ type: z.literal('contact.left'), customerId: CustomerId, until: PlainDate, at: Instant }),
  z.strictObject({ type: z.literal('contact.archived'), at: Instant, by: UserId }),
  z.strictObject({ type: z.literal('contact.restored'), at: Instant }),
  /** Somebody read sensitive members in the clear, and said what for. */
  z.strictObject({ type: z.literal('contact.revealed'), purpose: line(200), classes: z.array(FieldClassName) }),
  /** Somebody ordered a new version of the key that seals the record, and said what for. The record is sealed under it since. */
  z.strictObject({ type: z.literal('contact.key_rotated'), purpose: line(200) }),
])
export type ContactEvent = z.infer<typeof ContactEvent>

/** The open affiliation with a customer as `change` makes it, all others as they are. */
const atCustomer = (contact: Contact, customerId: string, change: (open: Affiliation) => Affiliation): readonly Affiliation[] =>
  contact.affiliations.map((one) => (one.customerId === customerId && one.until === undefined ? change(one) : one))

const withConfirmations = ({ confirmations: _stood, ...contact }: Contact, confirmations: Contact['confirmations']): Contact =>
  confirmations === undefined ? contact : { ...contact, confirmations }

type Changed = Pick<Extract<ContactEvent, { type: 'contact.changed' }>, 'to' | 'warnings' | 'at'>

const changed = (contact: Contact, { to, warnings, at }: Changed): Contact => {
  const stand = withConfirmations(contact, withoutChanged(contact.confirmations, Object.keys(to)))
  return Contact.parse({ ...mergePatch(stand, to), warnings, changedAt: at })
}

/** What an event makes of a contact. */
export const evolve = (contact: Contact | undefined, event: ContactEvent): Contact | undefined => {
  if (event.type === 'contact.registered') return event.contact
  if (!contact) return undefined
  switch (event.type) {
    case 'contact.changed':
      return changed(contact, event)
    case 'contact.confirmed': {
      const corrected = Object.keys(event.to).length > 0 ? changed(contact, event) : contact
      return withConfirmations(corrected, withConfirmed(corrected.confirmations, event.confirmed, event.at))
    }
    case 'contact.joined':
      return { ...contact, affiliations: [...contact.affiliations, event.affiliation], warnings: event.warnings, changedAt: event.at }
    case 'contact.moved': {
      const moved = atCustomer(contact, event.customerId, (open) => Affiliation.parse(mergePatch(open, event.to)))
      return { ...contact, affiliations: [...moved], changedAt: event.at }
    }
    case 'contact.left': {
      const left = atCustomer(contact, event.customerId, (open) => ({ ...open, until: event.until }))
      return { ...contact, affiliations: [...left], changedAt: event.at }
    }
    case 'contact.archived':
      return { ...contact, archived: { at: event.at, by: event.by } }
    case 'contact.restored':
      return { ...contact, archived: undefined, changedAt: event.at }
    case 'contact.revealed':
    case 'contact.key_rotated':
      return contact
  }
}
