import { between, plus } from '../rehearsal/days.ts'
import type { Customer, Firm } from './firm.ts'
import { type Entry, isAskedAbout } from './journal.ts'

/**
 * What must have happened, worked out from the firm's cadences and from what people did, by rules written down here a second
 * time. It is a ledger of reviews, visits and surveys alone.
 */

const daysToEscalation = 14
const [daysToRetry, tries] = [3, 3]
const [daysToReminder, daysToExpiry, daysOfRest] = [3, 14, 30]

type Span = { readonly first: string; readonly last: string }
type Add = (type: string, day: string) => void

const reviews = ({ reviewDays }: { reviewDays: number }, done: readonly Entry[], { first, last }: Span, add: Add): void => {
  add('review.scheduled', first)
  const passes = (dueOn: string, until: string): void => {
    if (dueOn <= until) add('review.fell_due', dueOn)
    if (plus(dueOn, daysToEscalation) <= until) add('review.escalated', plus(dueOn, daysToEscalation))
  }
  let since = first
  for (const { day } of done) {
    passes(plus(since, reviewDays), day)
    add('review.confirmed', day)
    since = day
  }
  passes(plus(since, reviewDays), last)
}

const ends = { hold: 'visit.held', unreachable: 'visit.unreachable', refuse: 'visit.refused' } as const

const visits = ({ visitDays }: { visitDays: number }, made: readonly Entry[], { first, last }: Span, add: Add): void => {
  add('visit.planned', first)
  let [dueOn, attempt] = [plus(first, visitDays), 1]
  for (const { day, kind, did } of made) {
    if (kind !== 'visit') continue
    add('visit.fell_due', dueOn)
    add(ends[did], day)
    add('visit.planned', day)
    const again = did === 'unreachable' && attempt < tries
    attempt = again ? attempt + 1 : 1
    dueOn = plus(day, again ? daysToRetry : visitDays)
  }
  if (dueOn <= last) add('visit.fell_due', dueOn)
}

/** `askedAbout`: what each of them is about, in its order. */
const surveys = (askedAbout: readonly Entry[], answers: readonly Entry[], { last }: Span, add: Add): void => {
  let lastSent: string | undefined
  for (const { day } of askedAbout) {
    add('survey.scheduled', day)
    const sendOn = plus(day, 1)
    if (sendOn > last) continue
    if (lastSent !== undefined && between(lastSent, sendOn) < daysOfRest) {
      add('survey.suppressed', sendOn)
      continue
    }
    add('survey.sent', sendOn)
    lastSent = sendOn
    const answered = answers.find((one) => one.day > sendOn && one.day < plus(sendOn, daysToExpiry))?.day
    const isOpenOn = (on: string): boolean => on <= last && (answered === undefined || answered > on)
    if (answered !== undefined) add('survey.answered', answered)
    if (isOpenOn(plus(sendOn, daysToReminder))) add('survey.reminded', plus(sendOn, daysToReminder))
    if (isOpenOn(plus(sendOn, daysToExpiry))) add('survey.expired', plus(sendOn, daysToExpiry))
  }
}

/** The kinds of event that the model knows, all of them. */
export const modelled = /^(review|visit|survey)\./

export const expectedOf = (firm: Firm, entries: readonly Entry[], span: Span): ReadonlyMap<string, number> => {
  const ledger = new Map<string, number>()
  const byNumber = Map.groupBy(entries, ({ number }) => number)
  const expect = ({ number, tier }: Customer): void => {
    const add: Add = (type, day) => {
      const key = `c${number} | ${type} | ${day}`
      ledger.set(key, (ledger.get(key) ?? 0) + 1)
    }
    const did = byNumber.get(number) ?? []
    const made = did.filter(({ kind }) => kind === 'visit')
    const done = did.filter(({ kind }) => kind === 'review')
    reviews(firm.pace.cadences[tier], done, span, add)
    visits(firm.pace.cadences[tier], made, span, add)
    const answers = did.filter(({ kind }) => kind === 'answer')
    surveys(did.filter(isAskedAbout), answers, span, add)
  }
  firm.customers.forEach(expect)
  return ledger
}
