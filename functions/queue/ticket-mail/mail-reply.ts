import * as z from 'zod'
import { InboundChannel } from '../../../domain/inbound/inbound-message.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { TicketMessageId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import type { ReadEvent } from '../../../domain/notifications/ports.ts'
import type { Tickets } from '../../../domain/tickets/ports.ts'
import type { Notice } from '../job.ts'
import { replyTemplate } from '../messages/conversation.ts'
import { type MessagePorts, queueMessage } from '../messages/queue-message.ts'

export type ReplyPorts = MessagePorts & { readonly event: ReadEvent; readonly tickets: Pick<Tickets, 'read'> }

const Replied = z.object({ message: TicketMessageId, channel: InboundChannel, at: Instant, automatic: z.boolean().optional() })

/**
 * "What we answer reaches whoever asked", once, however often it is told: as a mail, unless they write to us by WeChat. What the desk
 * says by itself is sent by whoever has it said.
 */
export const mailReply = async (ports: ReplyPorts, { id, subject }: Notice, context: Context): Promise<void> => {
  const event = await ports.event(subject.id, id)
  if (!event) throw new Error(`the event ${id} is not there to be read`)
  const { message, channel, at, automatic } = Replied.parse(event.data)
  if (automatic || channel === 'wechat') return
  const ticket = (await ports.tickets.read(subject.id, []))?.state
  if (!ticket) throw new Error(`${subject.id} was answered and is not there`)
  const { number, subject: about, customerId } = ticket
  const fields = { number, subject: about, message, saidAt: at }
  const to = { kind: 'ticket', id: ticket.id } as const
  await queueMessage(ports, { cause: `ticket:${ticket.id}:${message}`, to, template: replyTemplate, fields, customerId }, context)
}
