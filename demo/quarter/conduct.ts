import { chance } from '../rehearsal/chance.ts'
import { between } from '../rehearsal/days.ts'

/** What people do, settled by the number of the customer and the day, so that the same quarter can be played again. */

export type VisitDeed = 'hold' | 'unreachable' | 'refuse' | 'wait'
export type ReviewDeed = 'confirm' | 'change' | 'wait'
export type TicketDeed = 'resolve' | 'wait'
export type SuggestionDeed = 'accept' | 'decline' | 'finish' | 'tell' | 'wait'
/** What is said to a survey, by the keys of its questions. */
export type Said = Readonly<Record<string, number | string>>
export type AnswerDeed = { readonly after: number; readonly by: 'page' | 'phone'; readonly answers: Said } | undefined

/**
 * Thirty days after another thing that is asked about, or on the same day: whether both surveys then go out would be a matter of
 * minutes, so nothing is done that is asked about.
 */
const isTooClose = (today: string, asked: readonly string[]): boolean => asked.some((day) => [0, 30].includes(between(day, today)))

/** What comes of a visit that is due. `asked` are the days on which something happened that the customer is asked about. */
export const visitDeed = (number: number, today: string, asked: readonly string[]): VisitDeed => {
  if (isTooClose(today, asked)) return 'wait'
  const drawn = chance('visit', number, today)
  if (drawn < 0.35) return 'wait'
  if (drawn < 0.82) return 'hold'
  return drawn < 0.94 ? 'unreachable' : 'refuse'
}

export const satisfactionAt = (number: number, today: string): number => 1 + Math.floor(chance('satisfied', number, today) * 5)
export const promises = (number: number, today: string): boolean => chance('promise', number, today) < 0.2

/** Half of the customers are looked after by people who see to a review; with the others it is left to the manager. */
export const reviewDeed = (number: number, today: string, status: 'due' | 'escalated'): ReviewDeed => {
  const isCareful = chance('careful', number) < 0.5
  if (status === 'due' && !isCareful) return 'wait'
  const drawn = chance('review', number, today)
  if (drawn < 0.6) return 'wait'
  return drawn < 0.92 ? 'confirm' : 'change'
}

/** Neither on the day on which somebody is reminded nor on that on which it is over, where it would be a matter of minutes. */
const answeringDays = [1, 1, 2, 4, 5, 8, 11] as const

const wishes = ['周五下午也请安排提货', 'Please put the container number on the invoice', '希望仓库晚上也能收货'] as const

/** What somebody says of a visit goes by the firm's own questionnaire, of a ticket by the one that ships. */
const saidOf = (number: number, sentOn: string, ofVisit: boolean): Said => {
  const draw = (what: string): number => chance(what, number, sentOn)
  const comment = wishes[Math.floor(draw('comment') * wishes.length * 4)]
  return {
    overall: 1 + Math.floor(Math.sqrt(draw('overall')) * 5),
    ...(draw('timeliness') < 0.6 && { timeliness: 1 + Math.floor(draw('how timely') * 5) }),
    ...(ofVisit && { recommend: Math.floor(Math.sqrt(draw('recommend')) * 11) }),
    ...(ofVisit && draw('effort') < 0.8 && { effort: 1 + Math.floor(draw('how easy') * 7) }),
    ...(comment !== undefined && { comment }),
  }
}

/** When and how somebody answers a survey that went out on a day; undefined for who never does. */
export const answerDeed = (number: number, sentOn: string, ofVisit: boolean): AnswerDeed => {
  if (chance('answers', number, sentOn) > 0.55) return undefined
  const after = answeringDays[Math.floor(chance('answers after', number, sentOn) * answeringDays.length)] ?? 1
  return { after, by: chance('answers by', number, sentOn) < 0.3 ? 'phone' : 'page', answers: saidOf(number, sentOn, ofVisit) }
}

/** Whether a customer calls about a matter on a day; `calls` is how many do of those who have none open. */
export const callsIn = (calls: number, number: number, today: string): boolean => chance('calls', number, today) < calls

/** What comes of a ticket, from the day after it was opened. */
export const ticketDeed = (number: number, today: string, asked: readonly string[]): TicketDeed =>
  chance('ticket', number, today) < 0.7 && !isTooClose(today, asked) ? 'resolve' : 'wait'

/** The next step with a suggestion; all of one customer that stand alike go alike. */
export const suggestionDeed = (number: number, today: string, state: string): SuggestionDeed => {
  const drawn = chance('suggestion', number, today, state)
  if (drawn < 0.5) return 'wait'
  if (state === 'received') return drawn < 0.8 ? 'accept' : 'decline'
  return state === 'accepted' ? 'finish' : 'tell'
}

export const ticksOff = (what: string, number: number, today: string): boolean => chance('tick', what, number, today) < 0.5
/** Every other colleague reads all that there is to read on Fridays. */
export const readsAll = (user: string, weekday: number): boolean => weekday === 5 && Number(user.replace(/\D/g, '')) % 2 === 0
