import type { Store } from '../kernel/store.ts'
import type { AutoAnswers } from './auto-answers.ts'
import type { AutoAnswersEvent } from './events.ts'

/** There is one, under this id. */
export const autoAnswersId = 'auto_answers'
export type AutoAnswersStore = Store<AutoAnswers | undefined, AutoAnswersEvent>

/** How the desk answers by itself just now. */
export type ReadAutoAnswers = () => Promise<AutoAnswers>
