import type { Store } from '../kernel/store.ts'
import type { DeskAnswers } from './answer.ts'
import type { DeskAnswerEvent } from './events.ts'

/** By the id of the ticket. */
export type DeskAnswerStore = Store<DeskAnswers | undefined, DeskAnswerEvent>
