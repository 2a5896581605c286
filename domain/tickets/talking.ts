import { mostMailed } from '../attachments/attachment.ts'
import type { Context } from '../kernel/decider.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { Sorted } from '../sorting/sorted.ts'
import type { TicketCommand, TicketRefusal } from './commands.ts'
import { concernedBy } from './concerned.ts'
import type { TicketEvent } from './events.ts'
import { isLive } from './moves.ts'
import { graceEnds } from './resolution.ts'
import { excerptOf, type NoteMessage, type ReceivedMessage, type ReplyMessage, type TicketMessage } from './thread.ts'
import { overSince, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>

export const glanceOf = ({ id, text, attachments, automatic }: TicketMessage) => ({
  message: id,
  excerpt: excerptOf(text),
  attachments: attachments.length,
  ...(automatic && { automatic }),
})

/** "What a message makes more urgent is more urgent from then on." Only what differs is told. */
const sortedBy = (ticket: Ticket, sorted: Sorted | undefined, { now }: Context): readonly TicketEvent[] => {
  if (!sorted) return []
  const { urgency, impact, priority, tags, why } = sorted
  const isSame =
    urgency === ticket.urgency && impact === ticket.impact && priority === ticket.priority && tags.every((tag) => ticket.tags.includes(tag))
  return isSame ? [] : [{ type: 'ticket.sorted', urgency, impact, priority, tags, why, at: now }]
}

/** "When the customer writes, the wait for them is over; what is over is opened again." */
const movedBy = (ticket: Ticket, { now, actor }: Context): readonly TicketEvent[] => {
  const { status } = ticket
  const done = { at: now, by: actor.id }
  if (status === 'pending_customer') return [{ type: 'ticket.moved', from: status, to: 'open', ...done }]
  if (status === 'resolved' || status === 'closed')
    return [{ type: 'ticket.reopened', because: 'customer_wrote', ...concernedBy(ticket), ...done }]
  return []
}

/** "What was said once is said once, however often it is brought." */
export const isSaid = (ticket: Ticket, { id }: TicketMessage): boolean => ticket.said.includes(id)

/** "Who has a ticket hears that its customer wrote"; of one that comes back they hear that it does, and of machines nothing. */
const hearing = ({ status, assignee }: Ticket, { automatic }: ReceivedMessage) =>
  assignee !== undefined && isLive(status) && !automatic ? { assignee } : {}

/** Something came in. What a machine wrote is kept, and moves nothing. */
export const receive = (
  ticket: Ticket,
  { message, sorted, of }: Omit<Extract<TicketCommand, { type: 'receive' }>, 'type'>,
  context: Context,
): Decision => {
  const said = { ...glanceOf(message), channel: message.channel, ...(of && { of }) }
  const told: TicketEvent = { type: 'ticket.message_received', ...said, ...hearing(ticket, message), at: context.now }
  if (message.automatic) return ok([told])
  const over = overSince(ticket)
  if (over !== undefined && context.now > graceEnds(over))
    return refuse({ code: 'ticket.too_late', until: graceEnds(over), ...(ticket.continuedBy && { continuedBy: ticket.continuedBy }) })
  return ok([told, ...movedBy(ticket, context), ...sortedBy(ticket, sorted, context)])
}

/** "Files go along with a mail that the customer's server takes; a chat has no place for them." */
const filesRefused = ({ attachments, channel }: ReplyMessage): TicketRefusal | undefined => {
  const size = attachments.reduce((sum, file) => sum + file.size, 0)
  if (size > mostMailed) return { code: 'ticket.files_too_large', size, most: mostMailed }
  return channel === 'wechat' && attachments.length > 0 ? { code: 'ticket.no_files_in_chat' } : undefined
}

/** Why nothing is answered in a ticket now, or not like this. */
export const replyRefused = ({ status }: Ticket, message: ReplyMessage): TicketRefusal | undefined =>
  status === 'closed' && !message.automatic ? { code: 'ticket.closed' } : filesRefused(message)

/** "Whoever answers a new ticket has set to work on it." */
export const beginning = ({ status }: Ticket, { automatic }: ReplyMessage, { now, actor }: Context): readonly TicketEvent[] =>
  !automatic && (status === 'new' || status === 'reopened')
    ? [{ type: 'ticket.moved', from: status, to: 'open', at: now, by: actor.id }]
    : []

/** We write to the customer. */
export const reply = (ticket: Ticket, message: ReplyMessage, context: Context): Decision => {
  const refused = replyRefused(ticket, message)
  if (refused) return refuse(refused)
  const { now, actor } = context
  const told = { type: 'ticket.replied', ...glanceOf(message), channel: message.channel, at: now, by: actor.id } as const
  return ok([told, ...beginning(ticket, message, context)])
}

/** We write to one another. */
export const note = (_: Ticket, message: NoteMessage, { now, actor }: Context): Decision =>
  ok([{ type: 'ticket.noted', ...glanceOf(message), mentions: message.mentions, at: now, by: actor.id }])
