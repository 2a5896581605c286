import * as z from 'zod'
import { TicketChannel } from '../../../domain/inbound/inbound-message.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { TicketMessageId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { hours, later, minutes } from '../../../domain/kernel/later.ts'
import type { ReadEvent } from '../../../domain/notifications/ports.ts'
import type { Tickets } from '../../../domain/tickets/ports.ts'
import type { Notice } from '../job.ts'
import { chatTemplate, replyTemplate } from '../messages/conversation.ts'
import { type MessagePorts, queueMessage } from '../messages/queue-message.ts'

export type ReplyPorts = MessagePorts & { readonly event: ReadEvent; readonly tickets: Pick<Tickets, 'read'> }

const Replied = z.object({ message: TicketMessageId, channel: TicketChannel, at: Instant, automatic: z.boolean().optional() })

/** WeChat takes an answer for 48 hours after the customer wrote; what is sent in the last minutes of them may come too late. */
const chatting = 48 * hours - 10 * minutes

/** "In a chat we answer in the chat, as long as it may be answered; after that by whatever way there is." */
const templateFor = (channel: TicketChannel, lastInAt: Instant | undefined, now: Instant): string =>
  channel === 'wechat' && lastInAt !== undefined && now < later(lastInAt, chatting) ? chatTemplate : replyTemplate

/**
 * "What we answer reaches whoever asked", once, however often it is told: in the chat or as a mail. What the desk says by itself is
 * sent by whoever has it said.
 */
export const mailReply = async (ports: ReplyPorts, { id, subject }: Notice, context: Context): Promise<void> => {
  const event = await ports.event(subject.id, id)
  if (!event) throw new Failure(`the event ${id} is not there to be read`)
  const { message, channel, at, automatic } = Replied.parse(event.data)
  if (automatic) return
  const ticket = (await ports.tickets.read(subject.id, []))?.state
  if (!ticket) throw new Failure(`${subject.id} was answered and is not there`)
  const { number, customerId, lastInAt } = ticket
  const template = templateFor(channel, lastInAt, at)
  const fields = { number, message, saidAt: at }
  const to = { kind: 'ticket', id: ticket.id } as const
  await queueMessage(ports, { cause: `ticket:${ticket.id}:${message}`, to, template, fields, customerId }, context)
}
