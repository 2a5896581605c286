import type { Context } from '../../domain/kernel/decider.ts'
import { type Result, refuse } from '../../domain/kernel/result.ts'
import type { FormValues } from '../../domain/ticket-kinds/form.ts'
import type { FindMessages, TicketChange } from '../../domain/tickets/ports.ts'
import type { TicketMessage } from '../../domain/tickets/thread.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import type { PairPorts } from './change-both.ts'
import type { DeskRefusal, Done } from './change-ticket.ts'
import { deciderOf, type OpeningPorts } from './desk-ports.ts'
import { openTicket, type Wanted } from './open-ticket.ts'

export type SplitPorts = OpeningPorts & PairPorts & { readonly messagesIn: FindMessages }

export type Splitting = {
  readonly id: string
  /** The ticket that is to be: its id stands for the request. */
  readonly into: string
  readonly messages: readonly string[]
  readonly subject?: string | undefined
  readonly kind?: string | undefined
  /** What the form of the new ticket says; of the same kind, where nothing is said, what that of the old one says. */
  readonly form?: FormValues | undefined
  readonly context: Context
  readonly ifMatch?: number | undefined
}
type Split = Result<{ readonly change: TicketChange; readonly moved: readonly TicketMessage[] }, DeskRefusal>

/** What the ticket loses, and what goes with it; nothing is kept yet. */
const splitting = async (ports: SplitPorts, { id, into, messages, context, ifMatch }: Splitting): Promise<Split> => {
  const [decider, seen, moved] = await Promise.all([deciderOf(ports), ports.tickets.load(id), ports.messagesIn(id, messages)])
  const here = moved.map((message) => message.id)
  const decided = decider.decide(seen?.state, { type: 'split', into, messages, here }, context)
  if (!decided.ok) return decided
  if (!seen?.state) return refuse({ code: 'ticket.not_found' })
  if (ifMatch !== undefined && ifMatch !== seen.version) return refuse({ code: 'version.conflict', current: seen.version })
  const state = decided.value.reduce<Ticket | undefined>(decider.evolve, seen.state)
  return { ok: true, value: { change: { id, expected: seen.version, before: seen.state, state, events: decided.value, context }, moved } }
}

/** "What is known of the matter goes with it": waybills and lane are those of the old ticket until somebody says others. */
const formOf = (from: Ticket, { kind = from.kind, form }: Splitting): Pick<Wanted, 'form' | 'isFormCopied'> => {
  if (form) return { form }
  return kind === from.kind ? { form: from.form, isFormCopied: true } : {}
}

/** The new ticket is of the same people and the same place as the one that it comes from. */
const wantedOf = (from: Ticket, order: Splitting): Wanted => {
  const { into, subject, kind } = order
  const { customerId, contactId, candidates, requester, language, team, region, channel, survey, shipmentState } = from
  return {
    id: into,
    channel,
    subject: subject ?? from.subject,
    kind: kind ?? from.kind,
    ...formOf(from, order),
    customerId,
    contactId,
    candidates,
    requester,
    language,
    team,
    region,
    survey,
    shipmentState,
    splitFrom: from.id,
  }
}

const once = async (ports: SplitPorts, order: Splitting): Promise<Done> => {
  const there = await ports.tickets.load(order.into)
  // The request came again.
  if (there?.state) return { ok: true, value: { state: there.state, version: there.version } }
  const split = await splitting(ports, order)
  if (!split.ok) return split
  const { change, moved } = split.value
  if (!change.before) return refuse({ code: 'ticket.not_found' })
  const store = ports.together([change], { moved: { from: order.id, to: order.into, messages: moved } })
  const opening = { ...ports, tickets: { ...ports.tickets, ...store, with: () => store } }
  return openTicket(opening, wantedOf(change.before, order), order.context)
}

/** Opens a ticket with messages of another, in one transaction with what that one loses. */
export const splitTicket = (ports: SplitPorts, order: Splitting): Promise<Done> => whileOvertaken(() => once(ports, order))
