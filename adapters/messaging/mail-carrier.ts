import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { Carrier, MailFile, MailThread, Parcel } from '../../domain/messages/ports.ts'
import { neverReached } from './never-reached.ts'

export type MailSettings = { readonly from: string; readonly configurationSet: string }

/** Never asks twice: whether a call that broke off was taken is not known, and a second one would be a second mail. */
export const mailClient = (): SESv2Client =>
  new SESv2Client({ maxAttempts: 1, requestHandler: { connectionTimeout: 2000, requestTimeout: 20_000, throwOnRequestTimeout: true } })

/** What is wrong with the mail itself, and will be tomorrow. */
const unmendable = ['BadRequestException', 'MessageRejected', 'InvalidParameterValueException']

/** "Only an answer that says no is a no": of a server's failure, or of none, nobody knows whether the mail is out. */
const outcomeOf = (error: unknown): { readonly kind: 'busy' | 'refused' | 'lost' } => {
  if (neverReached(error)) return { kind: 'busy' }
  if (!(error instanceof SESv2ServiceException)) return { kind: 'lost' }
  const { httpStatusCode = 500 } = error.$metadata
  if (httpStatusCode >= 500 || httpStatusCode < 400) return { kind: 'lost' }
  return { kind: unmendable.includes(error.name) ? 'refused' : 'busy' }
}

/** RFC 8058: a mail program offers its own button, and presses ours with one POST. */
const wayOut = (url: string) => [
  { Name: 'List-Unsubscribe', Value: `<${url}>` },
  { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
]

/** RFC 5322 and, for what no person wrote, RFC 3834. SES gives each mail an id of its own, whatever id we would give it. */
const placeInThread = ({ inReplyTo, references, isAutomatic }: MailThread) => [
  ...(inReplyTo === undefined ? [] : [{ Name: 'In-Reply-To', Value: inReplyTo }]),
  ...(references.length > 0 ? [{ Name: 'References', Value: references.join(' ') }] : []),
  ...(isAutomatic
    ? [
        { Name: 'Auto-Submitted', Value: 'auto-replied' },
        { Name: 'X-Auto-Response-Suppress', Value: 'All' },
      ]
    : []),
]

/** RFC 2046 §5.2.1: a mail within a mail may not be encoded. As a file of bytes it keeps its name, and arrives whole. */
const encodable = (type: string): string => (type === 'message/rfc822' ? 'application/octet-stream' : type)

/** SES writes seven-bit text unless it is told otherwise. */
const attached = ({ name, type, content }: MailFile) => ({
  FileName: name,
  ContentType: encodable(type),
  ContentDisposition: 'ATTACHMENT' as const,
  ContentTransferEncoding: 'BASE64' as const,
  RawContent: content,
})

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })

const mailOf = (
  { from, configurationSet }: MailSettings,
  { messageId, attempt, address, to, rendered, unsubscribe, thread, files = [] }: Parcel,
): SendEmailCommand => {
  if (rendered.channel !== 'email') throw new TypeError(`${messageId} is no mail`)
  const { subject, text, html } = rendered
  const headers = [...(unsubscribe === undefined ? [] : wayOut(unsubscribe)), ...(thread ? placeInThread(thread) : [])]
  return new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    ReplyToAddresses: thread && [thread.replyTo],
    ConfigurationSetName: configurationSet,
    // They come back with all that SES tells of the mail, whether we ever learnt its id there or not.
    EmailTags: [
      { Name: 'message', Value: messageId },
      { Name: 'attempt', Value: attempt },
      { Name: 'address', Value: address },
    ],
    Content: {
      Simple: {
        Subject: utf8(subject),
        Body: { Text: utf8(text), Html: utf8(html) },
        Headers: headers.length === 0 ? undefined : headers,
        Attachments: files.length === 0 ? undefined : files.map(attached),
      },
    },
  })
}

/** Mail by SES. */
export const mailCarrier =
  (ses: SESv2Client, settings: MailSettings): Carrier =>
  async (parcel) => {
    const mail = mailOf(settings, parcel)
    try {
      const { MessageId } = await ses.send(mail)
      return { kind: 'taken', providerId: MessageId ?? '' }
    } catch (error) {
      return outcomeOf(error)
    }
  }
