import * as z from 'zod'
import { Contact } from '../../domain/contacts/contact.ts'
import { affiliationsInReach, type ServedCustomers } from '../../domain/contacts/served.ts'
import type { Actor } from '../../domain/kernel/actor.ts'
import { masked } from '../../domain/kernel/care/marks.ts'
import type { Loaded } from '../../domain/kernel/store.ts'

/** A contact as it is answered. Members of classes that the caller does not see hold masks. */
export const ContactAnswer = masked(
  Contact.extend({
    version: z.int(),
    status: z.enum(['active', 'archived']),
    /** At how many further customers, out of the caller's reach, the person is or was. */
    elsewhere: z.int(),
  }),
)
export type ContactAnswer = z.infer<typeof ContactAnswer>

/** "Of somebody whom you meet at your own customer, you learn what they are there, and not what they are at a colleague's." */
export const answerOf = ({ state, version }: Loaded<Contact>, actor: Actor, customers: ServedCustomers): ContactAnswer => {
  const affiliations = affiliationsInReach(actor, state, customers)
  return {
    ...state,
    affiliations: [...affiliations],
    elsewhere: state.affiliations.length - affiliations.length,
    version,
    status: state.archived ? 'archived' : 'active',
  }
}
