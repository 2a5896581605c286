import type { CustomerGlance } from '../../domain/customers/glance.ts'
import type { TicketChannel } from '../../domain/inbound/inbound-message.ts'
import { partQuoted } from '../../domain/inbound/mail/quoted.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { TicketId } from '../../domain/kernel/ids.ts'
import type { Language } from '../../domain/kernel/language.ts'
import { refuse } from '../../domain/kernel/result.ts'
import type { ShipmentState } from '../../domain/kernel/shipment-state.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import type { Given } from '../../domain/sorting/facts.ts'
import type { FormValues } from '../../domain/ticket-kinds/form.ts'
import { laneOf } from '../../domain/ticket-kinds/lane.ts'
import type { Claim } from '../../domain/tickets/claim.ts'
import type { Opening } from '../../domain/tickets/commands.ts'
import { mostDraws, numberOf } from '../../domain/tickets/number.ts'
import type { ReceivedMessage } from '../../domain/tickets/thread.ts'
import type { Requester } from '../../domain/tickets/ticket.ts'
import { execute } from '../runtime/execute.ts'
import type { Done } from './change-ticket.ts'
import { deciderOf, type OpeningPorts } from './desk-ports.ts'

/** What somebody writes before there is a ticket to write it in. */
export type FirstMessage = Omit<ReceivedMessage, 'ticketId'>

/** What a ticket is to be opened with. Whatever is not said, rules and the kind say. */
export type Wanted = Given & {
  readonly id: string
  /** The id was thought up for this, so nobody looks for anything under it. */
  readonly isNew?: boolean | undefined
  readonly channel: TicketChannel
  readonly subject: string
  readonly message?: FirstMessage | undefined
  readonly customerId?: string | undefined
  readonly contactId?: string | undefined
  readonly candidates?: readonly string[] | undefined
  readonly requester?: Requester | undefined
  /** What stands behind the @ of the sender's address. */
  readonly domain?: string | undefined
  readonly language?: Language | undefined
  readonly form?: FormValues | undefined
  /** The form is that of another ticket as it stands: what it lacks there it may lack here. */
  readonly isFormCopied?: boolean | undefined
  readonly claim?: Claim | undefined
  readonly region?: string | undefined
  readonly shipmentState?: ShipmentState | undefined
  readonly continues?: string | undefined
  readonly survey?: string | undefined
  readonly parentId?: string | undefined
  readonly splitFrom?: string | undefined
}

const senderOf = ({ customerId, contactId, domain }: Wanted) =>
  ({
    kind: contactId !== undefined ? 'contact' : customerId !== undefined ? 'customer' : 'unknown',
    customerId,
    contactId,
    domain,
  }) as const

const sortedBy = ({ sort }: OpeningPorts, wanted: Wanted, { customer, now }: Known & { now: Context['now'] }) => {
  const { channel, subject, message, language, form = {}, shipmentState, kind, urgency, impact, priority, team, tags } = wanted
  const given = { kind, urgency, impact, priority, team, tags }
  const said = { channel, subject, text: partQuoted(message?.text ?? '').fresh, language, lane: laneOf(form), shipmentState }
  return sort({
    on: 'opened',
    at: now,
    ...said,
    sender: senderOf(wanted),
    tier: customer?.tier,
    customerTags: customer && (customer.tags ?? []),
    given,
  })
}

type Known = { readonly customer: CustomerGlance | undefined }

/** Whether something is named that must stand in a list. What the program itself names it knows to be there. */
const namesListed = ({ team, region, tags = [] }: Wanted, { actor }: Context): boolean =>
  team !== undefined || region !== undefined || (tags.length > 0 && actor.id !== system.id)

/** Everything that the decision goes by but the number, which is drawn until one is free. */
const prepared = async (ports: OpeningPorts, wanted: Wanted, context: Context, { customer }: Known): Promise<Omit<Opening, 'number'>> => {
  const [sorted, kinds, lists] = await Promise.all([
    sortedBy(ports, wanted, { customer, now: context.now }),
    ports.kinds(),
    namesListed(wanted, context) ? ports.lists() : undefined,
  ])
  const { isNew: _isNew, domain: _domain, customerId, message, urgency: _urgency, impact: _impact, priority: _priority, ...rest } = wanted
  const code = sorted.kind ?? wanted.kind ?? ''
  return {
    ...rest,
    kind: { code, is: kinds.find(({ state }) => state.code === code)?.state },
    sorted,
    ...(lists && { lists }),
    ...(customerId !== undefined && { customer: { wanted: customerId, is: customer } }),
    ...(message && { message: { ...message, ticketId: TicketId.parse(wanted.id) } }),
  }
}

/**
 * Opens a ticket, with the message that it is opened by in the same transaction. Asked for again under the same id it is the same
 * ticket. A number that another ticket has is no matter: the next one is drawn.
 */
export const openTicket = async (ports: OpeningPorts, wanted: Wanted, context: Context): Promise<Done> => {
  const { id, isNew, customerId } = wanted
  const [decider, [customer]] = await Promise.all([deciderOf(ports), customerId === undefined ? [undefined] : ports.glances([customerId])])
  const opening = await prepared(ports, wanted, context, { customer })
  const store = opening.message ? ports.tickets.with([opening.message]) : ports.tickets
  for (let draw = 0; ; draw += 1) {
    const number = numberOf(id, { openedAt: context.now, draw })
    const done = await execute(decider, store, { id, command: { type: 'open', opening: { ...opening, number } }, context, isNew })
    const isTaken = !done.ok && done.error.code === 'claim.taken' && done.error.field === 'number'
    if (isTaken && draw + 1 < mostDraws) continue
    if (!done.ok) return done
    const { state, version } = done.value
    return state ? { ok: true, value: { state, version } } : refuse({ code: 'ticket.not_found' })
  }
}
