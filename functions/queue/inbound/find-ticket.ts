import type { InboundHead } from '../../../domain/inbound/inbound-message.ts'
import { belongsTo, isProven, type ToldApart } from '../../../domain/inbound/sender.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { later, minutes } from '../../../domain/kernel/later.ts'
import type { Tickets } from '../../../domain/tickets/ports.ts'
import { whereIs } from '../../../domain/tickets/split.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { requesterOf } from './find-sender.ts'
import type { ThreadPorts } from './ports.ts'

/** What this one follows is on its way to its ticket: the queue brings this one again behind it. */
export class NotYet extends Failure {
  override readonly name = 'NotYet'
}

/** So long what came before is waited for; what is still on no ticket by then leads to none. */
const patience = 10 * minutes

const ticketOfInbound = async (ports: ThreadPorts, inboundId: string, now: Instant): Promise<string | undefined> => {
  const found = (await ports.inbound.read(inboundId, []))?.state
  if (!found || found.status === 'heard' || found.status === 'ignored') return undefined
  const ticketId = found.status === 'taken' ? found.taken.ticketId : found.route?.ticketId
  if (ticketId === undefined && later(found.receivedAt, patience) > now) throw new NotYet(`${inboundId} is on no ticket yet`)
  return ticketId
}

type Asked = { readonly id: string; readonly message: InboundHead; readonly told: ToldApart; readonly now: Instant }

/**
 * "A mail belongs to the conversation that it answers." Of the mails that it names, the nearest that we know leads. For whom nobody
 * vouches, that is one of ours alone: SES makes its id so that it cannot be guessed, and one that a customer's program made can be.
 */
const byReferences = async (ports: ThreadPorts, { id, message, now }: Asked): Promise<string | undefined> => {
  const named = message.threading?.references ?? []
  if (named.length === 0) return undefined
  for (const mail of await ports.mails.find(named)) {
    if (mail.kind === 'sent') return mail.ticketId
    const ticketId = mail.inboundId === id || !isProven(message) ? undefined : await ticketOfInbound(ports, mail.inboundId, now)
    if (ticketId !== undefined) return ticketId
  }
  return undefined
}

/**
 * "A number counts only where the sender belongs to the ticket." A call centre's people have said it themselves; of a sender for whom
 * nobody vouches nothing is known, and a number can be guessed.
 */
const byNumbers = async (ports: ThreadPorts, tickets: Tickets, { message, told }: Asked): Promise<string | undefined> => {
  if (!isProven(message)) return undefined
  for (const number of message.threading?.numbers ?? []) {
    const ticketId = await ports.ticketByNumber(number)
    const ticket = ticketId === undefined ? undefined : (await tickets.load(ticketId))?.state
    if (ticket && (message.channel === 'phone' || belongsTo(ticket, told, requesterOf(message).address))) return ticket.id
  }
  return undefined
}

/** "What answers a message goes where that message is": of a ticket that others were split from, the nearest mail that we know says to which. */
const afterSplits = async (ports: ThreadPorts, tickets: Tickets, { ticketId, message }: Asked & { ticketId: string }): Promise<string> => {
  const ticket = (await tickets.read(ticketId, []))?.state
  if (!ticket?.splits || ticket.splits.length === 0) return ticketId
  const mails = await ports.mails.find(message.threading?.references ?? [])
  const [nearest] = mails.flatMap((mail) => (mail.kind === 'sent' ? (mail.said ?? []) : derivedId('ticketMessage', mail.inboundId)))
  return nearest === undefined ? ticketId : whereIs(ticket, nearest)
}

/** The ticket that a message belongs to; undefined for one that begins a matter. Throws `NotYet` where that is not known yet. */
export const findTicket = async (ports: ThreadPorts, tickets: Tickets, asked: Asked): Promise<string | undefined> => {
  const token = asked.message.threading?.replyToken
  const named = token === undefined ? undefined : await ports.ticketOfToken(token)
  const ticketId = named ?? (await byReferences(ports, asked)) ?? (await byNumbers(ports, tickets, asked))
  return ticketId === undefined ? undefined : afterSplits(ports, tickets, { ...asked, ticketId })
}
