import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { type Actor, may, reaches } from '../../domain/kernel/actor.ts'
import { CustomerId, UserId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { type ByHand, type ReminderCommand, reminders } from '../../domain/reminders/decide.ts'
import type { ReminderQueries, ReminderStore } from '../../domain/reminders/ports.ts'
import { isFor, Reminder, ReminderDraft, ReminderPatch } from '../../domain/reminders/reminder.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { RefusalCode } from '../runtime/messages.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type ReminderPorts = { readonly reminders: ReminderStore; readonly queries: ReminderQueries; readonly glances: CustomerGlances }

const ReminderAnswer = Reminder.extend({ version: z.int() })
type ReminderAnswer = z.infer<typeof ReminderAnswer>

const reminderIn = (request: Asked): string => idIn(request, 'reminderId')

/** The customer that a reminder is about, for managers of some customers and not of all: for others nothing hangs on it. */
const aboutOf = async ({ glances }: ReminderPorts, reminder: Reminder | undefined, actor: Actor) => {
  const matters = reminder?.customerId !== undefined && may(actor, 'reminders:manage') && actor.reach.kind !== 'all'
  return matters && reminder?.customerId !== undefined ? (await glances([reminder.customerId]))[0] : undefined
}

const change = async (
  { reminders: store }: ReminderPorts,
  command: ReminderCommand,
  { id, request }: { readonly id: string; readonly request: Asked },
): Promise<Result<ReminderAnswer, Refused>> => {
  const done = await execute(reminders, store, {
    id,
    command,
    context: request.context,
    ifMatch: request.ifMatch,
    isNew: request.isNew(id),
  })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok({ ...state, version }) : refuse({ code: 'reminder.not_found' })
}

const onOne = ['reminder.not_found', 'reminder.not_yours'] as const
const onChange = [...onOne, 'reminder.ended', 'request.invalid', 'version.conflict', 'version.contended'] as const

type Step<Body extends z.ZodType> = {
  readonly summary: string
  readonly body: Body
  readonly example?: z.input<Body>
  readonly refusals?: readonly RefusalCode[]
  readonly command: (body: z.output<Body>) => ByHand
}

/** An operation that changes one reminder: `POST /v1/reminders/{reminderId}/…`. */
const step = <Body extends z.ZodType>({ command, refusals = [], ...record }: Step<Body>) =>
  route({
    ...record,
    permission: 'reminders:write',
    query: noQuery,
    answer: ReminderAnswer,
    status: 200,
    refusals: [...onChange, ...refusals],
    run: async (ports: ReminderPorts, request) => {
      const { actor } = request.context
      const id = reminderIn(request)
      const narrow = may(actor, 'reminders:manage') && actor.reach.kind !== 'all'
      const about = narrow ? await aboutOf(ports, (await ports.reminders.load(id))?.state, actor) : undefined
      return change(ports, { ...command(request.body), about }, { id, request })
    },
  })

const ListQuery = z.strictObject({
  /** Whose: one's own unless said; those of others take the right to manage them. */
  owner: UserId.optional(),
  status: z.enum(['open', 'ended']).default('open'),
  /** What is open about a customer, whoever is to do it. */
  customer: CustomerId.optional(),
  ...pageQuery,
})
type ListRequest = Request<z.output<typeof ListQuery>, unknown>

const ofCustomer = async ({ queries, glances }: ReminderPorts, id: string, { query, context }: ListRequest) => {
  const [customer] = await glances([id])
  if (!customer) return refuse({ code: 'customer.not_found' } as const)
  if (!reaches(context.actor, customer)) return refuse({ code: 'access.out_of_scope' } as const)
  return queries.openOfCustomer(id, pageRequest(query, context.actor))
}

/** Of somebody else's reminders, those that the caller may see to. */
const theirs = async ({ glances }: ReminderPorts, found: readonly Reminder[], actor: Actor) => {
  const customers = await glances(found.flatMap(({ customerId }) => customerId ?? []))
  const known = new Map(customers.flatMap((customer) => (customer ? [[customer.id, customer] as const] : [])))
  return found.filter((reminder) => isFor(reminder, actor, known.get(String(reminder.customerId))))
}

const ofOwner = async (ports: ReminderPorts, { query, context: { actor } }: ListRequest) => {
  const owner = query.owner ?? actor.id
  if (owner !== actor.id && !may(actor, 'reminders:manage'))
    return refuse({ code: 'access.denied', permission: 'reminders:manage' } as const)
  const found = await ports.queries.ofOwner(owner, query.status, pageRequest(query, actor))
  if (!found.ok || owner === actor.id || actor.reach.kind === 'all') return found
  return ok({ ...found.value, items: await theirs(ports, found.value.items, actor) })
}

export const reminderRoutes: Routes<ReminderPorts> = {
  'POST /v1/reminders': route({
    summary: 'Write down something to do at its time, for yourself or a colleague',
    permission: 'reminders:write',
    query: noQuery,
    body: ReminderDraft,
    answer: ReminderAnswer,
    status: 201,
    example: { text: '确认下周冷藏柜', dueAt: '2036-11-24T01:00:00.000Z', zone: 'Asia/Shanghai', recurrence: 'FREQ=WEEKLY;BYDAY=MO' },
    refusals: ['customer.not_found', 'access.out_of_scope', 'request.invalid', 'recurrence.never_occurs', 'version.contended'],
    run: async (ports: ReminderPorts, request) => {
      const { body } = request
      const id = await request.newId('reminder')
      const customer = body.customerId === undefined ? 'none' : (await ports.glances([body.customerId]))[0]
      return change(ports, { type: 'write', id, draft: body, customer }, { id, request })
    },
  }),

  'GET /v1/reminders': route({
    summary: 'List your reminders, those of somebody else, or what is open about a customer; the earliest due first',
    permission: 'reminders:read',
    query: ListQuery,
    body: noBody,
    answer: pageOf(Reminder),
    status: 200,
    refusals: ['customer.not_found', 'access.out_of_scope', 'request.invalid', 'request.cursor_invalid'],
    run: (ports: ReminderPorts, request) =>
      request.query.customer === undefined ? ofOwner(ports, request) : ofCustomer(ports, request.query.customer, request),
  }),

  'GET /v1/reminders/{reminderId}': route({
    summary: 'Read one reminder',
    permission: 'reminders:read',
    query: noQuery,
    body: noBody,
    answer: ReminderAnswer,
    status: 200,
    refusals: onOne,
    run: async (ports: ReminderPorts, request) => {
      const found = await ports.reminders.load(reminderIn(request))
      if (!found?.state) return refuse({ code: 'reminder.not_found' })
      const { actor } = request.context
      if (!isFor(found.state, actor, await aboutOf(ports, found.state, actor))) return refuse({ code: 'reminder.not_yours' })
      return ok({ ...found.state, version: found.version })
    },
  }),

  'PATCH /v1/reminders/{reminderId}': step({
    summary: 'Reword a reminder, or move it or its recurrence',
    body: ReminderPatch,
    example: { dueAt: '2036-11-25T01:00:00.000Z', recurrence: null },
    refusals: ['recurrence.never_occurs'],
    command: (patch) => ({ type: 'change', patch }),
  }),

  'POST /v1/reminders/{reminderId}/snooze': step({
    summary: 'Put it off',
    body: z.strictObject({ until: Instant }),
    example: { until: '2036-11-24T06:00:00.000Z' },
    refusals: ['reminder.snoozed_into_past'],
    command: ({ until }) => ({ type: 'snooze', until }),
  }),

  'POST /v1/reminders/{reminderId}/done': step({
    summary: 'Say that it is done; one that recurs comes again at its next time',
    body: noBody,
    refusals: ['reminder.settled_by_cause', 'recurrence.never_occurs'],
    command: () => ({ type: 'finish' }),
  }),

  'POST /v1/reminders/{reminderId}/drop': step({
    summary: 'Say that it need not be done',
    body: noBody,
    refusals: ['reminder.settled_by_cause'],
    command: () => ({ type: 'drop' }),
  }),

  'POST /v1/reminders/{reminderId}/hand-over': step({
    summary: 'Give it to a colleague',
    body: z.strictObject({ to: UserId }),
    example: { to: 'usr_li' },
    command: ({ to }) => ({ type: 'hand over', to }),
  }),
}
