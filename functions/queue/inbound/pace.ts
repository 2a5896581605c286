import type { InboundRoute } from '../../../domain/inbound/inbound.ts'
import { isProven } from '../../../domain/inbound/sender.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { requesterOf } from './find-sender.ts'
import type { Waiting } from './ports.ts'

type Message = Waiting['message']
type Span = { readonly now: Instant; readonly seconds: number }

/** How many messages of an address have come to one place within the hour or day that it is, this one among them: to a ticket, or to open one. */
export type CountMails = (place: string, address: string, span: Span) => Promise<number>

/** What opens tickets under an address for which nobody vouches is no haste of whoever has that address. */
const placeOf = (route: InboundRoute, message: Message): string => {
  if (route.by === 'append') return route.ticketId
  return isProven(message) ? 'opens' : 'opens unvouched'
}

/**
 * So many mails within an hour, and within a day, a person may write to one ticket, and so many that each open one. Sixty a day is a new
 * matter every eight minutes of eight hours at the desk, without a break: whoever has more to say hands it in by the API or the feeds. A
 * program that waits four minutes before each answer never meets the bound of an hour, and meets that of a day within four hours; whatever
 * answers more often than every 24 minutes meets it. A slower one costs less than sixty mails a day, which people see in their queue.
 */
export const bounds = [
  { seconds: 3600, most: 20 },
  { seconds: 86_400, most: 60 },
] as const

/**
 * "Two programs that answer one another are told by their haste, whatever they say of themselves": by more mails an hour or a day than
 * a person writes. Whoever would be answered is counted: of what one of us passes on, that is whoever wrote it.
 */
export const isHasty = async (
  countMails: CountMails,
  message: Message,
  { route, now }: { readonly route: InboundRoute; readonly now: Instant },
): Promise<boolean> => {
  if (message.channel !== 'mail' || message.automatic) return false
  const [place, { address }] = [placeOf(route, message), requesterOf(message)]
  const counted = bounds.map(async ({ seconds, most }) => (await countMails(place, address, { now, seconds })) > most)
  return (await Promise.all(counted)).includes(true)
}
