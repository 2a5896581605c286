import type { OnShift } from '../../../domain/dispatch/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import { deadlinesBy } from '../../../domain/service-levels/deadlines.ts'
import { calledAtOnce } from '../../../domain/service-levels/escalation.ts'
import type { ReadServiceBook } from '../../../domain/service-levels/ports.ts'
import { complaintCodes } from '../../../domain/ticket-kinds/complaints.ts'
import type { AllTicketKinds } from '../../../domain/ticket-kinds/ports.ts'
import type { TicketCommand } from '../../../domain/tickets/commands.ts'
import { calledForRepeatStep } from '../../../domain/tickets/nearing.ts'
import type { TicketStore } from '../../../domain/tickets/ports.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { changeTicket } from '../../desk/change-ticket.ts'

export type RepeatPorts = {
  readonly tickets: TicketStore
  readonly serviceBook: ReadServiceBook
  readonly onShift: OnShift
  readonly kinds: AllTicketKinds
  /** The ids of a customer's complaints that were opened since. */
  readonly complaintsOf: (customerId: string, since: Instant) => Promise<readonly string[]>
  readonly nobodyThere: (ticket: { readonly id: string; readonly team: string | undefined; readonly percent: number }) => void
}

/** "Who complains again within a quarter of a year complains of us, not of a parcel." */
const memory = 90 * days

const isComplaint = async ({ kinds }: RepeatPorts, { kind }: Ticket): Promise<boolean> =>
  complaintCodes((await kinds()).map(({ state }) => state)).has(kind)

const isRepeated = async (ports: RepeatPorts, ticket: Ticket): Promise<boolean> => {
  const { id, customerId, openedAt } = ticket
  if (customerId === undefined || !(await isComplaint(ports, ticket))) return false
  return (await ports.complaintsOf(customerId, later(openedAt, -memory))).some((other) => other !== id)
}

const nothing = { type: 'fall due' } as const

const commandFor = async (ports: RepeatPorts, ticket: Ticket, { now }: Context): Promise<TicketCommand> => {
  if (ticket.status === 'closed' || ticket.steps.includes(calledForRepeatStep) || !(await isRepeated(ports, ticket))) return nothing
  const { to } = calledAtOnce(ticket, await ports.onShift(ticket.team, now))
  if (to === undefined) ports.nobodyThere({ id: ticket.id, team: ticket.team, percent: 0 })
  return { type: 'escalate', because: 'repeat_complaint', to }
}

/** A ticket was opened, or became one of another kind, or its customer was told apart: if they complain again, whoever is on shift hears of it now and not when it is late. */
export const repeatComplaint =
  (ports: RepeatPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const timing = async () => deadlinesBy(await ports.serviceBook())
    const done = await changeTicket(
      { tickets: ports.tickets, timing },
      { id, command: (ticket) => commandFor(ports, ticket, context), context },
    )
    if (!done.ok && done.error.code !== 'ticket.merged') throw new Failure(`${id} could not be brought to anybody: ${done.error.code}`)
  }
