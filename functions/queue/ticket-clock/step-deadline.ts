import { isDeepStrictEqual } from 'node:util'
import type { OnShift } from '../../../domain/dispatch/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { instantAt } from '../../../domain/kernel/instant.ts'
import { type DueStep, deadlinesBy, dueSteps, stepName } from '../../../domain/service-levels/deadlines.ts'
import { calledAt } from '../../../domain/service-levels/escalation.ts'
import type { ServiceBook } from '../../../domain/service-levels/policy.ts'
import type { ReadServiceBook } from '../../../domain/service-levels/ports.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import type { Nearing } from '../../../domain/tickets/nearing.ts'
import type { TicketStore } from '../../../domain/tickets/ports.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { changeTicket } from '../../desk/change-ticket.ts'

export type SteppingPorts = {
  readonly tickets: TicketStore
  readonly serviceBook: ReadServiceBook
  readonly onShift: OnShift
  /** Rings: a ticket is late, and there is nobody to be called. Told before it is written down, so that no crash keeps it quiet. */
  readonly nobodyThere: (ticket: { readonly id: string; readonly team: string | undefined; readonly percent: number }) => void
}

const nearingOf = ({ clock, share }: DueStep): Nearing => ({
  deadline: clock.clock,
  percent: share,
  ...(clock.due !== undefined && { due: instantAt(clock.due) }),
  step: stepName(clock, share),
})

const furthest = (steps: readonly DueStep[]) => Math.max(...steps.map(({ share }) => share))

const nearing = async (
  { onShift, nobodyThere }: SteppingPorts,
  { ticket, steps }: { readonly ticket: Ticket; readonly steps: readonly DueStep[] },
  { now }: Context,
): Promise<TicketCommand> => {
  const { id, team } = ticket
  const percent = furthest(steps)
  const latest = steps.find(({ share }) => share === percent)
  const call = latest && calledAt(latest.share, ticket, await onShift(team, now))
  if (call && call.to === undefined) nobodyThere({ id, team, percent })
  return { type: 'near', nearings: steps.map(nearingOf), call }
}

/** What is to be done about a ticket as it stands: how late it is is told, or its deadlines are others by now, or it is to be closed. */
const commandFor = async (
  ports: SteppingPorts,
  { ticket, book }: { ticket: Ticket; book: ServiceBook },
  context: Context,
): Promise<TicketCommand> => {
  const steps = dueSteps(ticket, book, Date.parse(context.now))
  if (steps.length > 0) return nearing(ports, { ticket, steps }, context)
  return isDeepStrictEqual(ticket.deadlines, deadlinesBy(book)(ticket)) ? { type: 'fall due' } : { type: 'reschedule' }
}

/**
 * A ticket whose time has come, decided anew from what it is now: whoever is to know is told once for each step, however often the
 * message comes. What was merged into another is no one's any more.
 */
export const stepDeadline =
  (ports: SteppingPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const book = await ports.serviceBook()
    const changing = { tickets: ports.tickets, timing: async () => deadlinesBy(book) }
    const done = await changeTicket(changing, { id, command: (ticket) => commandFor(ports, { ticket, book }, context), context })
    if (!done.ok && done.error.code !== 'ticket.merged') throw new Failure(`${id} could not be looked after: ${done.error.code}`)
  }
