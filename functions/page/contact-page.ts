import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { InboundMessage } from '../../domain/inbound/inbound-message.ts'
import type { MailPart } from '../../domain/inbound/mail/mail.ts'
import type { FilePlan, PlannedFile } from '../../domain/inbound/mail/plan-files.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { Language } from '../../domain/kernel/language.ts'
import { languageOf } from '../runtime/language.ts'
import { readToken, signToken } from '../runtime/public-token.ts'
import { messageIn, sentIn } from './contact-form.ts'
import { contactPage, noticePage, securityHeaders, type Typed } from './contact-html.ts'
import { type NoticeName, notices } from './contact-words.ts'
import type { PageAnswer } from './page-handler.ts'

export type ContactPorts = {
  /** Keeps a message for the desk, once for each of its external ids. */
  readonly receive: (message: InboundMessage, traceId: string) => Promise<void>
  /** Whether so many came from there within a while that no more is taken. Counts this one. */
  readonly tooOften: (from: { readonly kind: 'network' | 'address'; readonly value: string }, now: Instant) => Promise<boolean>
  /** Which of these files are kept with the message that has this nonce, and which are not. */
  readonly plan: (files: readonly MailPart[], nonce: string) => FilePlan
  /** Whether so many came with files within a day, from there or in all, that no more files are taken. Counts this one. */
  readonly tooManyFiles: (network: string, now: Instant) => Promise<boolean>
  /** Keeps the files of the message that has this nonce, to be called before it is kept: none of one that is known already. */
  readonly keepFiles: (files: readonly PlannedFile[], nonce: string, traceId: string) => Promise<void>
  readonly key: () => Promise<Uint8Array>
  readonly newNonce: () => string
  readonly log: (reason: string, traceId: string) => void
}

const shown = (statusCode: number, language: Language, body: string): PageAnswer => ({
  statusCode,
  headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8', 'content-language': language },
  body,
})

export const notice = (language: Language, name: NoticeName): PageAnswer =>
  shown(notices[name].status, language, noticePage(language, name))

/** "The language of the link, else that of the browser." */
export const languageFor = (event: APIGatewayProxyEventV2): Language =>
  Language.safeParse(event.queryStringParameters?.['lang']).data ?? languageOf(event.headers['accept-language'])

/** In seconds: how long somebody is asked to wait who wrote too often. */
const pause = 600
/** As long as somebody may take to fill the form in, in seconds. */
const longest = 24 * 60 * 60
const page = 'contact'
const secondsOf = (now: Instant): number => Math.floor(Date.parse(now) / 1000)

type Asked = { readonly event: APIGatewayProxyEventV2; readonly language: Language; readonly now: Instant }

const form = async (
  ports: ContactPorts,
  { language, now }: Asked,
  { typed, faults = {} }: { typed: Typed; faults?: Readonly<Record<string, string>> },
) => {
  const token = signToken(await ports.key(), page, [ports.newNonce(), secondsOf(now).toString(36)])
  const status = Object.keys(faults).length > 0 ? 422 : 200
  return shown(status, language, contactPage({ language, typed, faults, token }))
}

/** What names this showing of the form; undefined where it is not one of ours, or from long ago. */
const nonceIn = async (ports: ContactPorts, typed: Typed, now: Instant): Promise<string | undefined> => {
  const [nonce, at = ''] = readToken(await ports.key(), page, (typed.get('token') ?? '').slice(0, 256)) ?? []
  return nonce !== undefined && secondsOf(now) - Number.parseInt(at, 36) <= longest ? nonce : undefined
}

/** The answer to a form is another address, so that to load it again sends nothing again. */
const thanks = (language: Language): PageAnswer => ({
  statusCode: 303,
  headers: { ...securityHeaders, location: `?lang=${language}&done=1` },
  body: '',
})

const isTooOften = async (ports: ContactPorts, { event, now }: Asked, { from }: InboundMessage): Promise<boolean> => {
  const counted = [
    await ports.tooOften({ kind: 'network', value: event.requestContext.http.sourceIp }, now),
    await ports.tooOften({ kind: 'address', value: from.address.toLowerCase() }, now),
  ]
  return counted.includes(true)
}

/** "A stranger fills no cupboard of ours": what is without files is taken all the same. */
const isRoomFor = async (ports: ContactPorts, { event, now }: Asked, { kept }: FilePlan): Promise<boolean> =>
  kept.length === 0 || !(await ports.tooManyFiles(event.requestContext.http.sourceIp, now))

const take = async (ports: ContactPorts, asked: Asked): Promise<PageAnswer> => {
  const { event, language, now } = asked
  const { requestId } = event.requestContext
  const refused = (name: NoticeName, reason: string): PageAnswer => {
    ports.log(reason, requestId)
    return notice(language, name)
  }
  const read = await sentIn(event)
  if (!read.ok) return refused(read.error, read.error)
  const { typed } = read.value
  if (typed.get('website')) {
    ports.log('a machine filled in what no person sees', requestId)
    return thanks(language)
  }
  const nonce = await nonceIn(ports, typed, now)
  if (nonce === undefined) return form(ports, asked, { typed, faults: { '': 'contact.stale' } })
  const files = ports.plan(read.value.files, nonce)
  const message = messageIn(typed, { nonce, language, now, files })
  if (!message.ok) return form(ports, asked, { typed, faults: message.error })
  if (await isTooOften(ports, asked, message.value)) {
    const { headers, ...often } = refused('often', 'too many messages from there')
    return { ...often, headers: { ...headers, 'retry-after': String(pause) } }
  }
  if (!(await isRoomFor(ports, asked, files))) return form(ports, asked, { typed, faults: { files: 'contact.files_full' } })
  await ports.keepFiles(files.kept, nonce, requestId)
  await ports.receive(message.value, requestId)
  return thanks(language)
}

/** The public page by which anybody writes to the desk. */
export const contactHandler = async (ports: ContactPorts, event: APIGatewayProxyEventV2, now: Instant): Promise<PageAnswer> => {
  const asked = { event, language: languageFor(event), now }
  if (event.requestContext.http.method === 'POST') return take(ports, asked)
  if (event.queryStringParameters?.['done'] !== undefined) return notice(asked.language, 'thanks')
  return form(ports, asked, { typed: new Map() })
}
