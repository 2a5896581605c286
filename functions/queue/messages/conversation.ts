import type { AttachmentRef } from '../../../domain/attachments/attachment.ts'
import type { SentMail } from '../../../domain/inbound/mail/ports.ts'
import { messageIdIn } from '../../../domain/inbound/mail/thread.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Message } from '../../../domain/messages/message.ts'
import type { MailThread } from '../../../domain/messages/ports.ts'
import type { ReplyMessage, TicketMessage } from '../../../domain/tickets/thread.ts'

/** What a message is a part of, as far as it must be known to send it. */
export type Conversation = {
  readonly thread: MailThread
  /** What somebody at the desk has written, where the message is to bring that. */
  readonly replyText: string
  /** What goes along with that. */
  readonly files: readonly AttachmentRef[]
  /** What the ticket is about, as whoever asks called it. */
  readonly subject: string
}

export type ConversationPorts = {
  /** The latest messages of a ticket, the latest first, nothing sealed of them opened. */
  readonly latest: (ticketId: string) => Promise<readonly TicketMessage[]>
  readonly message: (ticketId: string, at: string, id: string) => Promise<TicketMessage | undefined>
  readonly subjectOf: (ticketId: string) => Promise<string>
  readonly tokenFor: (ticketId: string) => Promise<string>
  /** Where customers write to. */
  readonly desk: string
}

/** SES takes 870 characters in a header that it is given. */
const longestHeader = 800

const withToken = (desk: string, token: string): string => desk.replace('@', `+${token}@`)

const fitting = (ids: readonly string[]): readonly string[] => {
  const kept = [...ids]
  while (kept.join(' ').length > longestHeader && kept.length > 1) kept.splice(1, 1)
  return kept
}

/** Ids of the mails that a ticket has had, the latest first. */
const idsIn = (messages: readonly TicketMessage[]): readonly string[] =>
  messages.flatMap((one) => (one.kind === 'received' && one.externalId !== undefined ? (messageIdIn(one.externalId) ?? []) : []))

const textField = (message: Message, name: string): string => {
  const value = message.fields[name]
  return typeof value === 'string' ? value : ''
}

const replyIn = async (ports: ConversationPorts, message: Message): Promise<ReplyMessage | undefined> => {
  const said = textField(message, 'message')
  if (said === '') return undefined
  const found = await ports.message(message.to.id, textField(message, 'saidAt'), said)
  if (!found) throw new Failure(`${said}, which ${message.id} is to bring, is not in its ticket`)
  return found.kind === 'reply' ? found : undefined
}

/** The template by which the desk's people answer; whatever else a ticket is told, the program says by itself. */
export const replyTemplate = 'desk.reply'
/** The same within a chat, as long as WeChat takes words of one. */
export const chatTemplate = 'desk.chat_reply'
/** Whether a message brings what one of us has written, and not what the program says by itself. */
export const isByPeople = (template: string): boolean => template === replyTemplate || template === chatTemplate

/** Which reply in its ticket's thread a message brings; undefined where the program speaks for itself. */
export const replyBroughtBy = (message: Message): { readonly id: string; readonly at: string } | undefined => {
  const id = isByPeople(message.template) ? textField(message, 'message') : ''
  return id === '' ? undefined : { id, at: textField(message, 'saidAt') }
}

/** What is remembered of a message that went out for a ticket, so that what answers it is led to where the answered one is. */
export const sentMailOf = (message: Message): SentMail => {
  const said = replyBroughtBy(message)?.id
  return { ticketId: message.to.id, messageId: message.id, ...(said !== undefined && { said }) }
}

/**
 * Where a message to whoever asks in a ticket stands among its mails. All mails of a ticket name one that never was, so that mail
 * programs keep them together from the first; answers come to an address that names the ticket.
 */
export const conversationOf = async (ports: ConversationPorts, message: Message): Promise<Conversation | undefined> => {
  if (message.to.kind !== 'ticket') return undefined
  const { id } = message.to
  const [latest, token, reply, subject] = await Promise.all([
    ports.latest(id),
    ports.tokenFor(id),
    replyIn(ports, message),
    ports.subjectOf(id),
  ])
  const ids = idsIn(latest)
  const root = `<${id}@${ports.desk.split('@')[1]}>`
  const thread = {
    replyTo: withToken(ports.desk, token),
    inReplyTo: ids[0],
    references: fitting([root, ...[...new Set(ids)].reverse()]),
    isAutomatic: !isByPeople(message.template),
  }
  return { thread, replyText: reply?.text ?? '', files: reply?.attachments ?? [], subject }
}
