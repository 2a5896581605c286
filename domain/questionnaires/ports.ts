import type { Loaded, Store } from '../kernel/store.ts'
import type { QuestionnaireEvent } from './events.ts'
import type { EditionRef, Questionnaire } from './questionnaire.ts'

/** Keeps every edition. What ships stands at version 0 until the firm writes an edition of its own. */
export type QuestionnaireStore = Store<Questionnaire | undefined, QuestionnaireEvent>

/** An edition that was asked: the questions that answers belong to. */
export type ReadEdition = (ref: EditionRef) => Promise<Questionnaire | undefined>

/** The latest edition of each, those that ship among them. */
export type AllQuestionnaires = () => Promise<readonly Loaded<Questionnaire>[]>
