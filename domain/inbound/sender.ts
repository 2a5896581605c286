import type { InboundHead } from './inbound-message.ts'

/** Who has the address that somebody wrote from: contacts with the customers at which they are, and customers themselves. */
export type Holders = {
  readonly contacts: readonly { readonly id: string; readonly customers: readonly string[] }[]
  readonly customers: readonly string[]
}

/** Whom a message is from, as far as that is certain; the customers of whom it could be one where it is not. */
export type ToldApart = {
  readonly customerId?: string | undefined
  readonly contactId?: string | undefined
  readonly candidates: readonly string[]
}

/**
 * "Whoever writes is who they say where somebody vouches for it." A mail whose domain disowns it, or for which nobody speaks, tells of
 * nobody; at the other doors whoever brings a message says whose it is.
 */
export const isProven = ({ authentic, vouched }: Pick<InboundHead, 'authentic' | 'vouched'>): boolean =>
  authentic !== false && vouched !== false

const fittingIn = ({ contacts, customers }: Holders): readonly string[] => [
  ...new Set([...contacts.flatMap((contact) => contact.customers), ...customers]),
]

/** "Who only calls themselves so is nobody yet": whoever has the address is one of whom it could be. */
export const notToldApart = (holders: Holders): ToldApart => ({ candidates: fittingIn(holders) })

/** "Who fits one is that one; who fits several, or none, is told apart by a person. Nobody is guessed." */
export const toldApart = (holders: Holders): ToldApart => {
  const known = [...new Set(holders.contacts.map(({ id }) => id))]
  const [contactId] = known.length === 1 ? known : []
  const fitting = fittingIn(holders)
  const [customerId] = known.length <= 1 && fitting.length === 1 ? fitting : []
  return {
    ...(contactId !== undefined && { contactId }),
    ...(customerId !== undefined && { customerId }),
    candidates: customerId === undefined ? fitting : [],
  }
}

type Asker = {
  readonly customerId?: string | undefined
  readonly contactId?: string | undefined
  readonly requester?: { readonly address?: string | undefined } | undefined
}

/** "A number in the subject counts only for who belongs to the ticket": whose it is, or who asked. */
export const belongsTo = (ticket: Asker, told: ToldApart, address: string): boolean => {
  if (ticket.contactId !== undefined && ticket.contactId === told.contactId) return true
  if (ticket.customerId !== undefined && ticket.customerId === told.customerId) return true
  return ticket.requester?.address?.toLowerCase() === address.toLowerCase()
}

/**
 * Of whom a ticket is that goes on with an old one. "Who belongs to the old matter goes on with it; who is a stranger to it may be of
 * its customer, and a person says so." Customer and contact are taken over together or not at all.
 */
export const goesOnFor = (old: Asker, told: ToldApart, address: string): ToldApart => {
  const { customerId, contactId } = old
  if (customerId === undefined) return told
  const isSame = (told.customerId ?? customerId) === customerId && (told.contactId ?? contactId) === contactId
  if (isSame && belongsTo(old, told, address)) return { customerId, ...(contactId !== undefined && { contactId }), candidates: [] }
  return told.customerId === undefined ? { ...told, candidates: [...new Set([customerId, ...told.candidates])] } : told
}
