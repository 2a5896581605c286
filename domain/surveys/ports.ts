import type { Anchor } from '../kernel/actor.ts'
import type { SurveyId } from '../kernel/ids.ts'
import type { Language } from '../kernel/language.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { SurveyEvent } from './events.ts'
import type { Asked, Later, Survey } from './survey.ts'
import type { Turn } from './turn.ts'

export type SurveyStore = Store<Survey | undefined, SurveyEvent>

/** Who may ask somebody takes their turn with it. */
export type AskingStore = SurveyStore & {
  /**
   * The store for a change that was decided on when somebody was last asked: it is a conflict when somebody else has asked
   * them since, so that of any number of surveys one goes out.
   */
  readonly asking: (turns: readonly Turn[]) => SurveyStore
  /** The store for a change by which somebody turns out not to have been asked: their turn is given back, if it is still that of this survey. */
  readonly givingBack: SurveyStore
  /** The turns of whoever is asked, none where there is nobody: an individual may be a contact as well, with an address of their own in both places. */
  readonly turnsOf: (asked: Asked | undefined) => Promise<readonly Turn[]>
}

export type SurveyQueries = {
  /** The surveys of a customer or of a contact, the latest first. A page may be short when only some of them are wanted. */
  readonly of: (askedId: string, wanted: (survey: Survey) => boolean, page: PageRequest) => Promise<Result<Page<Loaded<Survey>>, BadCursor>>
  /** Those of one status that came about in these months, of customers looked after so when they were asked; the latest first. */
  readonly inState: (
    wanted: Anchor & { readonly status: Survey['status']; readonly months: readonly string[] },
    page: PageRequest,
  ) => Promise<Result<Page<Loaded<Survey>>, BadCursor>>
  /** Those that something which happens to a subject may make pointless, however far they have come. */
  readonly waitingFor: (subjectId: string) => Promise<readonly string[]>
}

/** Somebody at a customer who may be asked. */
type Respondent = { readonly contactId: string; readonly role: string; readonly since: string; readonly hasMailbox: boolean }

export type Respondents = {
  /** Whether a survey can go to somebody: by mail, which alone it is written for, or only if a colleague calls. */
  readonly reach: (asked: Asked) => Promise<'mail' | 'call' | 'none'>
  /** Who is at a customer today. */
  readonly at: (customerId: string) => Promise<readonly Respondent[]>
  /** The language that somebody, or else their firm, is spoken to in, where one is known. */
  readonly language: (customerId: string, contactId: string | undefined) => Promise<Language | undefined>
}

/** Of a ticket: the survey whose bad score it is to see to, and whether anybody has it or has ended it; undefined where there is no ticket. */
export type ReadRecovery = (ticketId: string) => Promise<{ readonly survey?: SurveyId; readonly isSeenTo: boolean } | undefined>

/** What happened to a subject behind one of its events, in the order of time; of a long story the last few hundred events. */
export type LaterEvents = (subjectId: string, eventId: string) => Promise<readonly Later[]>
