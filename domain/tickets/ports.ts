import type { Actor } from '../kernel/actor.ts'
import type { FieldClass } from '../kernel/care/field-class.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Change, Loaded, Store } from '../kernel/store.ts'
import type { TicketEvent } from './events.ts'
import type { TicketGlance } from './glance.ts'
import type { OpenTask } from './open-task.ts'
import type { TicketSummary } from './summary.ts'
import type { Department } from './task.ts'
import type { Delivery, NoteMessage, TicketMessage } from './thread.ts'
import type { Ticket } from './ticket.ts'
import type { TicketView } from './views.ts'

export type TicketStore = Store<Ticket | undefined, TicketEvent>
export type TicketChange = Change<Ticket | undefined, TicketEvent>

/** Messages that leave the thread of a ticket for that of another. */
export type MovedMessages = { readonly from: string; readonly to: string; readonly messages: readonly TicketMessage[] }

/** A store that keeps changes of other tickets in the very transaction of each of its own, all of them or none. */
/** Messages that are kept in the transaction of a change: those that come from another thread, and what is said in the ticket itself. */
type MessagesBeside = { readonly moved?: MovedMessages | undefined; readonly said?: readonly TicketMessage[] | undefined }

export type TicketsTogether = (others: readonly TicketChange[], beside?: MessagesBeside) => TicketStore

/** Those of the messages that are in the thread of a ticket, with all that was said. */
export type FindMessages = (ticketId: string, ids: readonly string[]) => Promise<readonly TicketMessage[]>

/** Tickets with what is said in them: `with` keeps messages in the very transaction in which the ticket changes. */
export type Tickets = TicketStore & {
  readonly with: (messages: readonly TicketMessage[]) => TicketStore
  /** Members of the classes in `sees` in the clear, and no sealed one else. */
  readonly read: (id: string, sees: readonly FieldClass[]) => Promise<Loaded<Ticket> | undefined>
}

/** The ticket that has a number. */
export type TicketByNumber = (number: string) => Promise<string | undefined>

export type Thread = {
  /** What was said in a ticket, the latest first, and behind that what was said in each of those that went into it. */
  readonly list: (
    ticketIds: readonly string[],
    page: PageRequest & { readonly sees: readonly FieldClass[] },
  ) => Promise<Result<Page<TicketMessage>, BadCursor>>
}

/** What is known of a reply on its way, and a store that keeps what has become of it, and a note on that, as its ticket changes. */
export type ReplyOnItsWay = {
  readonly delivery: Delivery | undefined
  readonly becoming: (delivery: Delivery, note: NoteMessage) => TicketStore
}
/** Undefined for what does not stand in the thread of that ticket, or not any more. */
export type FindReply = (ticketId: string, reply: { readonly id: string; readonly at: string }) => Promise<ReplyOnItsWay | undefined>

/** Whether a message stands in a thread already. */
export type IsInThread = (ticketId: string, message: Pick<TicketMessage, 'id' | 'at'>) => Promise<boolean>

/** Those of these tickets that somebody reaches. Costs one batch read, and none for whoever reaches all. */
export type ReachedTickets = (actor: Actor, ids: readonly string[]) => Promise<ReadonlySet<string>>

/** Tickets at a glance, in the order of their ids; undefined where there is none. */
export type TicketGlances = (ids: readonly string[]) => Promise<readonly (TicketGlance | undefined)[]>

export type TicketQueries = {
  readonly list: (view: TicketView, page: PageRequest) => Promise<Result<Page<TicketSummary>, BadCursor>>
  /** How many a view shows, up to `mostCounted`; `more` says that there are others. */
  readonly count: (view: TicketView) => Promise<{ readonly count: number; readonly more: boolean }>
}

/** What is still to be done, of these departments and of somebody: the next deadline first in each list, one list behind the other. */
export type TaskList = (
  asked: {
    readonly assignee?: string | undefined
    readonly departments: readonly Department[]
    /** What the table cannot tell: a task that this is false of is passed over. */
    readonly wanted: (task: OpenTask) => boolean
  },
  page: PageRequest,
) => Promise<Result<Page<OpenTask>, BadCursor>>
