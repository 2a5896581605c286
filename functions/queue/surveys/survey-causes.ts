import type { Survey } from '../../../domain/surveys/survey.ts'
import { derivedId } from '../../runtime/derived-id.ts'

/** By what name something is asked for because of a survey, so that it is done once. */
export const causeOf = ({ id }: Pick<Survey, 'id'>, what: 'invitation' | 'reminder' | 'recovery'): string => `survey:${id}:${what}`

/** The ticket that sees to a bad score: its id follows from the survey, so that there is one. */
export const recoveryTicketOf = ({ id }: Pick<Survey, 'id'>): string => derivedId('ticket', `recovery:${id}`)

/** The survey that a mail asks somebody to answer; undefined where it was sent for anything else. */
export const askedFor = (cause: string): string | undefined =>
  /^survey:(?<survey>svy_[^:]+):(?:invitation|reminder)$/.exec(cause)?.groups?.['survey']
