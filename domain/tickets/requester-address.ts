import { Email, emailKey } from '../kernel/email.ts'
import type { AddressAt } from '../kernel/reachability.ts'
import type { Ticket } from './ticket.ts'

/** Where who asked, and by which name, stands in a ticket. */
export const requesterAt = { address: '/requester/address', name: '/requester/name' } as const

/** A telephone in the form of E.164, as it is kept where somebody gave one. */
const telephone = /^\+[1-9]\d{6,14}$/

/**
 * Where whoever asked wanted to be answered: in the chat, at their mailbox, or by text message where a form took nothing but a
 * telephone. Whoever called may have done so from a desk, where nobody reads a text message.
 */
export const requesterAddress = ({ channel, requester }: Pick<Ticket, 'channel' | 'requester'>): readonly AddressAt[] => {
  const value = requester?.address
  if (value === undefined) return []
  const pointer = requesterAt.address
  if (channel === 'wechat') return [{ pointer, kind: 'wechat', value }]
  const mailbox = Email.safeParse(value)
  if (mailbox.success) return [{ pointer, kind: 'email', value: emailKey(mailbox.data) }]
  return channel !== 'phone' && telephone.test(value) ? [{ pointer, kind: 'phone', value }] : []
}
