import type { OnShift } from '../../../domain/dispatch/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import { deadlinesBy } from '../../../domain/service-levels/deadlines.ts'
import { calledForRepeat } from '../../../domain/service-levels/escalation.ts'
import type { ReadServiceBook } from '../../../domain/service-levels/ports.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { calledForRepeatStep } from '../../../domain/tickets/nearing.ts'
import type { TicketStore } from '../../../domain/tickets/ports.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { changeTicket } from '../../desk/change-ticket.ts'

export type RepeatPorts = {
  readonly tickets: TicketStore
  readonly serviceBook: ReadServiceBook
  readonly onShift: OnShift
  /** The ids of a customer's complaints that were opened since. */
  readonly complaintsOf: (customerId: string, since: Instant) => Promise<readonly string[]>
  readonly nobodyThere: (ticket: { readonly id: string; readonly team: string | undefined; readonly percent: number }) => void
}

/** "Who complains again within a quarter of a year complains of us, not of a parcel." */
const memory = 90 * days

const isRepeated = async ({ complaintsOf }: RepeatPorts, { id, kind, customerId, openedAt }: Ticket): Promise<boolean> => {
  if (kind !== 'complaint' || customerId === undefined) return false
  return (await complaintsOf(customerId, later(openedAt, -memory))).some((other) => other !== id)
}

const nothing = { type: 'fall due' } as const

const commandFor = async (ports: RepeatPorts, ticket: Ticket, { now }: Context): Promise<TicketCommand> => {
  if (ticket.status === 'closed' || ticket.steps.includes(calledForRepeatStep) || !(await isRepeated(ports, ticket))) return nothing
  const { to } = calledForRepeat(ticket, await ports.onShift(ticket.team, now))
  if (to === undefined) ports.nobodyThere({ id: ticket.id, team: ticket.team, percent: 0 })
  return { type: 'escalate', because: 'repeat_complaint', to }
}

/** A ticket was opened, or its customer told apart: if they complain again, whoever is on shift hears of it now and not when it is late. */
export const repeatComplaint =
  (ports: RepeatPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const timing = async () => deadlinesBy(await ports.serviceBook())
    const done = await changeTicket(
      { tickets: ports.tickets, timing },
      { id, command: (ticket) => commandFor(ports, ticket, context), context },
    )
    if (!done.ok && done.error.code !== 'ticket.merged') throw new Error(`${id} could not be brought to anybody: ${done.error.code}`)
  }
