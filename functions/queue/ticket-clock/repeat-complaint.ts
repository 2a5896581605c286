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

type Complaint = { readonly id: string; readonly openedAt: Instant }

export type RepeatPorts = {
  readonly tickets: TicketStore
  readonly serviceBook: ReadServiceBook
  readonly onShift: OnShift
  readonly kinds: AllTicketKinds
  /** A customer's complaints that were opened since. */
  readonly complaintsOf: (customerId: string, since: Instant) => Promise<readonly Complaint[]>
  readonly nobodyThere: (ticket: { readonly id: string; readonly team: string | undefined; readonly percent: number }) => void
}

/** "Who complains again within a quarter of a year complains of us, not of a parcel." */
const memory = 90 * days

/** "The first is never the repeat", however late anybody looks at it. Of two of the same moment it is the one with the smaller id. */
const cameBefore = (one: Complaint, other: Complaint): boolean =>
  one.openedAt < other.openedAt || (one.openedAt === other.openedAt && one.id < other.id)

const earlierOf = (one: Complaint | undefined, other: Complaint): Complaint => (one && cameBefore(one, other) ? one : other)

const isComplaint = async ({ kinds }: RepeatPorts, { kind }: Ticket): Promise<boolean> =>
  complaintCodes((await kinds()).map(({ state }) => state)).has(kind)

/** The complaints of its customer around a ticket: those in whose memory it came, and the one that came next in its own. None for one that is no complaint. */
const around = async (ports: RepeatPorts, ticket: Ticket) => {
  const { customerId, openedAt } = ticket
  if (customerId === undefined || !(await isComplaint(ports, ticket))) return { before: [], next: undefined }
  const found = await ports.complaintsOf(customerId, later(openedAt, -memory))
  const behind = found.filter((other) => cameBefore(ticket, other) && other.openedAt <= later(openedAt, memory))
  return { before: found.filter((other) => cameBefore(other, ticket)), next: behind.reduce<Complaint | undefined>(earlierOf, undefined) }
}

const nothing = { type: 'fall due' } as const

const commandFor = async (ports: RepeatPorts, ticket: Ticket, { now }: Context): Promise<TicketCommand> => {
  if (ticket.status === 'closed' || ticket.steps.includes(calledForRepeatStep)) return nothing
  const { before } = await around(ports, ticket)
  if (before.length === 0) return nothing
  const { to } = calledAtOnce(ticket, await ports.onShift(ticket.team, now))
  if (to === undefined) ports.nobodyThere({ id: ticket.id, team: ticket.team, percent: 0 })
  return { type: 'escalate', because: 'repeat_complaint', to }
}

const look = async (ports: RepeatPorts, id: string, context: Context): Promise<Ticket | undefined> => {
  const timing = async () => deadlinesBy(await ports.serviceBook())
  const done = await changeTicket(
    { tickets: ports.tickets, timing },
    { id, command: (ticket) => commandFor(ports, ticket, context), context },
  )
  if (!done.ok && done.error.code !== 'ticket.merged') throw new Failure(`${id} could not be brought to anybody: ${done.error.code}`)
  return done.ok ? done.value.state : undefined
}

/**
 * A ticket was opened, or became one of another kind, or its customer was told apart: if they complain again, whoever is on shift hears of
 * it now and not when it is late. One that became a complaint after a younger one was opened makes that one the repeat.
 */
export const repeatComplaint =
  (ports: RepeatPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const ticket = await look(ports, id, context)
    const { next } = ticket ? await around(ports, ticket) : { next: undefined }
    if (next) await look(ports, next.id, context)
  }
