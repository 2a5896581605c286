import * as z from 'zod'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import { CustomerId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import type { Page } from '../../domain/kernel/page.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { type MessageCommand, messages } from '../../domain/messages/decide.ts'
import { Message, MessageState, Recipient, Settlement } from '../../domain/messages/message.ts'
import { attended, type MessageQueries, type MessageStore } from '../../domain/messages/ports.ts'
import { reachesMessage } from '../../domain/messages/reach.ts'
import { FieldValues, faultyFields, GivenValues, hasLink } from '../../domain/templates/fields.ts'
import { TemplateCode } from '../../domain/templates/template.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { type RecipientPorts, reachedRecipient } from './recipient-reach.ts'
import { type CurrentTemplates, currentTemplate } from './template-answer.ts'

export type MessagePorts = RecipientPorts & {
  readonly messages: MessageStore
  readonly queries: MessageQueries
  readonly templates: CurrentTemplates
}

/** A message as it is answered: to whom, by which template, what was filled in and what became of it. It holds no address. */
const MessageAnswer = Message.extend({
  fields: FieldValues.optional().describe('Of a message to a colleague only they are told, and not in lists'),
  version: z.int(),
})
type MessageAnswer = z.infer<typeof MessageAnswer>

/** "What a colleague is written is for them alone": it quotes what only they may read, whoever else sees that it went out. */
const answerOf = ({ state, version }: Loaded<Message>, reader?: Actor): MessageAnswer => {
  const { fields, ...around } = state
  const isTold = state.to.kind !== 'user' || state.to.id === reader?.id
  return { ...around, ...(isTold && { fields }), version }
}

const ListQuery = z.strictObject({
  customerId: CustomerId.optional(),
  state: MessageState.optional().describe('Without a customer one of those that ask for attention: unknown, refused, bounced, complained'),
  ...pageQuery,
})

const pageFor = async ({ queries, glances }: MessagePorts, { query, context }: Request<z.output<typeof ListQuery>, unknown>) => {
  const page = pageRequest(query, context.actor)
  if (query.customerId !== undefined) {
    const [customer] = await glances([query.customerId])
    if (!customer) return refuse({ code: 'customer.not_found' } as const)
    if (!reaches(context.actor, customer)) return refuse({ code: 'access.out_of_scope' } as const)
    return queries.ofCustomer(query.customerId, query.state, page)
  }
  const state = attended.find((one) => one === query.state)
  if (!state) return refuse({ code: 'request.invalid', findings: [{ code: 'message.list_wide', pointer: '/state' }] } as const)
  return queries.inState(state, page)
}

/** Of a list over all customers one sees those messages that one would see by themselves, so a page may hold fewer. */
const list = async (
  ports: MessagePorts,
  request: Request<z.output<typeof ListQuery>, unknown>,
): Promise<Result<Page<MessageAnswer>, Refused>> => {
  const page = await pageFor(ports, request)
  if (!page.ok) return page
  const customers = [...new Set(page.value.items.flatMap(({ state }) => state.customerId ?? []))]
  const glances = await ports.glances(customers)
  const known = new Map(customers.map((id, i) => [id, glances[i]]))
  const isSeen = ({ state }: Loaded<Message>): boolean => reachesMessage(request.context.actor, state, [known.get(state.customerId ?? '')])
  return ok({ items: page.value.items.filter(isSeen).map((found) => answerOf(found)), next: page.value.next })
}

const glancesAround = ({ glances }: MessagePorts, found: Loaded<Message | undefined> | undefined) =>
  glances(found?.state?.customerId === undefined ? [] : [found.state.customerId])

const one = async (ports: MessagePorts, request: Asked): Promise<Result<MessageAnswer, Refused>> => {
  const found = await ports.messages.load(idIn(request, 'messageId'))
  if (!found?.state) return refuse({ code: 'message.not_found' })
  const { actor } = request.context
  const isSeen = reachesMessage(actor, found.state, await glancesAround(ports, found))
  return isSeen ? ok(answerOf({ state: found.state, version: found.version }, actor)) : refuse({ code: 'access.out_of_scope' })
}

const change = async (
  ports: MessagePorts,
  command: MessageCommand,
  { id, request }: { id: string; request: Asked },
): Promise<Result<MessageAnswer, Refused>> => {
  const done = await execute(messages, ports.messages, {
    id,
    command,
    context: request.context,
    ifMatch: request.ifMatch,
    isNew: request.isNew(id),
  })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf({ state, version }, request.context.actor)) : refuse({ code: 'message.not_found' })
}

const settle = async (ports: MessagePorts, request: Request<unknown, { readonly as: Settlement }>) => {
  const id = idIn(request, 'messageId')
  const customers = await glancesAround(ports, await ports.messages.load(id))
  return change(ports, { type: 'settle', as: request.body.as, customers }, { id, request })
}

const MessageDraft = z.strictObject({
  to: Recipient.extend({ kind: z.enum(['contact', 'customer']) }),
  template: TemplateCode,
  fields: GivenValues.default({}),
  sendAt: Instant.optional(),
  /** In whose timeline it stands; unless said, the first customer of theirs whom the caller looks after. */
  customerId: CustomerId.optional(),
})
type MessageDraft = z.output<typeof MessageDraft>

/** What would be refused when it is sent is told to whoever asks for it while they can still mend it. */
const send = async (ports: MessagePorts, request: Request<unknown, MessageDraft>): Promise<Result<MessageAnswer, Refused>> => {
  const { to, template: code, fields, sendAt, customerId } = request.body
  const reached = await reachedRecipient(ports, to, request.context.actor)
  if (!reached.ok) return reached
  if (customerId !== undefined && !reached.value.includes(customerId)) return refuse({ code: 'access.out_of_scope' })
  const template = await currentTemplate(ports.templates, code)
  if (!template) return refuse({ code: 'template.not_found' })
  if (hasLink(template.state.fields))
    return refuse({ code: 'request.invalid', findings: [{ code: 'message.link_forbidden', pointer: '/template' }] })
  const findings = faultyFields(template.state.fields, fields).map((name) => ({
    code: 'template.field_faulty',
    pointer: `/fields/${name}`,
  }))
  if (findings.length > 0) return refuse({ code: 'template.field_faulty', findings })
  const id = await request.newId('message')
  const command = {
    type: 'queue',
    id,
    to,
    template: code,
    fields,
    cause: `request:${id}`,
    customerId: customerId ?? reached.value[0],
    sendAt,
  } as const
  return change(ports, command, { id, request })
}

export const messageRoutes: Routes<MessagePorts> = {
  'POST /v1/messages': route({
    summary: 'Send a template to a contact or a customer, by the way that they like; it goes out when their quiet hours are over',
    permission: 'messages:send',
    query: noQuery,
    body: MessageDraft,
    answer: MessageAnswer,
    status: 201,
    example: {
      to: { kind: 'contact', id: 'con_01JD3Q6Y8ZK4T9W2M7V5N1X0RB' },
      template: 'letter',
      fields: { title: '国庆假期安排', body: '10 月 1 日至 3 日不提货。' },
    },
    refusals: [
      'request.invalid',
      'contact.not_found',
      'customer.not_found',
      'access.out_of_scope',
      'template.not_found',
      'template.field_faulty',
      'version.contended',
    ],
    run: send,
  }),

  'GET /v1/messages': route({
    summary: 'List the messages that concern a customer, the newest first, or all in a state that asks for attention',
    permission: 'messages:read',
    query: ListQuery,
    body: noBody,
    answer: pageOf(MessageAnswer),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'customer.not_found', 'access.out_of_scope'],
    run: list,
  }),

  'GET /v1/messages/{messageId}': route({
    summary: 'Read one message and what became of it',
    permission: 'messages:read',
    query: noQuery,
    body: noBody,
    answer: MessageAnswer,
    status: 200,
    refusals: ['message.not_found', 'access.out_of_scope'],
    run: one,
  }),

  'POST /v1/messages/{messageId}/settle': route({
    summary: 'Say of a message of which nobody knows whether it went out: it was sent, or it is to be sent again',
    permission: 'messages:settle',
    query: noQuery,
    body: z.strictObject({ as: Settlement }),
    answer: MessageAnswer,
    status: 200,
    example: { as: 'sent' },
    refusals: [
      'request.invalid',
      'message.not_found',
      'message.not_unknown',
      'access.out_of_scope',
      'version.conflict',
      'version.contended',
    ],
    run: settle,
  }),
}
