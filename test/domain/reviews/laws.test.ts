import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startOf } from '../../../domain/kernel/calendar.ts'
import { dayOf } from '../../../domain/kernel/day.ts'
import { daysAfter } from '../../../domain/kernel/days-after.ts'
import { firmWorksOn } from '../../../domain/kernel/firm-days.ts'
import { asking } from '../../../domain/reviews/asking.ts'
import { type ReviewCommand, reviews } from '../../../domain/reviews/decide.ts'
import type { ReviewEvent } from '../../../domain/reviews/events.ts'
import { dueAtOf, Heard, heardWith, Review } from '../../../domain/reviews/review.ts'
import { contextOf } from '../../support/context.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { contactId, customerId, customerOf, days, otherContactId } from './stories.ts'

const customers = fc
  .record({
    tier: fc.constantFrom(...(['vip', 'regular', 'potential'] as const)),
    owner: fc.constantFrom('usr_wang', 'usr_li'),
    status: fc.constantFrom('active', 'active', 'active', 'archived'),
  })
  .map(customerOf)
const attends = fc
  .record({ customer: customers, manager: fc.constantFrom('usr_manager', undefined) })
  .map(({ customer, manager }) => ({ type: 'attend', customer, manager, days: days[customer.tier as keyof typeof days] }) as const)
const done = { from: fc.constantFrom(1, 2), to: fc.constantFrom(1, 2, 3), days: fc.constantFrom(90, 180), customer: customers }
const words = fc
  .record({ who: fc.constantFrom(customerId, contactId, otherContactId), hours: fc.integer({ min: 0, max: 3 * 365 * 24 }) })
  .map(({ who, hours }) => Heard.parse({ who, at: new Date(Date.UTC(2027, 0, 1) + hours * 3_600_000).toISOString() }))
const commands = fc.oneof(
  fc.record({ type: fc.constant('hear' as const), word: words }),
  { weight: 4, arbitrary: attends },
  fc.record({ type: fc.constant('confirm' as const), seen: fc.constantFrom(undefined, 2), ...done }),
  fc.record({ type: fc.constant('change' as const), ...done }),
)
/** Moments of three years, in which one 29 February lies. */
const moments = fc.integer({ min: 0, max: 3 * 365 * 24 }).map((hours) => new Date(Date.UTC(2027, 0, 1) + hours * 3_600_000).toISOString())
const contexts = moments.map((now) => contextOf({ now }))

keepsTheLaws('reviews', {
  decider: reviews,
  commands,
  contexts,
  events: [
    'review.scheduled',
    'review.reassigned',
    'review.fell_due',
    'review.escalated',
    'review.heard',
    'review.confirmed',
    'review.changed',
    'review.suspended',
  ],
})

/** What happens to a review that nobody sees to, looked at at each of its moments, and a millisecond before it, when nothing does. */
const byTheClock = (command: ReviewCommand, start: string): readonly ReviewEvent[] => {
  const decide = (state: Review | undefined, now: string) => {
    const decided = reviews.decide(state, command, contextOf({ now }))
    return decided.ok ? decided.value : []
  }
  const happened: ReviewEvent[] = []
  let now: string | undefined = start
  while (now !== undefined && happened.length < 10) {
    const state = happened.reduce(reviews.evolve, undefined)
    if (state) expect(decide(state, new Date(Date.parse(now) - 1).toISOString())).toEqual([])
    happened.push(...decide(state, now))
    const after = happened.reduce(reviews.evolve, undefined)
    now = after && dueAtOf(after)
  }
  return happened
}

describe('time and a review', () => {
  const lived = (steps: readonly (readonly [Parameters<typeof reviews.decide>[1], ReturnType<typeof contextOf>])[]) =>
    steps.reduce<Review | undefined>((state, [command, context]) => {
      const decided = reviews.decide(state, command, context)
      return decided.ok ? decided.value.reduce(reviews.evolve, state) : state
    }, undefined)
  const stories = fc.array(fc.tuple(commands, contexts), { maxLength: 12 })
  /** Nothing has happened to the customer since. */
  const asItIs = ({ customer, days }: Review) =>
    ({
      type: 'attend',
      customer: { ...customerOf(), owner: undefined, team: undefined, ...customer },
      days,
      manager: 'usr_manager',
    }) as const

  it('nothing happens before its moment, and what happens then moves that moment', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const review = lived(steps)
        const at = review && dueAtOf(review)
        if (!review || at === undefined) return
        const before = contextOf({ now: new Date(Date.parse(at) - 1).toISOString() })
        expect(reviews.decide(review, asItIs(review), before)).toEqual({ ok: true, value: [] })
        const decided = reviews.decide(review, asItIs(review), contextOf({ now: at }))
        const after = decided.ok ? decided.value.reduce(reviews.evolve, review) : review
        expect(after && dueAtOf(after)).not.toBe(at)
      }),
    )
  })

  it('nobody is asked and nothing is escalated on a day that the firm has off, and nothing happens before its moment', () => {
    const offs = fc
      .array(fc.integer({ min: 0, max: 3 * 365 }), { maxLength: 60 })
      .map((days) => new Map(days.map((n) => [daysAfter('2027-01-01', n), false])))
    fc.assert(
      fc.property(attends, moments, offs, (command, start, otherwise) => {
        const firm = { week: [true, true, true, true, true, true, false], otherwise }
        const asked = byTheClock({ ...command, firm }, start).filter(
          ({ type }) => type === 'review.fell_due' || type === 'review.escalated',
        )
        expect(asked.filter(({ at }) => !firmWorksOn(firm, dayOf(at)))).toEqual([])
      }),
    )
  })

  it('what people said is kept in whatever order, company and number it comes: the last of each, the latest first', () => {
    const shuffled = fc
      .array(words, { maxLength: 12 })
      .chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray([...said, ...said], { minLength: 2 * said.length })))
    fc.assert(
      fc.property(shuffled, ([said, again]) => {
        const kept = said.reduce(heardWith, [])
        expect(again.reduce(heardWith, [])).toEqual(kept)
        expect(kept.map(({ at }) => at)).toEqual(
          kept
            .map(({ at }) => at)
            .sort()
            .reverse(),
        )
        expect(new Set(kept.map(({ who }) => who)).size).toBe(kept.length)
      }),
    )
  })

  it('no word of a customer or a contact finishes a review, or moves its day', () => {
    fc.assert(
      fc.property(stories, words, contexts, (steps, word, context) => {
        const review = lived(steps)
        const decided = reviews.decide(review, { type: 'hear', word }, context)
        const after = decided.ok ? decided.value.reduce(reviews.evolve, review) : undefined
        expect({ ...after, heard: undefined }).toEqual({ ...review, heard: undefined })
      }),
    )
  })

  it('is always one that could be kept, asks nobody while it is not due, and never asks the same person twice', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const review = lived(steps)
        if (!review) return
        Review.parse(review)
        const { now } = asking(review)
        if (review.status === 'scheduled' || review.status === 'suspended') expect(now).toEqual([])
        expect(new Set(now.map(({ cause }) => cause)).size).toBe(now.length)
      }),
    )
  })

  it('a day so many days on is that many midnights away, summer time and leap days included', () => {
    const from = fc.integer({ min: 0, max: 60 * 365 }).map((n) => daysAfter('1980-01-01', n))
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 400 }), (day, n) => {
        const hours = (Date.parse(startOf(daysAfter(day, n))) - Date.parse(startOf(day))) / 3_600_000
        expect(Math.round(hours / 24)).toBe(n)
        // China put its clocks forward in the summers of 1986 to 1991: a day had 23 hours or 25.
        expect(Math.abs(hours - n * 24)).toBeLessThanOrEqual(1)
      }),
    )
    expect(startOf('1988-07-01')).toBe('1988-06-30T15:00:00.000Z')
    expect(startOf('2028-02-29')).toBe('2028-02-28T16:00:00.000Z')
  })
})
