import * as z from 'zod'
import { hasRoom } from '../../../domain/dispatch/choose.ts'
import { onShift } from '../../../domain/dispatch/shift.ts'
import { isInHand, isWaiting } from '../../../domain/dispatch/waiting.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { UserId } from '../../../domain/kernel/ids.ts'
import { tickets as rules } from '../../../domain/tickets/decide.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import type { Notice } from '../job.ts'
import type { DispatchPorts } from './dispatch-ports.ts'
import { fillDesk } from './fill-desk.ts'
import { handOut } from './hand-out.ts'

const Assigned = z.looseObject({ from: z.looseObject({ assignee: UserId.optional() }) })

/** Who had it before it was assigned. */
const formerOf = async ({ event }: DispatchPorts, { id, subject }: Notice): Promise<string | undefined> => {
  const told = await event(subject.id, id)
  if (!told) throw new Failure(`the event ${id} is not there to be read`)
  return Assigned.parse(told.data).from.assignee
}

/**
 * "A customer who comes back does not wait for somebody who went home": what was taken up again goes back to the queue of its team,
 * unless whose it was is there and not overloaded by it. Who has no desk is left alone.
 */
const takeBack = async (ports: DispatchPorts, { id, assignee, team }: Ticket, context: Context): Promise<boolean> => {
  const desk = assignee === undefined ? undefined : (await ports.desks.load(derivedId('desk', assignee)))?.state
  if (!desk) return false
  const { limit } = desk.settings
  const load = await ports.inHand(desk.user, limit + 1)
  if (onShift(desk, context.now) && hasRoom({ desk, load: load - 1 })) return false
  const done = await execute(rules, ports.tickets, { id, command: { type: 'assign', how: 'given', team }, context })
  if (!done.ok) throw new Failure(`${id} could not be taken back: ${done.error.code}`)
  return true
}

/** Whose hands are freer by what happened: who had it before, or who has it still while it waits for others. */
const freed = async (ports: DispatchPorts, notice: Notice, ticket: Ticket): Promise<string | undefined> => {
  const former = notice.type === 'ticket.assigned' ? await formerOf(ports, notice) : ticket.assignee
  return former === ticket.assignee && isInHand(ticket) ? undefined : former
}

/** A ticket changed: if it waits it is handed out, and who had it in hand and has it no more is given the next. */
export const followTicket =
  (ports: DispatchPorts) =>
  async (notice: Notice, context: Context): Promise<void> => {
    const ticket = (await ports.tickets.load(notice.subject.id))?.state
    if (!ticket) return
    const isBack = notice.type === 'ticket.reopened' && isInHand(ticket) && (await takeBack(ports, ticket, context))
    if (isBack || isWaiting(ticket)) await handOut(ports)(ticket.id, context)
    const user = isBack ? undefined : await freed(ports, notice, ticket)
    if (user !== undefined) await fillDesk(ports)(user, context)
  }
