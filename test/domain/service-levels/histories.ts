import { publicDays } from '../../../adapters/holidays/public-days.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import type { Fact } from '../../../domain/service-levels/fact.ts'
import type { ServicePolicy } from '../../../domain/service-levels/policy.ts'
import { ServicePolicyDraft } from '../../../domain/service-levels/policy.ts'
import { publishedIn, type WorkCalendar, WorkCalendarDraft } from '../../../domain/service-levels/work-calendar.ts'
import { firstMinute, type Hours } from './minute-map.ts'

/** The same numbers for the same seed (mulberry32): a case that fails can be told by its number. */
export const seeded = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return { next, below, pick: <T>(all: readonly [T, ...T[]]): T => all[below(all.length)] ?? all[0] }
}
type Random = ReturnType<typeof seeded>

const office = ['09:00-17:00']
const split = ['08:30-12:00', '13:30-18:00']
const off: readonly string[] = []

/** Hours that are hard to count: breaks at noon, shifts over midnight, clocks changed within a period, by an hour or by half of one. */
export const calendars: Readonly<Record<string, Hours>> = {
  shanghai: {
    zone: 'Asia/Shanghai',
    week: { mon: split, tue: split, wed: split, thu: split, fri: split, sat: split, sun: off },
    holidays: { country: 'CN' },
  },
  nights: {
    zone: 'Asia/Shanghai',
    week: {
      mon: ['22:00-24:00'],
      tue: ['00:00-06:00', '22:00-24:00'],
      wed: ['00:00-06:00', '22:00-24:00'],
      thu: ['00:00-06:00', '22:00-24:00'],
      fri: ['00:00-06:00', '22:00-24:00'],
      sat: ['00:00-06:00'],
      sun: off,
    },
    holidays: { country: 'CN' },
    madeUp: ['10:00-12:00', '12:00-15:30'],
    days: [
      { on: '2026-06-18', periods: [] },
      { on: '2026-02-17', periods: ['09:15-09:45'] },
    ],
  },
  new_york: {
    zone: 'America/New_York',
    week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: off, sun: ['00:30-02:30', '02:45-05:00', '23:30-24:00'] },
    holidays: { country: 'US' },
  },
  munich: {
    zone: 'Europe/Berlin',
    week: { mon: split, tue: split, wed: split, thu: split, fri: ['08:00-14:30'], sat: off, sun: ['01:30-02:30', '02:30-03:30'] },
    holidays: { country: 'DE', state: 'BY' },
  },
  casablanca: {
    zone: 'Africa/Casablanca',
    week: {
      mon: office,
      tue: office,
      wed: office,
      thu: office,
      fri: ['08:00-12:00', '14:30-18:00'],
      sat: ['09:00-13:00'],
      sun: ['02:00-03:15'],
    },
  },
  lord_howe: {
    zone: 'Australia/Lord_Howe',
    week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: off, sun: ['01:15-01:45', '01:45-04:00'] },
    days: [{ on: '2026-04-25', periods: ['00:00-24:00'] }],
  },
  always: {
    zone: 'UTC',
    week: {
      mon: ['00:00-24:00'],
      tue: ['00:00-24:00'],
      wed: ['00:00-24:00'],
      thu: ['00:00-24:00'],
      fri: ['00:00-24:00'],
      sat: ['00:00-24:00'],
      sun: ['00:00-24:00'],
    },
  },
}

/** The same hours as the program keeps them. */
export const asEdition = (code: string, hours: Hours): WorkCalendar => {
  const draft = WorkCalendarDraft.parse({ title: code, ...hours })
  const published = draft.holidays && publicDays(draft.holidays, [2025, 2026, 2027])
  return { code, edition: 1, ...draft, published: published ? publishedIn(draft, published) : [] }
}

const codes = ['shanghai', 'nights', 'new_york', 'munich', 'casablanca', 'lord_howe', 'always'] as const
const waits = ['pending_customer', 'pending_carrier', 'on_hold'] as const

const someLevel = ({ pick, below, next }: Random) => {
  const target = (most: number) => (next() < 0.9 ? { minutes: 10 * (1 + below(most)) } : { minutes: undefined })
  return { calendar: pick(codes), first: target(60).minutes, next: target(60).minutes, resolution: target(400).minutes }
}

/** Policies for some kinds and tiers, each with promises of its own on calendars of its own. */
export const somePolicies = (random: Random): readonly ServicePolicy[] =>
  ([{}, { kinds: ['claim'] }, { kinds: ['claim', 'complaint'], tiers: ['vip'] }, { tiers: ['vip', 'regular'] }] as const).map((when, i) => {
    const some = (): string[] => waits.filter(() => random.next() < 0.5)
    const levels = { P1: someLevel(random), P2: someLevel(random), P3: someLevel(random), P4: someLevel(random) }
    const pauses = { first: some(), next: some(), resolution: some() }
    return { code: `policy_${i}`, edition: 1, ...ServicePolicyDraft.parse({ title: `Policy ${i}`, when, levels, pauses }) }
  })

const statuses = ['open', 'pending_customer', 'pending_carrier', 'on_hold', 'resolved', 'closed', 'reopened', 'open'] as const
const kinds = ['inquiry', 'claim', 'complaint'] as const
const priorities = ['P1', 'P2', 'P3', 'P4'] as const

const someWhat = ({ pick, next }: Random): Fact['what'] => {
  const roll = next()
  if (roll < 0.4) return `status:${pick(statuses)}`
  if (roll < 0.6) return 'customer_wrote'
  if (roll < 0.8) return 'we_answered'
  return roll < 0.92 ? `priority:${pick(priorities)}` : `kind:${pick(kinds)}`
}

/** Mostly hours, sometimes days, sometimes at once. */
const someGap = ({ next, below }: Random): number => {
  const roll = next()
  if (roll < 0.15) return 0
  return roll < 0.75 ? below(600) : below(4000)
}

type Told = { readonly minute: number; readonly what: Fact['what'] }
export type Case = { readonly tier: string | undefined; readonly facts: readonly Told[]; readonly now: number }

/** A ticket's life within the year 2026: never more than a month, begun at any minute. */
export const someHistory = (random: Random): Case => {
  const opened = firstMinute + 31 * 1440 + random.below(330 * 1440)
  const facts: Told[] = [
    { minute: opened, what: 'opened' },
    { minute: opened, what: `kind:${random.pick(kinds)}` },
    { minute: opened, what: `priority:${random.pick(priorities)}` },
  ]
  let minute = opened
  for (let left = random.below(11); left > 0; left -= 1) {
    minute += someGap(random)
    facts.push({ minute, what: someWhat(random) })
  }
  return { tier: random.pick([undefined, 'vip', 'regular']), facts, now: minute + (random.next() < 0.3 ? 0 : someGap(random)) }
}

export const asFacts = (facts: readonly Told[]): readonly Fact[] =>
  facts.map(({ minute, what }) => ({ at: Instant.parse(new Date(minute * 60_000).toISOString()), what }))
