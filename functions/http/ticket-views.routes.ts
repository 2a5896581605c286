import * as z from 'zod'
import { Code } from '../../domain/kernel/code.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { CustomerId, UserId } from '../../domain/kernel/ids.ts'
import { PlainDate } from '../../domain/kernel/instant.ts'
import { ok } from '../../domain/kernel/result.ts'
import { Priority } from '../../domain/priorities/priority.ts'
import type { TicketSearch } from '../../domain/ticket-search/ports.ts'
import { termsSought } from '../../domain/ticket-search/terms.ts'
import type { TicketQueries } from '../../domain/tickets/ports.ts'
import { TicketSummary } from '../../domain/tickets/summary.ts'
import { type TicketView, ViewName, viewNames, viewOf } from '../../domain/tickets/views.ts'
import { pageOf, pageQuery, pageRequest, within } from '../runtime/listing.ts'
import { noBody, type Routes, route } from '../runtime/route.ts'

export type TicketViewPorts = { readonly queries: TicketQueries; readonly search: TicketSearch }

const narrowing = {
  assignee: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  customerId: CustomerId.optional(),
  kind: Code.optional(),
  priority: Priority.optional(),
  /** Claims of which notice must be given on that day or before it, and was not yet. */
  noticeBy: PlainDate.optional(),
}
const ListQuery = z
  .strictObject({
    /** Without `q`: `live`, where none is named. */
    view: ViewName.optional(),
    ...narrowing,
    /** A number, a waybill, or words of the subject: everything that somebody looks for must be there, within what the rest narrows it to. */
    q: z.string().min(1).max(200).optional(),
    ...pageQuery,
  })
  .refine(({ q }) => q === undefined || termsSought(q).length > 0, { path: ['q'] })
const CountQuery = z.strictObject({ team: Code.optional(), region: Code.optional() })

const Counts = z.record(ViewName, z.strictObject({ count: z.int(), more: z.boolean() }))

type Narrowing = { readonly [member in keyof typeof narrowing]?: string | undefined }

const nothing = ok({ items: [], next: null })

type Shown = { readonly context: Context }

/** What somebody wants to see of all tickets; undefined where nothing can be both. */
const wantedOf = <View extends Partial<TicketView>>(view: View, { assignee, ...wanted }: Narrowing): (Narrowing & View) | undefined => {
  const { owner = assignee } = view
  if (assignee !== undefined && owner !== assignee) return undefined
  return { ...wanted, ...view, ...(owner !== undefined && { owner }) }
}

const named = (view: ViewName, { context: { actor, now } }: Shown): TicketView => viewOf(view, { now, user: actor.id })

/** A view as somebody asks for it, within what they reach; undefined where nothing can be found. */
const asked = (view: ViewName, wanted: Narrowing, request: Shown): TicketView | undefined => {
  const narrowed = wantedOf(named(view, request), wanted)
  return narrowed && within(narrowed, request.context.actor)
}

export const ticketViewRoutes: Routes<TicketViewPorts> = {
  'GET /v1/tickets': route({
    summary: 'List tickets by a view, the nearest deadline first, of those that are over the last; or find them by q within it',
    permission: 'tickets:read',
    query: ListQuery,
    body: noBody,
    answer: pageOf(TicketSummary),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async ({ queries, search }: TicketViewPorts, request) => {
      const { view, limit, cursor, q, ...wanted } = request.query
      const { actor } = request.context
      const page = pageRequest({ limit, cursor }, actor)
      if (q !== undefined) {
        const narrowed = wantedOf(view ? named(view, request) : {}, wanted)
        return narrowed ? search({ terms: termsSought(q), narrowed }, page, actor) : nothing
      }
      const narrowed = asked(view ?? 'live', wanted, request)
      return narrowed ? queries.list(narrowed, page) : nothing
    },
  }),

  'GET /v1/desk/views': route({
    summary: 'Count what every view of the desk shows: exactly up to a thousand, and beyond that with more: true',
    permission: 'tickets:read',
    query: CountQuery,
    body: noBody,
    answer: Counts,
    status: 200,
    refusals: ['request.invalid'],
    run: async ({ queries }: TicketViewPorts, request) => {
      const counts = await Promise.all(
        viewNames.map(async (name) => {
          const view = asked(name, request.query, request)
          return [name, view ? await queries.count(view) : { count: 0, more: false }] as const
        }),
      )
      return ok(Counts.parse(Object.fromEntries(counts)))
    },
  }),
}
