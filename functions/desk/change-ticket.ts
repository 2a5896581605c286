import type { Context } from '../../domain/kernel/decider.ts'
import { type Result, refuse } from '../../domain/kernel/result.ts'
import type { ClaimTaken, Conflict, Contended, Loaded } from '../../domain/kernel/store.ts'
import type { TicketCommand, TicketRefusal } from '../../domain/tickets/commands.ts'
import type { TicketStore } from '../../domain/tickets/ports.ts'
import { reachesTicket } from '../../domain/tickets/reach.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { attempt } from '../runtime/execute.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { type ChangingPorts, deciderOf } from './desk-ports.ts'
import { hearApart } from './hear-apart.ts'

export type DeskRefusal = TicketRefusal | Conflict | Contended | ClaimTaken
export type Done = Result<Loaded<Ticket>, DeskRefusal>

export type Order = {
  readonly id: string
  /** What is wanted, given the ticket as it stands: asked again when another writer was first. */
  readonly command: (ticket: Ticket) => TicketCommand | Promise<TicketCommand>
  readonly context: Context
  readonly ifMatch?: number | undefined
  /** Where it is kept, if something is to be kept beside it should anything come of the command: a message, say. */
  readonly store?: TicketStore | undefined
}

/** Changes one ticket: reads it once, asks what is wanted of it, decides, keeps its deadlines in step and commits. */
export const changeTicket = async (ports: ChangingPorts, order: Order): Promise<Done> => {
  const { id, command, context, ifMatch, store = ports.tickets } = order
  const decider = await deciderOf(ports)
  const done = await whileOvertaken(async () => {
    const found = await store.load(id)
    if (!found?.state) return refuse({ code: 'ticket.not_found' } as const)
    // Whoever looked at another version is told so before anything is said of what they want of this one.
    const isStale = ifMatch !== undefined && ifMatch !== found.version && reachesTicket(context.actor, found.state)
    if (isStale) return refuse({ code: 'version.conflict', current: found.version } as const)
    const seen: TicketStore = { ...store, load: async () => found }
    const wanted = await command(found.state)
    if (wanted.type === 'receive' && found.state.apart)
      return hearApart({ state: found.state, version: found.version }, { command, context, decider, store })
    return attempt(decider, seen, { id, command: wanted, context, ifMatch })
  })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? { ok: true, value: { state, version } } : refuse({ code: 'ticket.not_found' })
}
