import type { CustomerGlances } from '../../domain/customers/ports.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import type { ReadPriorities } from '../../domain/priorities/ports.ts'
import type { Sorter } from '../../domain/sorting/ports.ts'
import type { AllTicketKinds } from '../../domain/ticket-kinds/ports.ts'
import type { DeadlinesOf } from '../../domain/tickets/deadlines.ts'
import { type TicketDecider, tickets, ticketsTimed } from '../../domain/tickets/decide.ts'
import type { IsInThread, TicketStore, Tickets, TicketsTogether } from '../../domain/tickets/ports.ts'

/** Deadlines by the policies and calendars as they are now. */
export type Timing = () => Promise<DeadlinesOf>

/** What whoever changes tickets works with. */
export type ChangingPorts = { readonly tickets: TicketStore; readonly timing?: Timing | undefined }
export type OpeningPorts = ChangingPorts & {
  readonly tickets: Tickets
  readonly glances: CustomerGlances
  readonly kinds: AllTicketKinds
  readonly lists: ReadLists
  readonly sort: Sorter
  readonly priorities: ReadPriorities
}
export type ReceivingPorts = OpeningPorts & { readonly isInThread: IsInThread; readonly together: TicketsTogether }

/** How tickets are decided at this moment. */
export const deciderOf = async ({ timing }: ChangingPorts): Promise<TicketDecider> => (timing ? ticketsTimed(await timing()) : tickets)
