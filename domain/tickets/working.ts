import { isDeepStrictEqual } from 'node:util'
import { reaches } from '../kernel/actor.ts'
import { changesBetween } from '../kernel/changes.ts'
import type { Context } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { ContactId, CustomerId } from '../kernel/ids.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import { isRaise, type Priority, reprioritized } from '../priorities/priority.ts'
import { type PriorityTable, raisedBy } from '../priorities/table.ts'
import type { TicketCommand, TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import { formFindings } from './form-findings.ts'
import { canMove, type LiveStatus } from './moves.ts'
import { Changeable, mostWatchers, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Of<Type extends TicketCommand['type']> = Extract<TicketCommand, { type: Type }>

const whose = ({ assignee, team }: Pick<Of<'assign'>, 'assignee' | 'team'>) => ({
  ...(assignee !== undefined && { assignee }),
  ...(team !== undefined && { team }),
})

const placeFindings = (lists: CodedLists | undefined, { team, region }: Of<'assign'>): readonly Finding[] =>
  lists ? [...listed(lists, 'team', team, '/team'), ...listed(lists, 'region', region, '/region')] : []

/** "What somebody has is not taken from them by a colleague's click; giving it to another is said so." */
export const assign = (ticket: Ticket, command: Of<'assign'>, { now, actor }: Context): Decision => {
  const { how, assignee, lists } = command
  if (how !== 'given' && ticket.assignee !== undefined)
    return ticket.assignee === assignee ? ok([]) : refuse({ code: 'ticket.taken', by: ticket.assignee })
  if (ticket.status === 'closed') return refuse({ code: 'ticket.closed' })
  const findings = placeFindings(lists, command)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const [team, region] = [command.team ?? ticket.team, command.region ?? ticket.region]
  if (assignee === ticket.assignee && team === ticket.team && region === ticket.region) return ok([])
  const given = { ...whose({ assignee, team }), ...(region !== undefined && { region }) }
  return ok([{ type: 'ticket.assigned', from: whose(ticket), ...given, how, at: now, by: actor.id }])
}

export const watch = (ticket: Ticket, { user, watches }: Of<'watch'>, { now, actor }: Context): Decision => {
  if (ticket.watchers.includes(user) === watches) return ok([])
  if (watches && ticket.watchers.length >= mostWatchers) return refuse({ code: 'ticket.watchers_full' })
  return ok([{ type: 'ticket.watched', user, watches, at: now, by: actor.id }])
}

/** "A priority that rises is told of by itself: people are called by it." */
const raisedTo = ({ priority }: Ticket, to: Priority, { now, actor }: Context): readonly TicketEvent[] =>
  isRaise(priority, to) ? [{ type: 'ticket.raised', from: priority, to, at: now, by: actor.id }] : []

/** "Who wrote is told apart by a person, and never guessed." What is found to be of a customer who waits less is raised. */
export const match = (ticket: Ticket, { customer, contactId, priorities }: Of<'match'>, context: Context): Decision => {
  const { now, actor } = context
  if (!customer.is) return refuse({ code: 'customer.not_found' })
  if (!reaches(actor, customer.is)) return refuse({ code: 'access.out_of_scope' })
  if (ticket.customerId === customer.is.id && ticket.contactId === contactId) return ok([])
  const region = ticket.region ?? customer.is.region
  const { urgency, impact, priority } = ticket
  const to = raisedBy(priorities, priority, { was: ticket, is: { urgency, impact, tier: customer.is.tier } })
  return ok([
    {
      type: 'ticket.matched',
      customerId: CustomerId.parse(customer.is.id),
      ...(contactId !== undefined && { contactId: ContactId.parse(contactId) }),
      tier: customer.is.tier,
      ...(region !== undefined && { region }),
      ...(ticket.customerId !== undefined && { was: ticket.customerId }),
      at: now,
      by: actor.id,
    },
    ...raisedTo(ticket, to, context),
  ])
}

const changeFindings = (before: Changeable, after: Changeable, { kinds, lists }: Of<'change'>): readonly Finding[] => {
  const kind = kinds.find(({ code }) => code === after.kind)
  const isOther = before.kind !== after.kind
  return [
    ...(isOther && (!kind || kind.retired) ? [block('ticket.kind_unknown', '/kind')] : []),
    ...(kind && (isOther || !isDeepStrictEqual(before.form, after.form)) ? formFindings(kind, after.form, 'partial') : []),
    ...(kind && !kind.isClaim && after.claim !== undefined ? [block('ticket.no_claim', '/claim')] : []),
    ...(before.team === after.team ? [] : listed(lists, 'team', after.team, '/team')),
    ...(before.region === after.region ? [] : listed(lists, 'region', after.region, '/region')),
    // What a ticket has it keeps, though it was retired since.
    ...after.tags.flatMap((tag, i) => (before.tags.includes(tag) ? [] : listed(lists, 'tag', tag, `/tags/${i}`))),
  ]
}

/** What a patch makes of the priority: what it says, or else what the table says of a ticket that has become more pressing. */
const prioritized = (
  { tier }: Ticket,
  { before, after }: { before: Changeable; after: Changeable },
  priorities: PriorityTable,
): Priority =>
  after.priority === before.priority
    ? raisedBy(priorities, before.priority, { was: { ...before, tier }, is: { ...after, tier } })
    : after.priority

/** A merge patch. */
export const change = (ticket: Ticket, command: Of<'change'>, context: Context): Decision => {
  const before = Changeable.strip().parse(ticket)
  const patched = Changeable.safeParse(mergePatch(before, command.patch))
  if (!patched.success)
    return refuse({
      code: 'request.invalid',
      findings: patched.error.issues.map(({ path }) => block('ticket.member_unfit', `/${path.join('/')}`)),
    })
  const after = { ...patched.data, priority: prioritized(ticket, { before, after: patched.data }, command.priorities) }
  const findings = changeFindings(before, after, command)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const priority = reprioritized(before.priority, after.priority, context)
  if (!priority.ok) return priority
  const done = { at: context.now, by: context.actor.id }
  const raised = isRaise(before.priority, after.priority)
  const { members, from, to } = changesBetween({ ...before, ...(raised && { priority: after.priority }) }, after)
  return ok([
    ...raisedTo(ticket, after.priority, context),
    ...(members.length > 0 ? [{ type: 'ticket.changed', from, to, ...done } as const] : []),
  ])
}

/** Waiting, holding, and going on. */
export const move = ({ status }: Ticket, to: LiveStatus, { now, actor }: Context): Decision => {
  if (status === to) return ok([])
  // What is over comes back by being reopened.
  if (status === 'resolved' || status === 'closed' || !canMove(status, to))
    return refuse({ code: 'ticket.move_impossible', from: status, to })
  return ok([{ type: 'ticket.moved', from: status, to, at: now, by: actor.id }])
}

/** "Who brings a ticket before somebody learns whether anybody is there." The clock goes on without: it has told the manager, and an alarm. */
export const escalate = (ticket: Ticket, { because, to }: Of<'escalate'>, { now, actor }: Context): Decision => {
  if (ticket.status === 'closed') return refuse({ code: 'ticket.closed' })
  if (because === 'person' && to === undefined) return refuse({ code: 'ticket.nobody_to_call' })
  return ok([{ type: 'ticket.escalated', level: ticket.escalation + 1, ...(to !== undefined && { to }), because, at: now, by: actor.id }])
}
