import type { InboundRoute } from '../../../domain/inbound/inbound.ts'
import { isProven } from '../../../domain/inbound/sender.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { requesterOf } from './find-sender.ts'
import type { Waiting } from './ports.ts'

/** How many messages of an address have come to one place within the hour, this one among them: to a ticket, or to open one. */
export type CountMails = (place: string, address: string, now: Instant) => Promise<number>

/** What opens tickets under an address for which nobody vouches is no haste of whoever has that address. */
const placeOf = (route: InboundRoute, message: Waiting['message']): string => {
  if (route.by === 'append') return route.ticketId
  return isProven(message) ? 'opens' : 'opens unvouched'
}

/** So many mails within an hour a person may write to one ticket, and so many that each open one. */
const most = 20

/**
 * "Two programs that answer one another are told by their haste, whatever they say of themselves": beyond so many mails an hour what
 * comes is kept like any other, and taken for a machine's, which nothing answers. Whoever would be answered is counted: of what one of
 * us passes on, that is whoever wrote it.
 */
export const paced = async (
  countMails: CountMails,
  waiting: Waiting,
  { route, now }: { route: InboundRoute; now: Instant },
): Promise<Waiting> => {
  const { message } = waiting
  if (message.channel !== 'mail' || message.automatic) return waiting
  const isHasty = (await countMails(placeOf(route, message), requesterOf(message).address, now)) > most
  return isHasty ? { ...waiting, message: { ...message, automatic: true } } : waiting
}
