import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { replyOnItsWay } from '../../adapters/dynamo/tickets/reply-on-its-way.ts'
import { ticketStore } from '../../adapters/dynamo/tickets/ticket-store.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { sealedTable } from '../http/sealed-table.ts'
import { tellOpening } from '../runtime/tell-opening.ts'
import { jobHandler, type Notice } from './job.ts'
import { mailReply } from './ticket-mail/mail-reply.ts'
import { noteOutcome } from './ticket-mail/note-outcome.ts'

const { table, vault } = sealedTable(process.env, tellOpening)
const ports = {
  event: eventIn(table),
  messages: messageStore(table),
  tickets: ticketStore(table, vault),
  reply: replyOnItsWay(table, vault),
  lists: allLists(table),
}

const happened = (notice: Notice, context: Context): Promise<void> =>
  notice.type === 'ticket.replied' ? mailReply(ports, notice, context) : noteOutcome(ports, notice.subject.id, context)

/** Has answers of the desk mailed, and tells the ticket what did not arrive, or may not have. */
export const handler = jobHandler({ happened })
