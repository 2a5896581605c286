import type { Store } from '../kernel/store.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { DeskAnswers } from './answer.ts'
import type { DeskAnswerEvent } from './events.ts'

export type DeskAnswerStore = Store<DeskAnswers | undefined, DeskAnswerEvent>

/** A ticket as it stands, nothing sealed of it opened. */
export type ReadAnswered = (ticketId: string) => Promise<Ticket | undefined>
