import * as z from 'zod'
import { AffiliatedPerson } from '../../domain/contacts/summary.ts'
import { type Actor, may, reaches } from '../../domain/kernel/actor.ts'
import { EventEnvelope } from '../../domain/kernel/event-envelope.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { Note } from '../../domain/notes/note.ts'
import type { CustomerFile, Excerpt } from '../../domain/overview/overview.ts'
import type { CustomerFiles } from '../../domain/overview/ports.ts'
import type { RelationEnd } from '../../domain/relations/end.ts'
import { Reminder } from '../../domain/reminders/reminder.ts'
import { TicketSummary } from '../../domain/tickets/summary.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'
import { answerOf, CustomerAnswer } from './customer-answer.ts'
import { itemOf, RelationItem } from './relation-answer.ts'
import { timelineSeen } from './timeline-view.ts'

export type OverviewPorts = { readonly files: CustomerFiles }

/** How fresh a block is: `live` was read for this answer, `derived` was worked out by a job at `asOf`. */
const fresh = { source: z.enum(['live', 'derived']), asOf: Instant }
const block = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ ...fresh, items: z.array(item).readonly(), more: z.boolean() }).optional()

const Overview = z.strictObject({
  profile: z.strictObject({ ...fresh, customer: CustomerAnswer }),
  warnings: z.strictObject({ ...fresh, items: z.array(Note).readonly() }).optional(),
  completeness: z.strictObject({ ...fresh, score: z.int(), missing: z.array(z.string()).readonly() }).optional(),
  contacts: block(AffiliatedPerson),
  relations: block(RelationItem),
  notes: block(Note),
  nextActions: block(Reminder),
  tickets: z.strictObject({ ...fresh, items: z.array(TicketSummary).readonly(), more: z.boolean(), complaints: z.int() }).optional(),
  timeline: block(EventEnvelope),
})
type Overview = z.infer<typeof Overview>

/** The other ends by name, for those whom the caller reaches. */
const named = async ({ glances }: CustomerFiles, { items, more }: Excerpt<RelationEnd>, actor: Actor) => {
  const others = await glances(items.map(({ other }) => other))
  return { items: items.map((end, i) => itemOf(end, others[i], actor)), more }
}

/** What happened last, as far as the caller may be told of it. */
const happened = async (
  { glances, reachedTickets: tickets }: CustomerFiles,
  { events: { items, more }, profile }: CustomerFile,
  actor: Actor,
) => ({
  items: await timelineSeen(items, { glances, tickets, actor, customerId: profile.state.id }),
  more,
})

/** What they wait for, as far as the caller reaches it, and how often they complained, whoever was told. */
const waitedFor = async ({ reachedTickets }: CustomerFiles, { tickets }: CustomerFile, actor: Actor) => {
  const ids = tickets.items.map(({ id }) => id)
  const reached = await reachedTickets(actor, ids)
  return { ...tickets, items: tickets.items.filter(({ id }) => reached.has(id)) }
}

/** Only blocks that the caller may read by themselves; a block left out is one that their role does not have. */
const overviewOf = async (
  files: CustomerFiles,
  file: CustomerFile,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
): Promise<Overview> => {
  const live = { source: 'live', asOf: now } as const
  const { completeness } = file
  return {
    profile: { ...live, customer: answerOf(file.profile, now) },
    completeness: completeness && { source: 'derived', asOf: completeness.at, score: completeness.score, missing: completeness.missing },
    contacts: may(actor, 'contacts:read') ? { ...live, ...file.people } : undefined,
    relations: may(actor, 'relations:read') ? { ...live, ...(await named(files, file.relations, actor)) } : undefined,
    warnings: may(actor, 'notes:read') ? { ...live, items: file.warnings } : undefined,
    notes: may(actor, 'notes:read') ? { ...live, ...file.notes } : undefined,
    nextActions: may(actor, 'reminders:read') ? { ...live, ...file.reminders } : undefined,
    tickets: may(actor, 'tickets:read') ? { ...live, ...(await waitedFor(files, file, actor)) } : undefined,
    timeline: may(actor, 'timeline:read') ? { ...live, ...(await happened(files, file, actor)) } : undefined,
  }
}

export const overviewRoutes: Routes<OverviewPorts> = {
  'GET /v1/customers/{customerId}/overview': route({
    summary: 'The 360 view: profile, warnings, completeness, people, relations, notes, open tickets, next actions, what happened last',
    permission: 'customers:read',
    query: noQuery,
    body: noBody,
    answer: Overview,
    status: 200,
    refusals: ['customer.not_found', 'access.out_of_scope'],
    run: async ({ files }: OverviewPorts, request) => {
      const { context } = request
      const file = await files.file(idIn(request, 'customerId'), context.now)
      if (!file) return refuse({ code: 'customer.not_found' })
      if (!reaches(context.actor, file.profile.state)) return refuse({ code: 'access.out_of_scope' })
      return ok(await overviewOf(files, file, context))
    },
  }),
}
