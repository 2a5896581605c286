import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Contact } from '../../domain/contacts/contact.ts'
import { contacts } from '../../domain/contacts/decide.ts'
import type { ContactQueries, ContactStore } from '../../domain/contacts/ports.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { Language } from '../../domain/kernel/language.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { contactActor } from '../../domain/self-service/decide.ts'
import { evolve, type SelfServiceEvent } from '../../domain/self-service/events.ts'
import { type SelfServiceLink, standingOf } from '../../domain/self-service/link.ts'
import type { AnsweringStore, SelfServiceStore } from '../../domain/self-service/ports.ts'
import { attempt } from '../runtime/execute.ts'
import { languageOf } from '../runtime/language.ts'
import { openLink } from '../runtime/public-link.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { type Answer, answerIn, faultsIn, type Typed, typedFrom, typedIn } from './own-data-form.ts'
import { noticePage, ownDataPage, securityHeaders } from './own-data-html.ts'
import { type NoticeName, notices } from './own-data-words.ts'
import type { PageAnswer } from './page-handler.ts'

export type OwnDataPorts = {
  readonly links: SelfServiceStore
  readonly contacts: Pick<ContactStore, 'read'>
  readonly served: ContactQueries['served']
  readonly answering: AnsweringStore
  readonly lists: ReadLists
  readonly key: () => Promise<Uint8Array>
}

const shown = (statusCode: number, language: Language, body: string): PageAnswer => ({
  statusCode,
  headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8', 'content-language': language },
  body,
})

export const notice = (language: Language, name: NoticeName): PageAnswer =>
  shown(notices[name].status, language, noticePage(language, name))

/** "The language of the link, else that of the person, else that of the browser." */
export const languageFor = (event: APIGatewayProxyEventV2, contact?: Contact): Language =>
  Language.safeParse(event.queryStringParameters?.['lang']).data ?? contact?.language ?? languageOf(event.headers['accept-language'])

type Opened = { readonly link: Loaded<SelfServiceLink>; readonly contact: Contact; readonly version: number }

/** What the token opens now: the one contact that its link names, in the clear for them alone. */
const open = async (ports: OwnDataPorts, token: string, now: Instant): Promise<Result<Opened, NoticeName>> => {
  const named = openLink(await ports.key(), 'c', { token, now })
  const found = named && (await ports.links.load(named.id))
  if (!found?.state) return refuse('unknown')
  const link = { state: found.state, version: found.version }
  const standing = standingOf(link.state, now)
  if (standing !== 'open') return refuse(standing)
  const { contactId } = link.state
  const read = await ports.contacts.read(contactId, contactActor(contactId).sees)
  return read?.state && !read.state.archived ? ok({ link, contact: read.state, version: read.version }) : refuse('revoked')
}

type View = {
  readonly language: Language
  readonly contact: Contact
  readonly version: number
  readonly typed: Typed
  readonly faults?: Readonly<Record<string, string>>
}

const form = async ({ lists }: OwnDataPorts, { faults = {}, ...view }: View): Promise<PageAnswer> => {
  const { gender: genders } = await lists()
  const status = Object.keys(faults).length > 0 ? 422 : 200
  return shown(status, view.language, ownDataPage({ ...view, genders, faults }))
}

type Given = { readonly event: APIGatewayProxyEventV2; readonly typed: Typed; readonly now: Instant }

/** Changes the contact and ends the link in one transaction: whoever comes second by the same link finds it used. */
const commit = async (ports: OwnDataPorts, { link, contact, version }: Opened, { answer, given }: { answer: Answer; given: Given }) => {
  const context = { now: given.now, actor: contactActor(contact.id), traceId: given.event.requestContext.requestId }
  const event: SelfServiceEvent = { type: 'self_service.used', at: given.now, by: contact.id }
  const after = evolve(link.state, event)
  if (!after) throw new Failure(`${link.state.id} came to nothing by being used`)
  const [store, customers, lists] = await Promise.all([
    ports.answering({ before: link, after, event, context }),
    ports.served([...new Set(contact.affiliations.map(({ customerId }) => customerId))]),
    ports.lists(),
  ])
  return attempt(contacts, store, { id: contact.id, command: { type: 'confirm', ...answer, customers, lists }, context, ifMatch: version })
}

type Refusal = Extract<Awaited<ReturnType<typeof commit>>, { ok: false }>['error']

/** What stands in the way, by member; undefined where it is not for the person to mend. */
const faultsOf = (error: Refusal): Readonly<Record<string, string>> | undefined => {
  switch (error.code) {
    case 'request.invalid':
      return faultsIn(error.issues)
    case 'contact.rules_broken':
      return Object.fromEntries(error.findings.map(({ code, pointer }) => [pointer.split('/')[1] ?? '', code]))
    case 'claim.taken':
      return { [error.field === 'phone' ? 'phones' : 'emails']: error.code }
    case 'contact.nothing_confirmed':
      return { '': error.code }
    default:
      return undefined
  }
}

/**
 * A form says what every field is to be. Had somebody else changed the contact since it was shown, to take it would silently undo
 * that. The link is looked at again first: that somebody else may have come by it.
 */
const overtaken = ({ contact, version }: Opened) => {
  const seen = { contact, version, typed: typedFrom(contact) }
  return refuse({ code: 'version.contended', notice: undefined, seen, faults: { '': 'contact.overtaken' } })
}

const tryOnce = async (ports: OwnDataPorts, token: string, given: Given) => {
  const opened = await open(ports, token, given.now)
  if (!opened.ok) return refuse({ code: 'closed', notice: opened.error, seen: undefined, faults: undefined })
  const { contact, version } = opened.value
  if (given.typed.get('version') !== String(version)) return overtaken(opened.value)
  const seen = { contact, version, typed: given.typed }
  const answer = answerIn(contact, given.typed)
  if (!answer.ok) return refuse({ code: 'faulty', notice: undefined, seen, faults: answer.error })
  const tried = await commit(ports, opened.value, { answer: answer.value, given })
  if (tried.ok) return ok(contact)
  const { code } = tried.error
  return refuse({ code: code === 'version.conflict' ? 'version.contended' : code, notice: undefined, seen, faults: faultsOf(tried.error) })
}

const take = async (ports: OwnDataPorts, token: string, given: Given): Promise<PageAnswer> => {
  const done = await whileOvertaken(() => tryOnce(ports, token, given))
  // The answer to a form is another address, so that to load it again sends nothing again.
  if (done.ok)
    return { statusCode: 303, headers: { ...securityHeaders, location: `?lang=${languageFor(given.event, done.value)}&done=1` }, body: '' }
  const { notice: closed, seen, faults } = done.error
  const language = languageFor(given.event, seen?.contact)
  return seen && faults ? form(ports, { language, ...seen, faults }) : notice(language, closed ?? 'busy')
}

/** The public page on which a contact sees to their own data. Opening it changes nothing: machines that look through mail open every link. */
export const ownDataHandler = async (ports: OwnDataPorts, event: APIGatewayProxyEventV2, now: Instant): Promise<PageAnswer> => {
  const token = (event.pathParameters?.['token'] ?? '').slice(0, 512)
  if (event.requestContext.http.method === 'POST') {
    const typed = typedIn(event)
    return typed.ok ? take(ports, token, { event, typed: typed.value, now }) : notice(languageFor(event), typed.error)
  }
  const opened = await open(ports, token, now)
  if (opened.ok) {
    const { contact, version } = opened.value
    return form(ports, { language: languageFor(event, contact), contact, version, typed: typedFrom(contact) })
  }
  const isDone = opened.error === 'used' && event.queryStringParameters?.['done'] !== undefined
  return notice(languageFor(event), isDone ? 'done' : opened.error)
}
