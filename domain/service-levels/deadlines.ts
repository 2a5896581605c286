import { instantAt } from '../kernel/instant.ts'
import type { Deadline, Deadlines } from '../tickets/deadlines.ts'
import { type Clock, clocksOf, type Share, type Step } from './clocks.ts'
import type { History } from './phases.ts'
import type { ClockName, ServiceBook } from './policy.ts'

/** A ticket as far as its deadlines go: `steps` are those that were taken, each by its name. */
type Watched = History & { readonly steps: readonly string[] }

/** What a step of a round of a clock is known by once it is taken. A due time that moves does not have it taken twice. */
export const stepName = ({ clock, round }: Pick<Clock, 'clock' | 'round'>, share: Share): string => `${clock}:${round}:${share}`

/** The steps of a clock that nobody has been told of: those above the highest that was taken. */
const untaken = (clock: Clock, taken: readonly string[]): readonly Step[] => {
  const last = clock.steps.findLastIndex(({ share }) => taken.includes(stepName(clock, share)))
  return clock.steps.slice(last + 1)
}

export type DueStep = Step & { readonly clock: Clock }

/** "Who is late is told how late they are, once": of each clock the furthest step that has come and was not taken. */
export const dueSteps = (watched: Watched, book: ServiceBook, now: number): readonly DueStep[] =>
  clocksOf(watched, book, now).flatMap((clock) => {
    const step = untaken(clock, watched.steps).findLast(({ at }) => at <= now)
    return step ? [{ ...step, clock }] : []
  })

const deadlineIn = (clocks: readonly Clock[], name: ClockName): Deadline | undefined => {
  const clock = clocks.findLast((one) => one.clock === name)
  if (clock?.target === undefined) return undefined
  const { due, until } = clock
  return { ...(due !== undefined && { due: instantAt(due) }), ...(until !== undefined && { metAt: instantAt(until) }) }
}

/**
 * The deadlines of a ticket, as they are kept beside it. They follow from its facts alone: when they are worked out makes no
 * difference until something happens to it.
 */
export const deadlinesBy =
  (book: ServiceBook) =>
  (watched: Watched): Deadlines | undefined => {
    const clocks = clocksOf(watched, book, 0)
    const whole = clocks.at(-1)
    if (!whole) return undefined
    const [first, next, resolution] = [deadlineIn(clocks, 'first'), deadlineIn(clocks, 'next'), deadlineIn(clocks, 'resolution')]
    const steps = clocks.flatMap((clock) => untaken(clock, watched.steps).map(({ at }) => at))
    const { policy, calendar } = whole.inForce
    return {
      policy: policy.code,
      calendar: calendar.code,
      editions: { policy: policy.edition, calendar: calendar.edition },
      ...(first && { first }),
      ...(next && { next }),
      ...(resolution && { resolution }),
      ...(steps.length > 0 && { nextStepAt: instantAt(Math.min(...steps)) }),
    }
  }
