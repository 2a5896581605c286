import { chance } from '../rehearsal/chance.ts'
import { between } from '../rehearsal/days.ts'

/** What people do, settled by the number of the customer and the day, so that the same quarter can be played again. */

export type VisitDeed = 'hold' | 'unreachable' | 'refuse' | 'wait'
export type ReviewDeed = 'confirm' | 'change' | 'wait'
export type AnswerDeed = { readonly after: number; readonly by: 'page' | 'phone'; readonly overall: number } | undefined

/**
 * What comes of a visit that is due. `held` are the days on which there was one. A second one thirty days after another is put
 * off: whether its survey then goes out would be a matter of minutes.
 */
export const visitDeed = (number: number, today: string, held: readonly string[]): VisitDeed => {
  if (held.some((day) => between(day, today) === 30)) return 'wait'
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

/** When and how somebody answers a survey that went out on a day; undefined for who never does. */
export const answerDeed = (number: number, sentOn: string): AnswerDeed => {
  if (chance('answers', number, sentOn) > 0.55) return undefined
  const after = answeringDays[Math.floor(chance('answers after', number, sentOn) * answeringDays.length)] ?? 1
  const overall = 1 + Math.floor(Math.sqrt(chance('overall', number, sentOn)) * 5)
  return { after, by: chance('answers by', number, sentOn) < 0.3 ? 'phone' : 'page', overall }
}

export const ticksOff = (what: string, number: number, today: string): boolean => chance('tick', what, number, today) < 0.5
/** Every other colleague reads all that there is to read on Fridays. */
export const readsAll = (user: string, weekday: number): boolean => weekday === 5 && Number(user.replace(/\D/g, '')) % 2 === 0
