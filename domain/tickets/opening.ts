import { type Actor, reaches } from '../kernel/actor.ts'
import type { Context } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { ContactId, CustomerId, SurveyId, TicketId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { system } from '../kernel/system-actor.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import type { Opening, TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import { formFindings } from './form-findings.ts'
import { type LiveTicket, mostTags, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>

const isPerson = ({ id, roles }: Actor): boolean => id !== system.id && !roles.includes('integration')

/** "Of a claim we keep what it is about; of nothing else." */
const claimFindings = ({ claim, kind }: Opening): readonly Finding[] =>
  claim && kind.is && !kind.is.isClaim ? [block('ticket.no_claim', '/claim')] : []

const listFindings = ({ sorted, region, tags = [] }: Opening, lists: CodedLists): readonly Finding[] => [
  ...listed(lists, 'team', sorted.team, '/team'),
  ...listed(lists, 'region', region, '/region'),
  ...tags.flatMap((tag, i) => listed(lists, 'tag', tag, `/tags/${i}`)),
]

/**
 * "Whoever opens a ticket by hand fills in what its kind asks for; what came in by itself is completed later." What is split from
 * another is as complete as that one is.
 */
const findingsIn = (opening: Opening, actor: Actor): readonly Finding[] => {
  const { kind, form = {}, isFormCopied, lists } = opening
  if (!kind.is || kind.is.retired) return [block('ticket.kind_unknown', '/kind')]
  return [
    ...formFindings(kind.is, form, isPerson(actor) && !isFormCopied ? 'complete' : 'partial'),
    ...claimFindings(opening),
    ...(lists ? listFindings(opening, lists) : []),
  ]
}

/** Where it is worked on: as was said, or else where whoever opened it works. */
const placeOf = ({ sorted, region, customer }: Opening, { reach }: Actor) => {
  const team = sorted.team ?? (reach.kind === 'team' ? reach.team : undefined)
  const where = region ?? customer?.is?.region ?? (reach.kind === 'region' ? reach.region : undefined)
  return { ...(team !== undefined && { team }), ...(where !== undefined && { region: where }) }
}

const aboutOf = ({ customer, contactId, candidates = [], requester }: Opening) => ({
  ...(customer?.is && { customerId: CustomerId.parse(customer.is.id), tier: customer.is.tier }),
  ...(contactId !== undefined && { contactId: ContactId.parse(contactId) }),
  ...(candidates.length > 0 && { candidates: candidates.slice(0, 20).map((id) => CustomerId.parse(id)) }),
  ...(requester && (requester.name !== undefined || requester.address !== undefined) && { requester }),
})

const kinOf = ({ continues, survey, parentId, splitFrom }: Opening) => ({
  ...(continues !== undefined && { continues: TicketId.parse(continues) }),
  ...(survey !== undefined && { survey: SurveyId.parse(survey) }),
  ...(parentId !== undefined && { parentId: TicketId.parse(parentId) }),
  ...(splitFrom !== undefined && { splitFrom: TicketId.parse(splitFrom) }),
})

const ticketOf = (opening: Opening, { now, actor }: Context): LiveTicket => {
  const { id, number, channel, subject, kind, sorted, language, form = {}, claim, shipmentState, tags = [] } = opening
  return {
    id: TicketId.parse(id),
    number,
    status: 'new',
    kind: kind.code,
    subject,
    channel,
    urgency: sorted.urgency,
    impact: sorted.impact,
    priority: sorted.priority,
    tags: [...new Set([...tags, ...sorted.tags])].slice(0, mostTags),
    form,
    ...aboutOf(opening),
    ...placeOf(opening, actor),
    ...kinOf(opening),
    ...(language && { language }),
    ...(claim && { claim }),
    ...(shipmentState && { shipmentState }),
    // Whoever opens a ticket keeps an eye on it, wherever it goes.
    watchers: isPerson(actor) ? [actor.id] : [],
    openedAt: now,
    changedAt: now,
    why: [...sorted.why],
    facts: [],
    steps: [],
    escalation: 0,
    reopened: 0,
    said: [],
    children: [],
    absorbed: [],
    tasks: [],
  }
}

/** The ticket is opened; one that stands under its id already is that very ticket. */
export const open = (state: Ticket | undefined, opening: Opening, context: Context): Decision => {
  if (state) return ok([])
  const { customer, message } = opening
  if (customer && !customer.is) return refuse({ code: 'customer.not_found' })
  if (customer?.is && !reaches(context.actor, customer.is)) return refuse({ code: 'access.out_of_scope' })
  const findings = findingsIn(opening, context.actor)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const isTheirs = message !== undefined && !message.automatic
  return ok([{ type: 'ticket.opened', ticket: ticketOf(opening, context), ...(isTheirs && { message: message.id }) }])
}
