import type { AttachmentRef } from '../../../domain/attachments/attachment.ts'
import type { Why } from '../../../domain/kernel/care/vault.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { QuietHours } from '../../../domain/kernel/quiet-hours.ts'
import type { CarriedMessage } from '../../../domain/messages/carried.ts'
import { type MessageCommand, messages, type Outcome } from '../../../domain/messages/decide.ts'
import type { Message, Recipient, Sending } from '../../../domain/messages/message.ts'
import type { Carrier, MailFile, MessageStore, Parcel } from '../../../domain/messages/ports.ts'
import type { Way } from '../../../domain/messages/way.ts'
import type { SuppressionStore } from '../../../domain/suppressions/ports.ts'
import { isStopped } from '../../../domain/suppressions/suppression.ts'
import type { Channel } from '../../../domain/templates/channel.ts'
import type { Link } from '../../../domain/templates/fields.ts'
import type { TemplateStore } from '../../../domain/templates/ports.ts'
import { render } from '../../../domain/templates/render.ts'
import { shippedTemplates } from '../../../domain/templates/shipped.ts'
import type { Template } from '../../../domain/templates/template.ts'
import { calledByName, recipientField } from '../../../domain/tickets/recipient-field.ts'
import { execute } from '../../runtime/execute.ts'
import { suppressionId } from '../../runtime/suppression-id.ts'
import type { Way as WayOut } from '../../runtime/unsubscribe-link.ts'
import { type Address, type Addressee, type Opened, openAddress } from './addressee.ts'
import type { Conversation } from './conversation.ts'
import { stop } from './stop-address.ts'

type Links = { readonly page: (link: Link) => string; readonly unsubscribe: (way: WayOut) => string }

export type SendPorts = {
  readonly messages: MessageStore
  readonly templates: Pick<TemplateStore, 'load'>
  readonly suppressions: SuppressionStore
  /** Somebody, with nothing sealed of them opened; why that would be is said before. */
  readonly addressee: (to: Recipient, why: Why) => Promise<Addressee | undefined>
  /** The conversation that a message is a part of; undefined for one that is none. */
  readonly conversation: (message: Message) => Promise<Conversation | undefined>
  /** Fetches files and does the work with them, when there is room for them. */
  readonly withFiles: <T>(files: readonly AttachmentRef[], work: (files: readonly MailFile[]) => Promise<T>) => Promise<T>
  /** Remembers what a provider calls a message of a conversation, so that answers to it are told. */
  readonly remember: (message: Message, providerId: string) => Promise<void>
  /** Remembers what WeChat calls a template message, so that what it tells of it later finds its way. */
  readonly carried: (msgId: string, carried: CarriedMessage) => Promise<void>
  /** Those who carry messages out of this deployment. A channel without one is no way. */
  readonly carriers: Readonly<Partial<Record<Channel, Carrier>>>
  /** Those of the firm, for customers who have said none. */
  readonly quietHours?: QuietHours | undefined
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

/** Nothing but the code that confirms it goes to an address that nobody has confirmed. */
const mayHave = (addressee: Addressee, code: string): boolean =>
  (addressee.confirmationCode !== undefined) === (code === 'staff.confirmation')

/** The ways to somebody, found and judged by what tells their addresses without saying them. */
const waysTo = async (ports: SendPorts, addresses: readonly Address[], category: Template['category']): Promise<readonly Way[]> => {
  const open = addresses.filter(({ channel }) => ports.carriers[channel] !== undefined)
  const stopped = await ports.suppressions.many(open.map(({ channel, index }) => suppressionId(channel, index)))
  return open.map(({ channel, index, optOut }, i) => ({ channel, address: index, optOut, suppressed: isStopped(stopped[i], category) }))
}

type Send = Extract<MessageCommand, { type: 'send' }>
type Looked = { readonly command: Send; readonly addressee?: Addressee | undefined }

/** Looks up all that is decided on: without opening an address, since it may have to wait, or not to go at all. */
const lookUp = async (ports: SendPorts, { id, to, template: code }: Message): Promise<Looked> => {
  const attempt = ports.newAttempt()
  const template = await templateOf(ports, code)
  if (!template) return { command: { type: 'send', attempt, template, recipient: undefined } }
  const { category } = template.state
  const addressee = await ports.addressee(to, { purpose: `send_${category}`, cause: id })
  const reachable = addressee && mayHave(addressee, code) ? addressee.addresses : []
  const recipient = addressee && { ...addressee, ways: await waysTo(ports, reachable, category) }
  return { command: { type: 'send', attempt, template, recipient, quietHours: ports.quietHours }, addressee }
}

/** All that goes into a message, opened, fetched and signed while it still waits: failing here, it waits on. */
type Ready = {
  readonly template: Versioned
  readonly addressee: Addressee
  readonly opened: Opened
  readonly confirmationCode: string
  readonly links: Links
  readonly conversation: Conversation | undefined
  readonly files: readonly MailFile[]
}

/** Where a message would go if it were sent now; undefined where it has to wait, or does not go. */
const goesTo = (found: Message, command: Send, context: Context): Sending | undefined => {
  const decided = messages.decide(found, command, context)
  const going = decided.ok ? decided.value.find((event) => event.type === 'message.sending') : undefined
  return going?.sending
}

/** Whether somebody is called by name in it. */
const callsByName = ({ state: { words } }: Versioned, { channel, language }: Sending, conversation: Conversation | undefined): boolean =>
  JSON.stringify(words[language]?.[channel] ?? '').includes('recipientName') || (conversation?.replyText.includes(recipientField) ?? false)

type Going = { readonly looked: Looked; readonly sending: Sending; readonly conversation: Conversation | undefined }

/** Opens the one address that the message goes to; undefined where nobody can any more. */
const opening = async (ports: SendPorts, { looked, sending, conversation }: Going): Promise<Omit<Ready, 'files'> | undefined> => {
  const { command, addressee } = looked
  const { template } = command
  const address = addressee?.addresses.find(({ channel, index }) => channel === sending.channel && index === sending.address)
  if (!template || !addressee || !address) throw new Failure('a message goes where nothing was looked up')
  const [links, confirmationCode] = await Promise.all([ports.links(), addressee.confirmationCode?.() ?? ''])
  const opened = await openAddress(addressee, { address, isNamed: callsByName(template, sending, conversation) })
  return opened && { template, addressee, opened, confirmationCode, links, conversation }
}

/** For what nobody asked for: where one click ends it. A colleague's name may hold what no address can, so it is left out. */
const wayOut = ({ sending, to, customerId }: Message, links: Links): string | undefined => {
  if (!sending || sending.category === 'transactional') return undefined
  const { category, channel, address } = sending
  return links.unsubscribe({ category, channel, address, recipient: to.kind === 'user' ? '' : to.id, customer: customerId })
}

type Taken = { readonly message: Message; readonly parcel: Parcel; readonly conversation: Conversation | undefined }

/** By what a provider calls a message, answers to it and news of it are told. Of words in a chat WeChat has none. */
const rememberTaken = async (ports: SendPorts, { message, parcel, conversation }: Taken, providerId: string): Promise<void> => {
  const { rendered, messageId, attempt, address } = parcel
  if (rendered.channel === 'email' && conversation) await ports.remember(message, providerId)
  if (rendered.channel === 'wechat' && providerId !== '') await ports.carried(providerId, { message: messageId, attempt, address })
}

/** Writes it out and hands it over: the one call that nobody repeats. */
const handOver = async (ports: SendPorts, message: Message, ready: Ready): Promise<Outcome> => {
  const { template, addressee, opened, confirmationCode, links, conversation, files } = ready
  const { sending, id } = message
  const carrier = sending && ports.carriers[sending.channel]
  if (!carrier) throw new Failure(`the way of ${id} is gone`)
  const unsubscribe = wayOut(message, links)
  const { to, name } = opened
  const replyText = calledByName(conversation?.replyText ?? '', name)
  const conversationSubject = conversation?.subject ?? ''
  const own = { recipientName: name, unsubscribeLink: unsubscribe ?? '', confirmationCode, replyText, conversationSubject }
  const { attempt, address, channel, language } = sending
  const reading = { language, zone: addressee.zone, own, linkTo: links.page }
  const rendered = render(template.state, { channel, values: message.fields }, reading)
  if (!rendered) return { kind: 'refused' }
  const parcel = { messageId: id, attempt, address, to, rendered, unsubscribe, thread: conversation?.thread, files }
  const taken = await carrier(parcel)
  if (taken.kind === 'taken') await rememberTaken(ports, { message, parcel, conversation }, taken.providerId)
  return taken.kind === 'busy' ? { kind: 'busy', spread: ports.spread() } : taken
}

/** A message as it stood under its version: what is decided on it is committed only if it still stands so. */
type Standing = { readonly state: Message; readonly version: number }
type Trying = { readonly found: Standing; readonly context: Context }

/** Decides and leaves word of it. Answers with the message where it is for this worker, and nobody else, to hand over. */
const settled = async (ports: SendPorts, { found, context }: Trying, command: Send): Promise<Standing | undefined> => {
  const { id } = found.state
  const done = await execute(messages, ports.messages, { id, command, context, seen: found })
  if (!done.ok) throw new Failure(`${id} could not be sent: ${done.error.code}`)
  const { state, version } = done.value
  return state?.state === 'sending' && state.sending?.attempt === command.attempt ? { state, version } : undefined
}

const trySending = async (ports: SendPorts, trying: Trying, going: Going, files: readonly MailFile[]): Promise<void> => {
  const { found, context } = trying
  const { id } = found.state
  const { command } = going.looked
  const ready = await opening(ports, going)
  const seen = await settled(ports, trying, ready ? command : { ...command, recipient: undefined })
  if (!ready || !seen) return
  const outcome = await handOver(ports, seen.state, { ...ready, files })
  const report = { type: 'report', attempt: command.attempt, outcome } as const
  const reported = await execute(messages, ports.messages, { id, command: report, context: { ...context, now: ports.now() }, seen })
  if (outcome.kind === 'lost') ports.unknown(id)
  if (!reported.ok) throw new Failure(`what became of ${id} could not be written down: ${reported.error.code}`)
  const { channel, address } = going.sending
  if (outcome.kind === 'refused' && outcome.stopped)
    await stop(ports, { message: seen.state, channel, address, reason: 'unsubscribed' }, context)
}

/** Of a message that waits. What has to wait on, or does not go, has no address opened. */
const sendWaiting = async (ports: SendPorts, found: Standing, context: Context): Promise<void> => {
  const { state: message } = found
  if (message.sendAt > context.now) return
  const trying = { found, context }
  const looked = await lookUp(ports, message)
  const sending = goesTo(message, looked.command, context)
  if (!sending) return void (await settled(ports, trying, looked.command))
  const conversation = await ports.conversation(message)
  const going = { looked, sending, conversation }
  await ports.withFiles(conversation?.files ?? [], (files) => trySending(ports, trying, going, files))
}

const standing = async ({ messages: store }: SendPorts, id: string): Promise<Standing | undefined> => {
  const found = await store.load(id)
  return found?.state && { state: found.state, version: found.version }
}

/**
 * Sends a message that waits, at most once: the record says that it may be out before anybody is asked to carry it, and whoever
 * finds it saying so keeps their hands off.
 */
export const sendMessage = async (ports: SendPorts, id: string, context: Context): Promise<void> => {
  const found = await standing(ports, id)
  if (found?.state.state === 'queued') await sendWaiting(ports, found, context)
}

/** Its time has come: to be sent, or to be told apart from those of which it is known what became of them. */
export const messageDue = async (ports: SendPorts, id: string, context: Context): Promise<void> => {
  const found = await standing(ports, id)
  if (found?.state.state === 'queued') return sendWaiting(ports, found, context)
  const done = await execute(messages, ports.messages, { id, command: { type: 'fall due' }, context, seen: found })
  if (!done.ok) throw new Failure(`${id} could not fall due: ${done.error.code}`)
  if (found?.state.state === 'sending' && done.value.state?.state === 'unknown') ports.unknown(id)
}
