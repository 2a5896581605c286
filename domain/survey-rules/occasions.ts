import type { Fact } from './fact.ts'

/** The kinds of record whose events may have somebody asked: the job hears of them. A noun that comes later is added here. */
export const occasionKinds = ['customer', 'visit', 'ticket'] as const

/** What holds of an event whatever a rule says: what it must say, and what happens to its record that makes the survey pointless. */
type Occasion = { readonly when: readonly Fact[]; readonly cancelledBy: readonly string[] }

const anything: Occasion = { when: [], cancelledBy: [] }

/** A ticket that is worked on again, or went into another, is not over. */
const takenUpAgain = ['ticket.reopened', 'ticket.merged']

/**
 * "Who was helped is asked how it was: never because of spam, of what went into another ticket, or of what closed by itself, and
 * not while it goes on." All other events of a ticket happen while somebody works on it, or say nothing of its end.
 */
/** What was done because somebody was dissatisfied would else be asked about in its turn, and so on for ever. */
const ofNoSurvey: Fact = { pointer: '/recovery', noneOf: [true] }

const ofTickets: Readonly<Record<string, Occasion>> = {
  'ticket.resolved': { when: [ofNoSurvey], cancelledBy: takenUpAgain },
  'ticket.closed': { when: [{ pointer: '/closed/reason', oneOf: ['confirmed'] }, ofNoSurvey], cancelledBy: takenUpAgain },
}

const kindOf = (eventType: string): string => eventType.split('.')[0] ?? ''

/** What holds of an event; undefined where nobody is ever asked about it. */
export const occasionOf = (eventType: string): Occasion | undefined => {
  const kind = kindOf(eventType)
  if (kind === 'ticket') return ofTickets[eventType]
  return occasionKinds.some((one) => one === kind) ? anything : undefined
}

/** Whether two events happen to records of the same kind. */
export const happenAlike = (one: string, other: string): boolean => kindOf(one) === kindOf(other)
