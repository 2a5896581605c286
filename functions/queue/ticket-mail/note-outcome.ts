import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { TicketId, TicketMessageId } from '../../../domain/kernel/ids.ts'
import { managerOf } from '../../../domain/lists/cadence.ts'
import type { ReadLists } from '../../../domain/lists/ports.ts'
import type { Message } from '../../../domain/messages/message.ts'
import type { MessageStore } from '../../../domain/messages/ports.ts'
import type { FindReply, ReplyOnItsWay, Tickets } from '../../../domain/tickets/ports.ts'
import type { Delivery, NoteMessage } from '../../../domain/tickets/thread.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { changeTicket, type Done } from '../../desk/change-ticket.ts'
import type { ChangingPorts } from '../../desk/desk-ports.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { isByPeople, replyBroughtBy } from '../messages/conversation.ts'

export type OutcomePorts = ChangingPorts & {
  readonly tickets: Tickets
  readonly messages: MessageStore
  readonly reply: FindReply
  readonly lists: ReadLists
}

type State = Delivery['state']

const words: Readonly<Record<State, string>> = {
  bounced: '给客户的消息未能送达。\nOur message to the customer could not be delivered.',
  complained: '客户将我们的邮件标记为垃圾邮件。\nThe customer called our mail a nuisance.',
  refused: '给客户的消息未能发出。\nOur message to the customer could not be sent.',
  unknown: '给客户的回复是否发出,无法确认。\nNobody knows whether our answer to the customer went out.',
  again: '给客户的回复正在重新发送。\nOur answer to the customer is being sent again.',
  sent: '给客户的回复确认已发出。\nOur answer to the customer did go out.',
  delivered: '给客户的回复确认已送达。\nOur answer to the customer did arrive.',
}

/** "That somebody cannot be written to is told to whoever has written to them", not with each word that the program says by itself. */
const troubleOf = ({ state, refused, template }: Message): State | undefined => {
  if (state === 'bounced' || state === 'complained') return state
  if (state === 'unknown') return isByPeople(template) ? state : undefined
  const isQuiet = refused?.reason === 'cancelled' || (refused?.reason === 'no_address' && !isByPeople(template))
  return state === 'refused' && !isQuiet ? 'refused' : undefined
}

/** What came of a trouble that was told of; nothing is told of what went as it should. */
const afterwards = ({ state }: Message): State | undefined => {
  if (state === 'queued' || state === 'sending') return 'again'
  return state === 'sent' || state === 'delivered' ? state : undefined
}

/** What is to be told of a message now, given what was told of it before. */
const newsOf = (message: Message, told: Delivery | undefined): { readonly state: State; readonly isTrouble: boolean } | undefined => {
  const trouble = troubleOf(message)
  const state = trouble ?? (told && afterwards(message))
  return state === undefined || state === told?.state ? undefined : { state, isTrouble: trouble !== undefined }
}

type News = NonNullable<ReturnType<typeof newsOf>>
type Telling = { readonly message: Message; readonly news: News; readonly reply: ReplyOnItsWay | undefined }

const reasonOf = ({ bounced, refused }: Message, { isTrouble }: News): string | undefined =>
  isTrouble ? (bounced?.kind ?? refused?.reason) : undefined

/** "Whoever works on it is called, else whoever leads the team": for trouble alone. */
const calledFor = async ({ lists }: OutcomePorts, { assignee, team }: Ticket): Promise<NoteMessage['mentions']> => {
  const called = assignee ?? managerOf(await lists(), team)
  return called === undefined ? [] : [called]
}

const noteOn = async (ports: OutcomePorts, ticket: Ticket, { message, news }: Telling, { now, actor }: Context): Promise<NoteMessage> => {
  const reason = reasonOf(message, news)
  return {
    kind: 'note',
    id: TicketMessageId.parse(derivedId('ticketMessage', `${message.id}:${news.state}:${message.tries}`)),
    ticketId: TicketId.parse(ticket.id),
    at: now,
    text: `${words[news.state]} (${message.id}${reason === undefined ? '' : `, ${reason}`})`,
    attachments: [],
    author: actor.id,
    mentions: news.isTrouble ? await calledFor(ports, ticket) : [],
  }
}

/** Tells one ticket: the note, and what stands beside the reply, in one transaction. */
const tellTicket = async (ports: OutcomePorts, { ticket, ...telling }: Telling & { ticket: Ticket }, context: Context): Promise<Done> => {
  const { message, news, reply } = telling
  const note = await noteOn(ports, ticket, telling, context)
  const reason = reasonOf(message, news)
  const delivery = { state: news.state, message: message.id, ...(reason !== undefined && { reason }), at: context.now }
  const store = reply?.becoming(delivery, note) ?? ports.tickets.with([note])
  return changeTicket(ports, { id: ticket.id, command: () => ({ type: 'note', message: note }), context, store })
}

/**
 * "Whoever works on it hears that what we wrote did not arrive, or that nobody knows": a note in the ticket, or in the one that this was
 * merged into, that mentions them, and a word beside the reply where the thread is read. Once each, however often it is told.
 */
export const noteOutcome = async (ports: OutcomePorts, messageId: string, context: Context): Promise<void> => {
  const message = (await ports.messages.load(messageId))?.state
  if (message?.to.kind !== 'ticket') return
  const said = replyBroughtBy(message)
  const reply = said && (await ports.reply(message.to.id, said))
  const news = newsOf(message, reply?.delivery)
  if (!news) return
  for (let ticketId: string | undefined = message.to.id; ticketId !== undefined; ) {
    const ticket: Ticket | undefined = (await ports.tickets.load(ticketId))?.state
    if (!ticket) return
    const done: Done = await tellTicket(ports, { ticket, message, news, reply }, context)
    if (!done.ok && done.error.code !== 'ticket.merged')
      throw new Failure(`${ticketId} could not be told of ${messageId}: ${done.error.code}`)
    ticketId = !done.ok && done.error.code === 'ticket.merged' ? done.error.into : undefined
  }
}
