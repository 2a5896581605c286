import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { contacts } from '../../domain/contacts/decide.ts'
import type { ContactQueries, ContactStore } from '../../domain/contacts/ports.ts'
import { customers } from '../../domain/customers/decide.ts'
import type { CustomerStore } from '../../domain/customers/ports.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { Language } from '../../domain/kernel/language.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { selfActor } from '../../domain/self-service/decide.ts'
import { evolve, type SelfServiceEvent } from '../../domain/self-service/events.ts'
import { type SelfServiceLink, standingOf, type Whose, whoseOf } from '../../domain/self-service/link.ts'
import type { AnsweringStores, SelfServiceStore } from '../../domain/self-service/ports.ts'
import { attempt } from '../runtime/execute.ts'
import { languageOf } from '../runtime/language.ts'
import { openLink } from '../runtime/public-link.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { type Answer, answerIn, faultsIn, type Self, type Typed, typedFrom, typedIn } from './own-data-form.ts'
import { noticePage, ownDataPage, securityHeaders } from './own-data-html.ts'
import { type NoticeName, notices } from './own-data-words.ts'
import type { PageAnswer } from './page-handler.ts'

export type OwnDataPorts = {
  readonly links: SelfServiceStore
  readonly contacts: Pick<ContactStore, 'read'>
  readonly customers: Pick<CustomerStore, 'read'>
  readonly served: ContactQueries['served']
  readonly answering: AnsweringStores
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
export const languageFor = (event: APIGatewayProxyEventV2, self?: Self): Language =>
  Language.safeParse(event.queryStringParameters?.['lang']).data ?? self?.language ?? languageOf(event.headers['accept-language'])

type Opened = { readonly link: Loaded<SelfServiceLink>; readonly self: Self; readonly version: number }

/** The one whom a link names, in the clear for them alone; undefined where they are nobody's any more. */
const selfOf = async ({ contacts, customers }: OwnDataPorts, whose: Whose): Promise<Loaded<Self> | undefined> => {
  const read = await (whose.kind === 'contact' ? contacts : customers).read(whose.id, selfActor(whose).sees)
  if (!read?.state || read.state.archived) return undefined
  const { state, version } = read
  return 'kind' in state && state.kind === 'company' ? undefined : { state, version }
}

/** What the token opens now. */
const open = async (ports: OwnDataPorts, token: string, now: Instant): Promise<Result<Opened, NoticeName>> => {
  const named = openLink(await ports.key(), 'c', { token, now })
  const found = named && (await ports.links.load(named.id))
  if (!found?.state) return refuse('unknown')
  const link = { state: found.state, version: found.version }
  const standing = standingOf(link.state, now)
  if (standing !== 'open') return refuse(standing)
  const self = await selfOf(ports, whoseOf(link.state))
  return self ? ok({ link, self: self.state, version: self.version }) : refuse('revoked')
}

type View = {
  readonly language: Language
  readonly self: Self
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

/** Changes the record and ends the link in one transaction: whoever comes second by the same link finds it used. */
const commit = async (ports: OwnDataPorts, { link, self, version }: Opened, { answer, given }: { answer: Answer; given: Given }) => {
  const { id } = self
  const context = { now: given.now, actor: selfActor(whoseOf(link.state)), traceId: given.event.requestContext.requestId }
  const event: SelfServiceEvent = { type: 'self_service.used', at: given.now, by: id }
  const after = evolve(link.state, event)
  if (!after) throw new Failure(`${link.state.id} came to nothing by being used`)
  const [stores, lists] = await Promise.all([ports.answering({ before: link, after, event, context }), ports.lists()])
  const command = { type: 'confirm', ...answer, lists } as const
  if ('kind' in self) return attempt(customers, stores.customers, { id, command, context, ifMatch: version })
  const served = await ports.served([...new Set(self.affiliations.map(({ customerId }) => customerId))])
  return attempt(contacts, stores.contacts, { id, command: { ...command, customers: served }, context, ifMatch: version })
}

type Refusal = Extract<Awaited<ReturnType<typeof commit>>, { ok: false }>['error']

/** What stands in the way, by member; undefined where it is not for the person to mend. */
const faultsOf = (error: Refusal): Readonly<Record<string, string>> | undefined => {
  switch (error.code) {
    case 'request.invalid':
      return faultsIn(error.issues)
    case 'contact.rules_broken':
    case 'customer.rules_broken':
      return Object.fromEntries(error.findings.map(({ code, pointer }) => [pointer.split('/')[1] ?? '', code]))
    case 'claim.taken':
      return { [error.field === 'phone' ? 'phones' : 'emails']: error.code }
    case 'contact.nothing_confirmed':
    case 'customer.nothing_confirmed':
      return { '': 'contact.nothing_confirmed' }
    default:
      return undefined
  }
}

/**
 * A form says what every field is to be. Had somebody else changed the record since it was shown, to take it would silently undo
 * that. The link is looked at again first: that somebody else may have come by it.
 */
const overtaken = ({ self, version }: Opened) => {
  const seen = { self, version, typed: typedFrom(self) }
  return refuse({ code: 'version.contended', notice: undefined, seen, faults: { '': 'contact.overtaken' } })
}

const tryOnce = async (ports: OwnDataPorts, token: string, given: Given) => {
  const opened = await open(ports, token, given.now)
  if (!opened.ok) return refuse({ code: 'closed', notice: opened.error, seen: undefined, faults: undefined })
  const { self, version } = opened.value
  if (given.typed.get('version') !== String(version)) return overtaken(opened.value)
  const seen = { self, version, typed: given.typed }
  const answer = answerIn(self, given.typed)
  if (!answer.ok) return refuse({ code: 'faulty', notice: undefined, seen, faults: answer.error })
  const tried = await commit(ports, opened.value, { answer: answer.value, given })
  if (tried.ok) return ok(self)
  const { code } = tried.error
  return refuse({ code: code === 'version.conflict' ? 'version.contended' : code, notice: undefined, seen, faults: faultsOf(tried.error) })
}

const take = async (ports: OwnDataPorts, token: string, given: Given): Promise<PageAnswer> => {
  const done = await whileOvertaken(() => tryOnce(ports, token, given))
  // The answer to a form is another address, so that to load it again sends nothing again.
  if (done.ok)
    return { statusCode: 303, headers: { ...securityHeaders, location: `?lang=${languageFor(given.event, done.value)}&done=1` }, body: '' }
  const { notice: closed, seen, faults } = done.error
  const language = languageFor(given.event, seen?.self)
  return seen && faults ? form(ports, { language, ...seen, faults }) : notice(language, closed ?? 'busy')
}

/** The public page on which somebody sees to their own data: a contact, or an individual who is a customer. Opening it changes nothing: machines that look through mail open every link. */
export const ownDataHandler = async (ports: OwnDataPorts, event: APIGatewayProxyEventV2, now: Instant): Promise<PageAnswer> => {
  const token = (event.pathParameters?.['token'] ?? '').slice(0, 512)
  if (event.requestContext.http.method === 'POST') {
    const typed = typedIn(event)
    return typed.ok ? take(ports, token, { event, typed: typed.value, now }) : notice(languageFor(event), typed.error)
  }
  const opened = await open(ports, token, now)
  if (opened.ok) {
    const { self, version } = opened.value
    return form(ports, { language: languageFor(event, self), self, version, typed: typedFrom(self) })
  }
  const isDone = opened.error === 'used' && event.queryStringParameters?.['done'] !== undefined
  return notice(languageFor(event), isDone ? 'done' : opened.error)
}
