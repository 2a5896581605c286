import { describe, expect, it } from 'vitest'
import { type Clock, clocksOf } from '../../../domain/service-levels/clocks.ts'
import { policyFor, type ServiceBook } from '../../../domain/service-levels/policy.ts'
import { asEdition, asFacts, calendars, seeded, someHistory, somePolicies } from './histories.ts'
import { minuteMap } from './minute-map.ts'
import { type SimClock, type SimLevel, Simulator } from './simulator.ts'

/** `SLA_HISTORIES=100000` for the whole of it; so many are gone through whenever tests run. */
const histories = Number(process.env['SLA_HISTORIES'] ?? 20_000)

const minutes = (milliseconds: number): number => milliseconds / 60_000
const editions = new Map(Object.entries(calendars).map(([code, hours]) => [code, asEdition(code, hours)]))
const maps = new Map(Object.entries(calendars).map(([code, hours]) => [code, minuteMap(hours)]))

const asSimulated = (clock: Clock): SimClock => {
  const lasting = (why: string): number =>
    minutes(clock.spans.reduce((sum, span) => sum + (span.why === why ? span.until - span.from : 0), 0))
  return {
    name: clock.clock,
    from: minutes(clock.from),
    until: clock.until === undefined ? undefined : minutes(clock.until),
    counted: lasting('working_time'),
    waiting: lasting('waiting'),
    over: lasting('over'),
    dayOff: lasting('day_off'),
    outside: lasting('outside_hours'),
    state: clock.state,
    due: clock.due === undefined ? undefined : minutes(clock.due),
    breachedAt: clock.breachedAt === undefined ? undefined : minutes(clock.breachedAt),
    steps: clock.steps.map(({ at }) => minutes(at)),
  }
}

/** The book as the simulator has it: by kind and priority, with a map of minutes instead of a calendar. */
const simulatedBook =
  ({ policies }: ServiceBook, tier: string | undefined) =>
  (kind: string, priority: string): SimLevel => {
    const named = (wanted: readonly string[] | undefined, value: string): boolean => wanted === undefined || wanted.includes(value)
    const fitting = policies.filter(({ when }) => named(when.kinds, kind) && named(when.tiers, tier ?? ''))
    const rank = fitting.map(({ when }) => (when.kinds ? 2 : 0) + (when.tiers ? 1 : 0))
    const best = fitting[rank.indexOf(Math.max(...rank))]
    const level = Object.entries(best?.levels ?? {}).find(([name]) => name === priority)?.[1]
    if (!best || !level) throw new Error('no policy')
    return {
      calendar: maps.get(level.calendar) ?? new Uint8Array(),
      targets: { first: level.first, next: level.next, resolution: level.resolution },
      pauses: best.pauses,
    }
  }

/** As many tickets share a book as a firm would have of them. */
const perBook = 200

const bookOf = (number: number): ServiceBook => ({ policies: somePolicies(seeded(1_000_000 + number)), calendars: editions })

const touch = ({ spans, from, until }: Clock, now: number): boolean =>
  spans.every((span, i) => span.from === (spans[i - 1]?.until ?? from)) && (spans.at(-1)?.until ?? from) === (until ?? now)

const compare = (number: number, book: ServiceBook): void => {
  const { facts, tier, now } = someHistory(seeded(number))
  const simulated = new Simulator(simulatedBook(book, tier)).run(facts, now)
  const clocks = clocksOf({ facts: asFacts(facts), tier }, book, now * 60_000)
  const found = clocks.map(asSimulated)
  const isSame = clocks.every((clock) => touch(clock, now * 60_000)) && JSON.stringify(found) === JSON.stringify(simulated)
  // What differs is worth the time that it takes to say how.
  if (!isSame) expect({ number, facts, found }).toEqual({ number, facts, found: simulated })
}

const whatHappened = ({ state, breachedAt, due = 0, round, spans }: Clock): readonly string[] => [
  state,
  ...(breachedAt === undefined ? [] : [breachedAt > due ? 'breached by a change' : 'breached']),
  ...(round > 1 ? ['second answer'] : []),
  ...spans.map(({ why }) => why),
]

describe('the clocks of a ticket', () => {
  it(
    `agree in every figure with whoever counts the minutes one by one, in ${histories} random lives of tickets`,
    () => {
      let book = bookOf(0)
      for (let number = 0; number < histories; number += 1) {
        if (number % perBook === 0) book = bookOf(number / perBook)
        compare(number, book)
      }
    },
    histories * 30,
  )

  it('are random lives in which much happens: deadlines kept and broken, waits, days off, several answers', () => {
    const book = bookOf(0)
    const seen = Map.groupBy(
      Array.from({ length: 1000 }, (_, number) => someHistory(seeded(number))).flatMap(({ facts, tier, now }) =>
        clocksOf({ facts: asFacts(facts), tier }, book, now * 60_000).flatMap(whatHappened),
      ),
      (what) => what,
    )
    for (const what of ['running', 'waiting', 'met', 'over', 'breached', 'breached by a change', 'second answer', 'day_off'])
      expect(seen.get(what)?.length ?? 0, what).toBeGreaterThan(20)
  })

  it('knows only policies that fit', () => {
    const book = bookOf(1)
    expect(policyFor(book.policies, { kind: 'claim', tier: 'vip' })?.code).toBe('policy_2')
    expect(policyFor(book.policies, { kind: 'claim', tier: undefined })?.code).toBe('policy_1')
    expect(policyFor(book.policies, { kind: 'inquiry', tier: 'vip' })?.code).toBe('policy_3')
    expect(policyFor(book.policies, { kind: 'inquiry', tier: 'new' })?.code).toBe('policy_0')
  })
})
