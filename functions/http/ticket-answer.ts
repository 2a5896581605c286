import * as z from 'zod'
import { seenBy } from '../../domain/kernel/care/care.ts'
import type { FieldClass } from '../../domain/kernel/care/field-class.ts'
import { masked } from '../../domain/kernel/care/marks.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { ClosedTicket, LiveTicket, ResolvedTicket, Ticket } from '../../domain/tickets/ticket.ts'
import { masksOnly } from './masks-only.ts'

/** What the program keeps for itself: what deadlines go by is told by the explanation of a deadline. */
const own = { facts: true, said: true, steps: true, brought: true } as const
const shown = { version: z.int() }

/** A ticket as it is answered. Members of classes that the caller does not see hold masks. */
export const TicketAnswer = masked(
  z.discriminatedUnion('status', [
    LiveTicket.omit(own).extend(shown),
    ResolvedTicket.omit(own).extend(shown),
    ClosedTicket.omit(own).extend(shown),
  ]),
)
export type TicketAnswer = z.infer<typeof TicketAnswer>

/** A ticket that holds masks already where its reader sees none of the class. */
export const readAnswer = ({ state, version }: Loaded<Ticket>): TicketAnswer => {
  const { facts: _facts, said: _said, steps: _steps, brought: _brought, ...ticket } = state
  return { ...ticket, version }
}

/** A ticket in the clear, as somebody may see it: masked, since most answers are kept for repetitions. */
export const answerOf = ({ state, version }: Loaded<Ticket>, sees: readonly FieldClass[] = masksOnly): TicketAnswer =>
  readAnswer({ state: seenBy(Ticket, state, sees), version })
