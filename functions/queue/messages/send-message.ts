import type { AttachmentRef } from '../../../domain/attachments/attachment.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { messages, type Outcome } from '../../../domain/messages/decide.ts'
import type { Message, Recipient } from '../../../domain/messages/message.ts'
import type { Carrier, MailFile, MessageStore } from '../../../domain/messages/ports.ts'
import type { Way } from '../../../domain/messages/way.ts'
import type { SuppressionStore } from '../../../domain/suppressions/ports.ts'
import { isStopped } from '../../../domain/suppressions/suppression.ts'
import type { Channel } from '../../../domain/templates/channel.ts'
import type { Link } from '../../../domain/templates/fields.ts'
import type { TemplateStore } from '../../../domain/templates/ports.ts'
import { render } from '../../../domain/templates/render.ts'
import { shippedTemplates } from '../../../domain/templates/shipped.ts'
import type { Template } from '../../../domain/templates/template.ts'
import { calledByName } from '../../../domain/tickets/recipient-field.ts'
import { execute } from '../../runtime/execute.ts'
import { suppressionId } from '../../runtime/suppression-id.ts'
import type { Way as WayOut } from '../../runtime/unsubscribe-link.ts'
import type { Address, Addressee } from './addressee.ts'
import type { Conversation } from './conversation.ts'

type Links = { readonly page: (link: Link) => string; readonly unsubscribe: (way: WayOut) => string }

export type SendPorts = {
  readonly messages: MessageStore
  readonly templates: Pick<TemplateStore, 'load'>
  readonly suppressions: Pick<SuppressionStore, 'many'>
  readonly blindIndex: Vault['blindIndex']
  readonly addressee: (to: Recipient) => Promise<Addressee | undefined>
  /** The conversation that a message is a part of; undefined for one that is none. */
  readonly conversation: (message: Message) => Promise<Conversation | undefined>
  /** Fetches files and does the work with them, when there is room for them. */
  readonly withFiles: <T>(files: readonly AttachmentRef[], work: (files: readonly MailFile[]) => Promise<T>) => Promise<T>
  /** Remembers what a provider calls a message of a conversation, so that answers to it are told. */
  readonly remember: (message: Message, providerId: string) => Promise<void>
  /** Those who carry messages out of this deployment. A channel without one is no way. */
  readonly carriers: Readonly<Partial<Record<Channel, Carrier>>>
  /** The addresses of pages that open without a login. */
  readonly links: () => Promise<Links>
  readonly now: () => Instant
  /** What no other worker has. */
  readonly newAttempt: () => string
  readonly spread: () => number
  /** Nobody knows whether this one went out: a person must look. */
  readonly unknown: (id: string) => void
}

type Versioned = { readonly version: number; readonly state: Template }

/** What somebody wrote, else what comes with the program. */
const templateOf = async ({ templates }: SendPorts, code: string): Promise<Versioned | undefined> => {
  const found = await templates.load(code)
  if (found?.state) return { state: found.state, version: found.version }
  const shipped = shippedTemplates.get(code)
  return shipped && { state: shipped, version: 0 }
}

type Known = Way & { readonly value: string }

/** Nothing but the code that confirms it goes to an address that nobody has confirmed. */
const mayHave = (addressee: Addressee, code: string): boolean =>
  (addressee.confirmationCode !== undefined) === (code === 'staff.confirmation')

const waysOf = async (ports: SendPorts, addresses: readonly Address[], category: Template['category']): Promise<readonly Known[]> => {
  const open = addresses.filter(({ channel }) => ports.carriers[channel] !== undefined)
  const indexes = await Promise.all(open.map(({ channel, key }) => ports.blindIndex(channel === 'sms' ? 'phone' : channel, key)))
  const stopped = await ports.suppressions.many(open.map(({ channel }, i) => suppressionId(channel, indexes[i] ?? '')))
  return open.map(({ channel, value, optOut }, i) => ({
    channel,
    value,
    optOut,
    address: indexes[i] ?? '',
    suppressed: isStopped(stopped[i], category),
  }))
}

type Ready = {
  readonly message: Message
  readonly template: Versioned
  readonly addressee: Addressee
  readonly ways: readonly Known[]
  readonly links: Links
  readonly conversation: Conversation | undefined
  readonly files: readonly MailFile[]
}

/** For what nobody asked for: where one click ends it. A colleague's name may hold what no address can, so it is left out. */
const wayOut = ({ message: { sending, to, customerId }, links }: Ready): string | undefined => {
  if (!sending || sending.category === 'transactional') return undefined
  const { category, channel, address } = sending
  return links.unsubscribe({ category, channel, address, recipient: to.kind === 'user' ? '' : to.id, customer: customerId })
}

/** Writes it out and hands it over: the one call that nobody repeats. */
const handOver = async (ports: SendPorts, ready: Ready): Promise<Outcome> => {
  const { message, template, addressee, ways, links, conversation, files } = ready
  const { sending, id } = message
  const way = ways.find(({ channel, address }) => channel === sending?.channel && address === sending.address)
  const carrier = way && ports.carriers[way.channel]
  if (!sending || !carrier) throw new Failure(`the way of ${id} is gone`)
  const unsubscribe = wayOut(ready)
  const { name, zone, confirmationCode = '' } = addressee
  const replyText = calledByName(conversation?.replyText ?? '', name)
  const conversationSubject = conversation?.subject ?? ''
  const own = { recipientName: name, unsubscribeLink: unsubscribe ?? '', confirmationCode, replyText, conversationSubject }
  const reading = { language: sending.language, zone, own, linkTo: links.page }
  const rendered = render(template.state, { channel: way.channel, values: message.fields }, reading)
  if (!rendered) return { kind: 'refused' }
  const { attempt, address } = sending
  const parcel = { messageId: id, attempt, address, to: way.value, rendered, unsubscribe, thread: conversation?.thread, files }
  const taken = await carrier(parcel)
  if (taken.kind === 'taken' && conversation && way.channel === 'email') await ports.remember(message, taken.providerId)
  return taken.kind === 'busy' ? { kind: 'busy', spread: ports.spread() } : taken
}

type Trying = Pick<Ready, 'conversation' | 'files'> & { readonly attempt: string; readonly context: Context }

/** Looks up all that a sending needs, decides, and leaves word of it; undefined where there is nothing to hand over for this worker. */
const begin = async (ports: SendPorts, found: Message, { attempt, context, ...brought }: Trying): Promise<Ready | undefined> => {
  // Whatever may be out of order is asked before anything is decided: failing here, the message waits on.
  const [template, addressee, links] = await Promise.all([templateOf(ports, found.template), ports.addressee(found.to), ports.links()])
  const reachable = addressee && mayHave(addressee, found.template) ? addressee.addresses : []
  const ways = template ? await waysOf(ports, reachable, template.state.category) : []
  const recipient = addressee && { ...addressee, ways: ways.map(({ value: _, ...way }) => way) }
  const done = await execute(messages, ports.messages, { id: found.id, command: { type: 'send', attempt, template, recipient }, context })
  if (!done.ok) throw new Failure(`${found.id} could not be sent: ${done.error.code}`)
  const message = done.value.state
  const isMine = message?.state === 'sending' && message.sending?.attempt === attempt
  return isMine && template && addressee ? { message, template, addressee, ways, links, ...brought } : undefined
}

const trySending = async (ports: SendPorts, found: Message, trying: Trying): Promise<void> => {
  const { attempt, context } = trying
  const ready = await begin(ports, found, trying)
  if (!ready) return
  const outcome = await handOver(ports, ready)
  const command = { type: 'report', attempt, outcome } as const
  const reported = await execute(messages, ports.messages, { id: found.id, command, context: { ...context, now: ports.now() } })
  if (outcome.kind === 'lost') ports.unknown(found.id)
  if (!reported.ok) throw new Failure(`what became of ${found.id} could not be written down: ${reported.error.code}`)
}

/**
 * Sends a message that waits, at most once: the record says that it may be out before anybody is asked to carry it, and whoever
 * finds it saying so keeps their hands off.
 */
export const sendMessage = async (ports: SendPorts, id: string, context: Context): Promise<void> => {
  const found = (await ports.messages.load(id))?.state
  if (found?.state !== 'queued' || found.sendAt > context.now) return
  const conversation = await ports.conversation(found)
  await ports.withFiles(conversation?.files ?? [], (files) =>
    trySending(ports, found, { attempt: ports.newAttempt(), context, conversation, files }),
  )
}

/** Its time has come: to be sent, or to be told apart from those of which it is known what became of them. */
export const messageDue = async (ports: SendPorts, id: string, context: Context): Promise<void> => {
  const found = (await ports.messages.load(id))?.state
  if (found?.state === 'queued') return sendMessage(ports, id, context)
  const done = await execute(messages, ports.messages, { id, command: { type: 'fall due' }, context })
  if (!done.ok) throw new Failure(`${id} could not fall due: ${done.error.code}`)
  if (found?.state === 'sending' && done.value.state?.state === 'unknown') ports.unknown(id)
}
