import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { ticketStore } from '../../adapters/dynamo/tickets/ticket-store.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { sealing } from '../http/sealing.ts'
import { jobHandler, type Notice } from './job.ts'
import { mailReply } from './ticket-mail/mail-reply.ts'
import { noteBounce } from './ticket-mail/note-bounce.ts'

const { table, vault } = sealing(process.env)
const ports = { event: eventIn(table), messages: messageStore(table), tickets: ticketStore(table, vault) }

const happened = (notice: Notice, context: Context): Promise<void> =>
  notice.type === 'ticket.replied' ? mailReply(ports, notice, context) : noteBounce(ports, notice.subject.id, context)

/** Has answers of the desk mailed, and tells the ticket what did not arrive. */
export const handler = jobHandler({ happened })
