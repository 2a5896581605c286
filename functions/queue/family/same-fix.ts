import type { Context } from '../../../domain/kernel/decider.ts'
import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { TicketMessageId } from '../../../domain/kernel/ids.ts'
import { TicketEvent } from '../../../domain/tickets/events.ts'
import { isLive } from '../../../domain/tickets/moves.ts'
import type { Tickets } from '../../../domain/tickets/ports.ts'
import type { Resolution } from '../../../domain/tickets/resolution.ts'
import type { ReplyMessage } from '../../../domain/tickets/thread.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { answerApart } from '../../desk/answer-apart.ts'
import type { PairPorts } from '../../desk/change-both.ts'
import { changeTicket, type Done } from '../../desk/change-ticket.ts'
import { whereItGoesOn } from '../../desk/where-it-goes-on.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import type { Notice } from '../job.ts'

export type FamilyPorts = PairPorts & {
  readonly tickets: Tickets
  readonly event: (subjectId: string, eventId: string) => Promise<EventEnvelope | undefined>
}

/** So many are worked on at once: they are of different customers, and none waits for another. */
const atOnce = 10

type Fix = { readonly offer: string; readonly text: string; readonly resolution: Resolution; readonly context: Context }

/** Others were first too often: the queue brings it again, and what is done already is done. */
const settled = (child: string, done: Done): void => {
  if (!done.ok && (done.error.code === 'version.contended' || done.error.code === 'version.conflict'))
    throw new Failure(`${child} could not be changed: ${done.error.code}`)
}

/** What the customer of one child hears; the same offer says it once. */
const wordsFor = (child: Ticket, { offer, text, resolution, context }: Fix): ReplyMessage => ({
  kind: 'reply',
  id: TicketMessageId.parse(derivedId('ticketMessage', `${offer}:${child.id}`)),
  ticketId: child.id,
  at: context.now,
  channel: child.channel,
  text,
  attachments: [],
  author: resolution.by,
})

/** "Whoever wrote a ticket that went into one of somebody else hears it in their own thread." */
const tellApart = async (ports: FamilyPorts, ticket: Ticket, fix: Fix): Promise<void> => {
  const { context } = fix
  if (ticket.apart) settled(ticket.id, await answerApart(ports, { ticket, message: wordsFor(ticket, fix), context }))
}

const resolveOne = async (ports: FamilyPorts, named: string, fix: Fix): Promise<void> => {
  const { resolution, context } = fix
  const read = (id: string) => ports.tickets.read(id, [])
  const own = (await read(named))?.state
  // What was merged is told where it goes on.
  const found = own?.mergedInto === undefined ? own : (await whereItGoesOn(read, own.mergedInto))?.state
  // What is over is nobody's to tell.
  if (!own || !found || !isLive(found.status)) return
  await tellApart(ports, own, fix)
  const { id: child } = found
  const message = wordsFor(found, fix)
  settled(
    child,
    await changeTicket(ports, { id: child, command: () => ({ type: 'reply', message }), context, store: ports.tickets.with([message]) }),
  )
  const draft = { cause: resolution.cause, fix: resolution.fix, customerTold: true }
  // The cause is one of the incident's kind. What others still have to do for this customer keeps the ticket open.
  settled(child, await changeTicket(ports, { id: child, command: () => ({ type: 'resolve', draft, kind: undefined }), context }))
}

/** Resolves what hangs below an incident by what ended that, a few at a time. However often it is told, each customer hears it once. */
export const sameFix =
  (ports: FamilyPorts) =>
  async ({ id, subject }: Notice, context: Context): Promise<void> => {
    const told = TicketEvent.safeParse((await ports.event(subject.id, id))?.data)
    const parent = (await ports.tickets.read(subject.id, []))?.state
    if (!told.success || told.data.type !== 'ticket.fix_offered' || parent?.status !== 'resolved') return
    const fix = { offer: id, text: told.data.text, resolution: parent.resolution, context: { ...context, now: told.data.at } }
    for (let start = 0; start < parent.children.length; start += atOnce)
      await Promise.all(parent.children.slice(start, start + atOnce).map((child) => resolveOne(ports, child, fix)))
  }
