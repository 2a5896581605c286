import type { Answer, Caller } from './caller.ts'
import type { Place } from './place.ts'
import { attachmentWalks } from './walks/attachments.ts'
import { careWalks } from './walks/care.ts'
import { deskWalks } from './walks/desks.ts'
import { doorWalks } from './walks/doors.ts'
import { messageWalks } from './walks/messages.ts'
import { noticeWalks } from './walks/notices.ts'
import { reminderWalks } from './walks/reminders.ts'
import { serviceLevelWalks } from './walks/service-levels.ts'
import { sortingWalks } from './walks/sorting.ts'
import { surveyWalks } from './walks/surveys.ts'
import { ticketKinWalks } from './walks/ticket-kin.ts'
import { ticketWalks } from './walks/tickets.ts'
import { webhookWalks } from './walks/webhooks.ts'

export type Walked = {
  readonly route: string
  /** Which right a reviewer expects it to need. */
  readonly right: string
  readonly path: string
  readonly body?: unknown
  /** Whether reach narrows it to single records; lists are narrowed by what they show. */
  readonly record: boolean
  /** Whether it is for those alone who reach every customer. */
  readonly everywhere?: true
}

type Step = (right: string, route: string, path: string, body?: unknown) => Walked
/** `on` for operations on a record of the place, `free` for those that reach does not narrow. */
export type Steps = { readonly on: Step; readonly free: Step }

const on: Step = (right, route, path, body) => ({ right, route, path, body, record: true })
const free: Step = (right, route, path, body) => ({ right, route, path, body, record: false })

/**
 * Every operation on one place, each with a request that gets past the door and changes as little as it can: what is
 * there already, or what a rule behind the door refuses.
 */
export const everyRoute = (at: Place): readonly Walked[] => {
  const [customer, contact, note] = [
    `/v1/customers/${at.customer}`,
    `/v1/contacts/${at.contact}`,
    `/v1/customers/${at.customer}/notes/${at.note}`,
  ]
  const reveal = { purpose: 'A walk over every route', classes: ['personal'] }
  const individual = `/v1/customers/{customerId}`
  return [
    free('read', 'GET /v1/customers', '/v1/customers'),
    free('read', 'GET /v1/customers/thin', '/v1/customers/thin'),
    on('read', 'POST /v1/customers/lookup', '/v1/customers/lookup', { taxId: at.taxId }),
    on('read', `GET ${individual}`, customer),
    on('read', `GET ${individual}/overview`, `${customer}/overview`),
    on('timeline', `GET ${individual}/timeline`, `${customer}/timeline`),
    on('write customers', 'POST /v1/customers', '/v1/customers', { kind: 'company', legalName: 'Walk', tier: 'none', ...at.anchor }),
    on('write customers', `PATCH ${individual}`, customer, { tier: 'vip' }),
    on('archive', `POST ${individual}/archive`, `/v1/customers/${at.archived}/archive`),
    on('archive', `POST ${individual}/restore`, `${customer}/restore`),
    on('reveal customers', `POST ${individual}/reveal`, `${customer}/reveal`, reveal),
    on('change keys', `POST ${individual}/rotate-key`, `${customer}/rotate-key`, { purpose: reveal.purpose }),
    on('read', `GET ${individual}/contacts`, `${customer}/contacts`),
    on('write contacts', `POST ${individual}/contacts`, `${customer}/contacts`, { name: 'Walk', affiliation: { role: 'none' } }),
    on('read', 'POST /v1/contacts/lookup', '/v1/contacts/lookup', { phone: at.phone }),
    on('read', 'GET /v1/contacts/{contactId}', contact),
    on('write contacts', 'PATCH /v1/contacts/{contactId}', contact, { channel: 'phone' }),
    on('write contacts', 'POST /v1/contacts/{contactId}/affiliations', `${contact}/affiliations`, {
      customerId: at.customer,
      role: 'customs',
    }),
    on('write contacts', 'PATCH /v1/contacts/{contactId}/affiliations/{customerId}', `${contact}/affiliations/${at.customer}`, {
      role: 'customs',
    }),
    on('write contacts', 'POST /v1/contacts/{contactId}/affiliations/{customerId}/leave', `${contact}/affiliations/${at.customer}/leave`, {
      until: '1999-01-01',
    }),
    on('write contacts', 'POST /v1/contacts/{contactId}/archive', `/v1/contacts/${at.archivedContact}/archive`),
    on('write contacts', 'POST /v1/contacts/{contactId}/restore', `${contact}/restore`),
    on('reveal contacts', 'POST /v1/contacts/{contactId}/reveal', `${contact}/reveal`, reveal),
    on('change keys', 'POST /v1/contacts/{contactId}/rotate-key', `${contact}/rotate-key`, { purpose: reveal.purpose }),
    on('read', `GET ${individual}/relations`, `${customer}/relations`),
    on('write relations', `POST ${individual}/relations`, `${customer}/relations`, { to: at.archived, type: 'payer' }),
    on('read', 'GET /v1/relations/{relationId}', `/v1/relations/${at.relation}`),
    on('write relations', 'PATCH /v1/relations/{relationId}', `/v1/relations/${at.relation}`, { note: 'Pays in advance' }),
    on('write relations', 'POST /v1/relations/{relationId}/end', `/v1/relations/${at.relation}/end`, { until: '1999-01-01' }),
    on('read', `GET ${individual}/notes`, `${customer}/notes`),
    on('read', `GET ${individual}/notes/{noteId}`, note),
    on('write notes', `POST ${individual}/notes`, `${customer}/notes`, { text: 'Walked by' }),
    on('write notes', `PATCH ${individual}/notes/{noteId}`, note, { type: 'warning' }),
    on('write notes', `POST ${individual}/notes/{noteId}/pin`, `${note}/pin`),
    on('write notes', `POST ${individual}/notes/{noteId}/unpin`, `${note}/unpin`),
    on('write notes', `POST ${individual}/notes/{noteId}/withdraw`, `${customer}/notes/nte_00000000000000000000000000/withdraw`),
    ...attachmentWalks({ on, free }),
    ...ticketKinWalks({ on, free }),
    ...careWalks({ on, free }, at),
    ...messageWalks({ on, free }, at),
    ...reminderWalks({ on, free }),
    ...sortingWalks({ on, free }),
    ...serviceLevelWalks({ on, free }),
    ...ticketWalks({ on, free }),
    ...deskWalks({ on, free }),
    ...surveyWalks({ on, free }, at),
    ...webhookWalks,
    ...doorWalks,
    ...noticeWalks({ on, free }),
    free('read', 'GET /v1/lists', '/v1/lists'),
    free('read', 'GET /v1/lists/{listId}', '/v1/lists/tier'),
    free('write lists', 'POST /v1/lists/{listId}/values', '/v1/lists/tier/values', {
      code: 'vip',
      labels: { 'zh-CN': 'VIP 客户', en: 'VIP' },
      rank: 1,
    }),
    free('write lists', 'POST /v1/lists/{listId}/values/{code}/retire', '/v1/lists/tier/values/vip/retire'),
    free('write lists', 'POST /v1/lists/{listId}/values/{code}/revive', '/v1/lists/tier/values/vip/revive'),
  ]
}

/** Asks for every operation, or for those that are meant, one after the other. */
export const walk = async (
  caller: Caller,
  place: Place,
  isMeant: (walked: Walked) => boolean = () => true,
): Promise<readonly (readonly [Walked, Answer])[]> => {
  const answers: (readonly [Walked, Answer])[] = []
  for (const walked of everyRoute(place).filter(isMeant)) {
    const { route, path, body } = walked
    const ask = route.startsWith('GET') ? caller.get(path) : route.startsWith('POST') ? caller.post(path, body) : caller.patch(path, body)
    answers.push([walked, await ask])
  }
  return answers
}
