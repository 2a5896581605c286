import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { bodyFrom, lineFrom } from '../../domain/inbound/clean.ts'
import type { InboundMessage } from '../../domain/inbound/inbound-message.ts'
import { Email } from '../../domain/kernel/email.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Language } from '../../domain/kernel/language.ts'
import { parsePhone } from '../../domain/kernel/phone.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Typed } from './contact-html.ts'
import { consentVersion, subjects, words } from './contact-words.ts'

/** Five thousand characters, each written as up to twelve, and the other fields. */
const largest = 64_000
const longestMessage = 5000
const longestReference = 100

/** A form as browsers send it. Of a name that comes twice the first counts. */
export const typedIn = (event: APIGatewayProxyEventV2): Result<Typed, 'large' | 'form'> => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > largest) return refuse('large')
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(event.headers['content-type'] ?? '')) return refuse('form')
  const fields = new URLSearchParams(bytes.toString('utf8'))
  return ok(new Map([...new Set(fields.keys())].map((name) => [name, (fields.get(name) ?? '').trim()])))
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

const faultsIn = (typed: Typed, reached: Result<Reached, Faults>): Faults => ({
  ...(!reached.ok && reached.error),
  ...messageFault(typed.get('message') ?? ''),
  ...(typed.get('consent') !== 'yes' && { consent: 'contact.no_consent' }),
})

type Given = { readonly nonce: string; readonly language: Language; readonly now: Instant }

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
export const messageIn = (typed: Typed, { nonce, language, now }: Given): Result<InboundMessage, Faults> => {
  const reached = reachedBy(typed)
  const faults = faultsIn(typed, reached)
  if (!reached.ok || Object.keys(faults).length > 0) return refuse(faults)
  const kind = subjects.find((one) => one === typed.get('kind'))
  return ok({
    channel: 'web',
    externalId: nonce,
    from: senderOf(typed, reached.value),
    text: bodyFrom(textOf(typed, language)),
    attachments: [],
    receivedAt: now,
    language,
    ...(kind !== undefined && { kind }),
    consent: { version: `${consentVersion}/${language}`, at: now },
  })
}
