import type { Instant } from '../../../domain/kernel/instant.ts'
import type { Waiting } from './ports.ts'

/** How many messages of an address a ticket has had within the hour, this one among them. */
export type CountMails = (ticketId: string, address: string, now: Instant) => Promise<number>

/** So many mails within an hour a person may write to one ticket. */
const most = 20

/**
 * "Two programs that answer one another are told by their haste, whatever they say of themselves": beyond so many mails an hour what
 * comes is kept like any other, and taken for a machine's, which nothing answers.
 */
export const paced = async (
  countMails: CountMails,
  waiting: Waiting,
  { ticketId, now }: { ticketId: string; now: Instant },
): Promise<Waiting> => {
  const { message } = waiting
  if (message.channel !== 'mail' || message.automatic) return waiting
  const isHasty = (await countMails(ticketId, message.from.address, now)) > most
  return isHasty ? { ...waiting, message: { ...message, automatic: true } } : waiting
}
