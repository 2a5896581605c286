import { type InboundCommand, inbounds } from '../../../domain/inbound/decide.ts'
import type { InboundRoute } from '../../../domain/inbound/inbound.ts'
import type { ToldApart } from '../../../domain/inbound/sender.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { TicketId } from '../../../domain/kernel/ids.ts'
import { openAsItCame } from '../../desk/open-as-it-came.ts'
import { receiveMessage, type Taken } from '../../desk/receive-message.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import { findSender } from './find-sender.ts'
import { findTicket, NotYet } from './find-ticket.ts'
import { isHasty } from './pace.ts'
import type { InboundPorts, Waiting } from './ports.ts'
import { saidIn, threadMessage, wantedFor } from './wanted.ts'

const order = async ({ inbound }: InboundPorts, id: string, { command, context }: { command: InboundCommand; context: Context }) => {
  const done = await execute(inbounds, inbound, { id, command, context })
  if (!done.ok) throw new Failure(`${id} could not be brought on: ${done.error.code}`)
  return done.value.state
}

type At = { readonly waiting: Waiting; readonly told: ToldApart; readonly context: Context }

/** Its own ticket has an id that follows from its own, so that it is opened once however often it is tried. */
const ownTicket = ({ id }: Waiting): TicketId => TicketId.parse(derivedId('ticket', id))

/** Where it goes: to the ticket that it belongs to, on with the chat that it is a part of, or to one of its own. */
const routeFor = async (ports: InboundPorts, { waiting, told, context }: At): Promise<InboundRoute> => {
  const { id, message } = waiting
  const own = ownTicket(waiting)
  const found = await findTicket(ports, ports.desk.tickets, { id, message, told, now: context.now })
  if (found !== undefined) return { ticketId: TicketId.parse(found), by: 'append' }
  if (message.channel !== 'wechat') return { ticketId: own, by: 'open' }
  const { conversations } = ports
  const ticketId = await conversations.begin(await conversations.placeOf(message.from.address), own)
  return ticketId === own ? { ticketId: own, by: 'open' } : { ticketId: TicketId.parse(ticketId), by: 'append' }
}

const route = async (ports: InboundPorts, found: InboundRoute, { waiting, context }: At) => {
  const hasty = await isHasty(ports.countMails, waiting.message, { route: found, now: context.now })
  return order(ports, waiting.id, { command: { type: 'route', ...found, hasty }, context })
}

/** What came in haste is kept like any other, and taken for a machine's, which nothing answers. */
const asWritten = (waiting: Waiting): Waiting =>
  waiting.route?.hasty ? { ...waiting, message: { ...waiting.message, automatic: true } } : waiting

const act = async (ports: InboundPorts, route: InboundRoute, { waiting, told, context }: At): Promise<Taken> => {
  const said = saidIn(waiting.message, await ports.inbound.content(waiting.id))
  const message = threadMessage(waiting, said)
  const opening = wantedFor(waiting, said, told)
  if (route.by === 'append') return receiveMessage(ports.desk, { ticketId: route.ticketId, message, opening }, context)
  const done = await openAsItCame(ports.desk, { ...opening, id: route.ticketId, message }, context)
  return done.ok ? { ok: true, value: { as: 'opened', ticket: done.value } } : done
}

/** The chat goes on where its last message is. */
const keepChat = async (
  { conversations }: InboundPorts,
  { message }: Waiting,
  { from, to }: { from: string; to: string },
): Promise<void> => {
  if (message.channel === 'wechat' && from !== to) await conversations.move(await conversations.placeOf(message.from.address), to)
}

const bring = async (ports: InboundPorts, route: InboundRoute, at: At): Promise<void> => {
  const { waiting, context } = at
  const done = await act(ports, route, at)
  // Whoever began the chat has not opened its ticket yet.
  if (!done.ok && done.error.code === 'ticket.not_found') throw new NotYet(`${route.ticketId} is not there yet`)
  if (!done.ok) throw new Failure(`${waiting.id} could not be brought to ${route.ticketId}: ${done.error.code}`)
  const { as, ticket } = done.value
  const ticketId = ticket.state.id
  await keepChat(ports, waiting, { from: route.ticketId, to: ticketId })
  await ports.placeFiles(waiting.message.attachments, { ticketId, inbound: waiting.id, context })
  await order(ports, waiting.id, { command: { type: 'take', ticketId, as }, context })
}

/** What came just before, such as the first words of a chat, is there in a moment; after that the queue brings this one again. */
const [tries, wait] = [8, 250]

const whileNotYet = async <Value>({ pause }: Pick<InboundPorts, 'pause'>, run: () => Promise<Value>): Promise<Value> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof NotYet) || attempt === tries) throw error
      await pause(wait)
    }
  }
}

/**
 * Takes in something that came in: finds whose it is and where it belongs, brings it to that one ticket and notes that it is there.
 * However often it is called, in whatever company, and wherever it was broken off, it ends there and nowhere else.
 */
export const takeIn = (ports: InboundPorts, id: string, context: Context): Promise<void> =>
  whileNotYet(ports, () => takeInOnce(ports, id, context))

const takeInOnce = async (ports: InboundPorts, id: string, context: Context): Promise<void> => {
  const waiting = (await ports.inbound.load(id))?.state
  if (waiting?.status !== 'received') return
  const told = await findSender(ports, waiting.message)
  const at = { waiting, told, context }
  const found = waiting.route ?? (await routeFor(ports, at))
  if (waiting.message.automatic && !waiting.message.notice && found.by === 'open') {
    await order(ports, id, { command: { type: 'ignore', why: 'automatic' }, context })
    return
  }
  const routed = waiting.route ? waiting : await route(ports, found, at)
  if (routed?.status !== 'received' || !routed.route) return
  await bring(ports, routed.route, { ...at, waiting: asWritten(routed) })
}

/** A call of whose end nobody has told: what is known of it comes in. */
export const callDue = async (ports: Pick<InboundPorts, 'inbound'>, id: string, context: Context): Promise<void> => {
  const done = await execute(inbounds, ports.inbound, { id, command: { type: 'fall due' }, context })
  if (!done.ok) throw new Failure(`${id} could not fall due: ${done.error.code}`)
}
