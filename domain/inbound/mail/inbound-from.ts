import type { AttachmentRef } from '../../attachments/attachment.ts'
import type { Instant } from '../../kernel/instant.ts'
import { bodyFrom, lineFrom, subjectFrom } from '../clean.ts'
import { type InboundMessage, longestBody, longestHtml, type Sender, type Threading } from '../inbound-message.ts'
import { cleanHtml } from './clean-html.ts'
import { isForward, originalSender } from './forwarded.ts'
import { textOfHtml } from './html-text.ts'
import { machineOf } from './machine.ts'
import { domainOf, type Envelope, type Mail, type Mailbox, plainAddress } from './mail.ts'
import { partQuoted } from './quoted.ts'
import { spokenIn } from './spoken.ts'
import { numbersIn, referencesOf, tagsOf } from './thread.ts'

/**
 * The firm as mail knows it. `desk`: the address that customers write to, in a domain in which there is nobody else. `sends`: the one
 * that the firm's programs write from. `domains`: those of its people.
 */
export type Firm = { readonly desk: string; readonly sends: string; readonly domains: readonly string[] }

/** A file of a mail that was kept, and the content id under which the mail's HTML shows it. */
export type KeptFile = { readonly ref: AttachmentRef; readonly contentId: string | undefined }

export type Arrived = {
  readonly mail: Mail
  readonly envelope: Envelope
  readonly externalId: string
  readonly receivedAt: Instant
  readonly files: readonly KeptFile[]
  /** Names of files that were not kept. */
  readonly leftOut: readonly string[]
  /** A mail that hangs on this one as a whole, taken apart: somebody passed it on so. */
  readonly enclosed: Mail | undefined
}

/** So much of a text (in characters) is looked at; what is longer is kept as the mail that it came in. */
const readable = 4 * longestBody

const nobody = 'unknown@mail.invalid'

/** Mail from the desk itself is our own: it has come back, or somebody calls themselves what we are called. */
export const isOwn = ({ from }: Pick<Mail, 'from'>, { desk, sends }: Firm): boolean => {
  const address = plainAddress(from?.address ?? '')
  return address === plainAddress(sends) || domainOf(address) === domainOf(desk)
}

/** "One of us" is for whom a domain of ours vouches: they can say of a mail that it is another's. */
const isStaff = ({ mail, envelope }: Pick<Arrived, 'mail' | 'envelope'>, firm: Firm): boolean =>
  envelope.authentic === true && firm.domains.includes(domainOf(mail.from?.address ?? '')) && !isOwn(mail, firm)

const senderFrom = ({ name, address }: Mailbox): Sender => {
  const called = lineFrom(name, 200)
  return { address: lineFrom(address, 320) ?? nobody, ...(called !== undefined && { name: called }) }
}

const writtenBy = ({ mail: { from }, envelope }: Arrived): Mailbox =>
  from ?? { name: '', address: envelope.from?.replace(/^<|>$/g, '') ?? '' }

type Said = { readonly text: string; readonly html: string | undefined; readonly isWhole: boolean }

const cut = (text: string | undefined): string => (text ?? '').slice(0, readable)

/** The words of a mail: its text, or else those of its HTML, which is kept beside them where it is not too long to be shown. */
const saidIn = ({ mail, files }: Pick<Arrived, 'mail' | 'files'>): Said => {
  const shown = new Map(files.flatMap(({ ref, contentId }) => (contentId === undefined ? [] : [[contentId, ref.id] as const])))
  const html = mail.html === undefined ? '' : cleanHtml(cut(mail.html), shown).trim()
  const text = /\S/.test(mail.text ?? '') ? cut(mail.text) : textOfHtml(html)
  const isHtmlWhole = (mail.html ?? '').length <= readable && Buffer.byteLength(html) <= longestHtml
  const isTextWhole = (mail.text ?? '').length <= readable && Buffer.byteLength(text) <= longestBody
  return { text, html: html !== '' && isHtmlWhole ? html : undefined, isWhole: isHtmlWhole && isTextWhole }
}

const notKept = (names: readonly string[]): string =>
  names.length === 0 ? '' : `\n\n[未收取的附件 / files that were not taken: ${names.join(', ')}]`

/** Who asks, where one of us passes on what somebody else wrote. */
const forwardedFor = (arrived: Arrived, { text, firm }: { readonly text: string; readonly firm: Firm }): Sender | undefined => {
  const { mail, enclosed } = arrived
  if (!isStaff(arrived, firm) || !(enclosed?.from || isForward({ subject: mail.subject, text }))) return undefined
  const inside = enclosed?.from && !firm.domains.includes(domainOf(enclosed.from.address)) ? enclosed.from : undefined
  const original = inside ?? originalSender(text, [...firm.domains, domainOf(firm.desk)])
  return original && senderFrom(original)
}

const threadingOf = ({ mail, envelope }: Arrived, { desk }: Firm): Threading => {
  const told = ['delivered-to', 'x-original-to', 'x-forwarded-to'].flatMap((name) => mail.headers.get(name) ?? [])
  const replyToken = tagsOf([...envelope.recipients, ...mail.recipients, ...told], domainOf(desk))[0]?.slice(0, 128)
  return { ...(replyToken && { replyToken }), references: [...referencesOf(mail)], numbers: [...numbersIn(mail.subject)] }
}

/** Which of the desk's addresses it came to, such as the one for claims; a token in it is for the program alone. */
const sentTo = ({ recipients }: Envelope, { desk }: Firm): string => {
  const own = recipients.map(plainAddress).find((address) => domainOf(address) === domainOf(desk))
  return lineFrom(own?.replace(/\+[^@]*@/, '@') ?? desk, 320) ?? desk
}

/** The words of a mail that was passed on whole stand below those of whoever passed it on. */
const withEnclosed = (text: string, enclosed: Mail | undefined): string => {
  if (!enclosed) return text
  const { text: inner } = saidIn({ mail: enclosed, files: [] })
  return `${text}\n\n---------- ${enclosed.from?.name ?? ''} <${enclosed.from?.address ?? ''}>: ${enclosed.subject}\n\n${inner}`
}

/** What a mail became, and whether all of its words are in it. */
export type Made = { readonly message: InboundMessage; readonly isWhole: boolean }

/** A mail in the form in which everything that comes in goes on. Whatever the mail, there is a message. */
export const inboundFrom = (arrived: Arrived, firm: Firm): Made => {
  const { mail, envelope, externalId, receivedAt, files, leftOut, enclosed } = arrived
  const said = saidIn(arrived)
  const text = bodyFrom(`${withEnclosed(said.text, enclosed).slice(0, readable)}${notKept(leftOut)}`)
  const subject = subjectFrom(mail.subject)
  const language = spokenIn(`${mail.subject}\n${partQuoted(text).fresh}`)
  const customer = forwardedFor(arrived, { text, firm })
  const machine = machineOf(mail, envelope)
  const isOurs = isOwn(mail, firm)
  const message: InboundMessage = {
    channel: 'mail',
    externalId,
    from: senderFrom(writtenBy(arrived)),
    to: sentTo(envelope, firm),
    ...(subject !== undefined && { subject }),
    text,
    ...(said.html !== undefined && { html: said.html }),
    attachments: files.map(({ ref }) => ref),
    receivedAt,
    ...(language && { language }),
    ...((machine || isOurs) && { automatic: true }),
    ...(machine === 'notice' && !isOurs && { notice: true }),
    // A mail of ours that came back is no word of the customer's, whatever conversation it was a part of.
    ...(!isOurs && { threading: threadingOf(arrived, firm) }),
    ...(envelope.authentic === false && { authentic: false as const }),
    ...(envelope.authentic === undefined && { vouched: false as const }),
    ...(customer && { forwardedFor: customer }),
  }
  return { message, isWhole: said.isWhole }
}
