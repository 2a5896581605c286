import type { Instant } from '../kernel/instant.ts'
import type { Ticket } from './ticket.ts'

type Other = NonNullable<Ticket['others']>[number]

/** What is known in a ticket of somebody else, whose own was merged into it. */
export const otherIn = ({ others }: Ticket, id: string): Other | undefined => others?.find(({ ticket }) => ticket === id)

/** The ticket with what was heard from, or said to, somebody else in it. */
export const withOther = (ticket: Ticket, id: string, since: Partial<Pick<Other, 'lastInAt' | 'lastOutAt'>>): Ticket =>
  ticket.others ? { ...ticket, others: ticket.others.map((one) => (one.ticket === id ? { ...one, ...since } : one)) } : ticket

type Talk = { readonly lastInAt?: Instant | undefined; readonly lastOutAt?: Instant | undefined }
const waits = ({ lastInAt, lastOutAt }: Talk): boolean => lastInAt !== undefined && (lastOutAt === undefined || lastOutAt < lastInAt)

/** "While one of them waits, the answer to the other keeps no promise." Of a ticket of one customer it goes by the answer itself. */
export const somebodyWaits = (ticket: Ticket): boolean => ticket.others !== undefined && (waits(ticket) || ticket.others.some(waits))
