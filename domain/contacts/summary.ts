import * as z from 'zod'
import { part } from '../kernel/care/care.ts'
import { masked } from '../kernel/care/marks.ts'
import { Code } from '../kernel/code.ts'
import { Email } from '../kernel/email.ts'
import { ContactId } from '../kernel/ids.ts'
import { PlainDate } from '../kernel/instant.ts'
import { Phone } from '../kernel/phone.ts'
import type { Affiliation } from './affiliation.ts'
import { Contact } from './contact.ts'

/** Somebody as the list of a customer's people shows them. Of the phone and the address to use first it holds masks only. */
export const AffiliatedPerson = z.strictObject({
  contactId: ContactId,
  name: z.string(),
  role: Code,
  title: z.string().optional(),
  department: Code.optional(),
  reportsTo: ContactId.optional(),
  since: PlainDate,
  /** The day on which they left. */
  until: PlainDate.optional(),
  phone: masked(Phone).optional(),
  email: masked(Email).optional(),
  archived: z.boolean(),
})
export type AffiliatedPerson = z.infer<typeof AffiliatedPerson>

const first = <Entry extends { readonly primary?: boolean | undefined }>(entries: readonly Entry[]): Entry | undefined =>
  entries.find(({ primary }) => primary) ?? entries[0]

/** A customer's latest affiliation of one person: the open one, else the one that was closed last. */
const latestByCustomer = (affiliations: readonly Affiliation[]): readonly Affiliation[] => [
  ...new Map(affiliations.map((affiliation) => [affiliation.customerId, affiliation])).values(),
]

/** A contact as the lists of its customers show it, one row a customer. */
export const rowsOf = (contact: Contact): readonly { readonly customerId: string; readonly person: AffiliatedPerson }[] => {
  const { masked: shown } = part(Contact, contact)
  return latestByCustomer(contact.affiliations).map(({ customerId, ...place }) => ({
    customerId,
    person: {
      ...place,
      contactId: contact.id,
      name: contact.name,
      phone: first(shown.phones)?.number,
      email: first(shown.emails)?.address,
      archived: contact.archived !== undefined,
    },
  }))
}

/** Whether somebody counts among a customer's people today. */
export const isCurrent = ({ until, archived }: AffiliatedPerson): boolean => until === undefined && !archived
