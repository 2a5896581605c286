import type { InboundRoute } from '../../../domain/inbound/inbound.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { requesterOf } from './find-sender.ts'
import type { Waiting } from './ports.ts'

/** How many messages of an address a ticket has had within the hour, this one among them; without a ticket, how many have opened one. */
export type CountMails = (ticketId: string | undefined, address: string, now: Instant) => Promise<number>

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
  const ticketId = route.by === 'append' ? route.ticketId : undefined
  const isHasty = (await countMails(ticketId, requesterOf(message).address, now)) > most
  return isHasty ? { ...waiting, message: { ...message, automatic: true } } : waiting
}
