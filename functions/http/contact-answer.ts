import * as z from 'zod'
import { Contact } from '../../domain/contacts/contact.ts'
import { masked } from '../../domain/kernel/marks.ts'
import type { Loaded } from '../../domain/kernel/store.ts'

/** A contact as it is answered. Members of classes that the caller does not see hold masks. */
export const ContactAnswer = masked(Contact.extend({ version: z.int(), status: z.enum(['active', 'archived']) }))
export type ContactAnswer = z.infer<typeof ContactAnswer>

export const answerOf = ({ state, version }: Loaded<Contact>): ContactAnswer => ({
  ...state,
  version,
  status: state.archived ? 'archived' : 'active',
})
