import type { DeskStore, LastAgent, Roster } from '../../../domain/dispatch/ports.ts'
import type { ReadLists } from '../../../domain/lists/ports.ts'
import type { ReadEvent } from '../../../domain/notifications/ports.ts'
import type { TeamQueueStore } from '../../../domain/team-queues/ports.ts'
import type { TicketStore } from '../../../domain/tickets/ports.ts'
import type { TakingPorts } from '../../desk/take-next.ts'

/** What it takes to hand tickets out. */
export type DispatchPorts = TakingPorts & {
  readonly tickets: TicketStore
  readonly desks: DeskStore
  readonly roster: Roster
  readonly lastAgent: LastAgent
  readonly queues: TeamQueueStore
  readonly lists: ReadLists
  readonly event: ReadEvent
  /** Called each time that customers are found waiting with nobody there: an alarm listens to it. */
  readonly ring: (facts: { readonly team: string | undefined; readonly lack: string }) => void
}
