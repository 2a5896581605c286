import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { bodyFrom, lineFrom } from '../../domain/inbound/clean.ts'
import type { InboundMessage } from '../../domain/inbound/inbound-message.ts'
import type { MailPart } from '../../domain/inbound/mail/mail.ts'
import type { FilePlan } from '../../domain/inbound/mail/plan-files.ts'
import { Email } from '../../domain/kernel/email.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Language } from '../../domain/kernel/language.ts'
import { parsePhone } from '../../domain/kernel/phone.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Typed } from './contact-html.ts'
import { consentVersion, mostSent, subjects, words } from './contact-words.ts'

/** Five thousand characters, each written as up to twelve, and the other fields. */
const largest = 64_000
/** All files of a form together, in bytes: Lambda takes 6 MB at once, in letters of which four stand for three bytes. */
const mostOfFiles = 4 * 1024 * 1024
const longestMessage = 5000
const longestReference = 100

/** What somebody sent: what they typed, and the files that they chose. */
export type Sent = { readonly typed: Typed; readonly files: readonly MailPart[] }
type Unread = 'large' | 'form'

const typedIn = (fields: URLSearchParams): Typed =>
  new Map([...new Set(fields.keys())].map((name) => [name, (fields.get(name) ?? '').trim()]))

/** The parts of a form with files (RFC 7578), as the runtime reads them; undefined for what is none. */
const partsIn = async (bytes: Buffer<ArrayBuffer>, type: string): Promise<FormData | undefined> => {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch {
    return undefined
  }
}

/** A browser sends a part without a name where nobody chose a file. */
const isChosen = ({ name, size }: File): boolean => name !== '' || size > 0

const partOf = async (file: File): Promise<MailPart> => ({
  name: file.name,
  type: file.type,
  contentId: undefined,
  content: new Uint8Array(await file.arrayBuffer()),
})

const withFiles = async (bytes: Buffer<ArrayBuffer>, type: string): Promise<Result<Sent, Unread>> => {
  if (bytes.byteLength > largest + mostOfFiles) return refuse('large')
  const parts = await partsIn(bytes, type)
  if (!parts) return refuse('form')
  const entries = [...parts.entries()]
  const fields = new URLSearchParams()
  for (const [name, value] of entries) if (typeof value === 'string') fields.append(name, value)
  if (Buffer.byteLength(fields.toString()) > largest) return refuse('large')
  const files = entries.flatMap(([, value]) => (typeof value !== 'string' && isChosen(value) ? [value] : []))
  return ok({ typed: typedIn(fields), files: await Promise.all(files.map(partOf)) })
}

/** A form as browsers send it, with files or without. Of a name that comes twice the first counts. */
export const sentIn = async (event: APIGatewayProxyEventV2): Promise<Result<Sent, Unread>> => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  const type = event.headers['content-type'] ?? ''
  if (/^multipart\/form-data\s*;/i.test(type)) return withFiles(bytes, type)
  if (bytes.byteLength > largest) return refuse('large')
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) return refuse('form')
  return ok({ typed: typedIn(new URLSearchParams(bytes.toString('utf8'))), files: [] })
}

type Reached = { readonly email: string | undefined; readonly phone: string | undefined }
type Faults = Readonly<Record<string, string>>

/** How somebody can be answered. */
const reachedBy = (typed: Typed): Result<Reached, Faults> => {
  const [address = '', number = ''] = [typed.get('email'), typed.get('phone')]
  const email = address === '' ? undefined : Email.safeParse(address)
  const phone = number === '' ? undefined : parsePhone(number, 'CN')
  const faults = {
    ...(email && !email.success && { email: 'email.invalid' }),
    ...(phone && !phone.ok && { phone: 'phone.invalid' }),
    ...(!email && !phone && { email: 'contact.no_way' }),
  }
  if (Object.keys(faults).length > 0) return refuse(faults)
  return ok({ email: email?.data, phone: phone?.ok ? phone.value : undefined })
}

const messageFault = (message: string): Faults => {
  if (message === '') return { message: 'text.empty' }
  return [...message].length > longestMessage ? { message: 'text.too_long' } : {}
}

/** Files that were sent with a form that is shown again have to be chosen again: a browser keeps none. */
const fileFault = ({ kept, leftOut }: FilePlan, isShownAgain: boolean): Faults => {
  if (leftOut.length > 0 || kept.length > mostSent) return { files: 'contact.file_refused' }
  return isShownAgain && kept.length > 0 ? { files: 'contact.choose_again' } : {}
}

const faultsIn = (typed: Typed, reached: Result<Reached, Faults>, files: FilePlan): Faults => {
  const faults = {
    ...(!reached.ok && reached.error),
    ...messageFault(typed.get('message') ?? ''),
    ...(typed.get('consent') !== 'yes' && { consent: 'contact.no_consent' }),
  }
  return { ...faults, ...fileFault(files, Object.keys(faults).length > 0) }
}

type Given = { readonly nonce: string; readonly language: Language; readonly now: Instant; readonly files: FilePlan }

const textOf = (typed: Typed, language: Language): string => {
  const reference = lineFrom(typed.get('reference') ?? '', longestReference)
  const message = typed.get('message') ?? ''
  return reference === undefined ? message : `${message}\n\n${words[language].referenceLine(reference)}`
}

const senderOf = (typed: Typed, { email, phone }: Reached): InboundMessage['from'] => {
  const name = lineFrom(typed.get('name') ?? '', 200)
  return {
    ...(name !== undefined && { name }),
    address: email ?? phone ?? '',
    ...(email !== undefined && phone !== undefined && { phone }),
  }
}

/** What was typed as a message to the desk, or by field what is wrong with it. */
export const messageIn = (typed: Typed, { nonce, language, now, files }: Given): Result<InboundMessage, Faults> => {
  const reached = reachedBy(typed)
  const faults = faultsIn(typed, reached, files)
  if (!reached.ok || Object.keys(faults).length > 0) return refuse(faults)
  const kind = subjects.find((one) => one === typed.get('kind'))
  return ok({
    channel: 'web',
    externalId: nonce,
    from: senderOf(typed, reached.value),
    text: bodyFrom(textOf(typed, language)),
    attachments: files.kept.map(({ ref }) => ref),
    receivedAt: now,
    language,
    ...(kind !== undefined && { kind }),
    consent: { version: `${consentVersion}/${language}`, at: now },
  })
}
