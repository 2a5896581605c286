import type { Context } from '../../../domain/kernel/decider.ts'
import { TicketId, TicketMessageId } from '../../../domain/kernel/ids.ts'
import type { Message } from '../../../domain/messages/message.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import type { NoteMessage } from '../../../domain/tickets/thread.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { changeTicket } from '../../desk/change-ticket.ts'
import type { ChangingPorts } from '../../desk/desk-ports.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { isByPeople } from '../messages/conversation.ts'

export type BouncePorts = ChangingPorts & { readonly messages: MessageStore }

const words = {
  bounced: '给客户的邮件未能送达。\nOur mail to the customer could not be delivered.',
  complained: '客户将我们的邮件标记为垃圾邮件。\nThe customer called our mail a nuisance.',
  refused: '给客户的邮件未能发出。\nOur mail to the customer could not be sent.',
} as const

/** "That somebody cannot be written to is told to whoever has written to them", not with each word that the program says by itself. */
const becameOf = ({ state, refused, template }: Message): keyof typeof words | undefined => {
  if (state === 'bounced' || state === 'complained') return state
  const isQuiet = refused?.reason === 'cancelled' || (refused?.reason === 'no_address' && !isByPeople(template))
  return state === 'refused' && !isQuiet ? 'refused' : undefined
}

const reasonOf = ({ bounced, refused }: Message): string => bounced?.kind ?? refused?.reason ?? ''

const noteOn = ({ id, assignee }: Ticket, message: Message, { now, actor }: Context): NoteMessage => {
  const became = becameOf(message)
  return {
    kind: 'note',
    id: TicketMessageId.parse(derivedId('ticketMessage', `${message.id}:${became}`)),
    ticketId: TicketId.parse(id),
    at: now,
    text: `${became ? words[became] : ''} (${message.id}${reasonOf(message) && `, ${reasonOf(message)}`})`,
    attachments: [],
    author: actor.id,
    mentions: assignee === undefined ? [] : [assignee],
  }
}

/** "Whoever works on it hears that what we wrote did not arrive": a note in the ticket, or in the one that this was merged into, that mentions them. */
export const noteBounce = async (ports: BouncePorts, messageId: string, context: Context): Promise<void> => {
  const message = (await ports.messages.load(messageId))?.state
  if (message?.to.kind !== 'ticket' || becameOf(message) === undefined) return
  for (let ticketId: string | undefined = message.to.id; ticketId !== undefined; ) {
    const ticket: Ticket | undefined = (await ports.tickets.load(ticketId))?.state
    if (!ticket) return
    const note = noteOn(ticket, message, context)
    const done = await changeTicket(ports, { id: ticketId, command: () => ({ type: 'note', message: note }), context, messages: [note] })
    if (!done.ok && done.error.code !== 'ticket.merged')
      throw new Error(`${ticketId} could not be told of ${messageId}: ${done.error.code}`)
    ticketId = !done.ok && done.error.code === 'ticket.merged' ? done.error.into : undefined
  }
}
