import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Entry, entriesOf, improvementEntry, taskEntries, visitEntry } from '../../../domain/calendars/entries.ts'
import type { Planned } from '../../../domain/improvements/improvement.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days, hours } from '../../../domain/kernel/later.ts'
import { reminders } from '../../../domain/reminders/decide.ts'
import { evolve } from '../../../domain/reminders/events.ts'
import { Reminder } from '../../../domain/reminders/reminder.ts'
import { summaryOf, type VisitSummary } from '../../../domain/visits/summary.ts'
import { contextOf } from '../../support/context.ts'
import { customerOf, on } from '../reviews/stories.ts'
import { given, planned } from '../visits/stories.ts'

const now = Instant.parse('2026-11-23T01:00:00.000Z')
const recurring = (recurrence: string | undefined, dueAt: string = now) =>
  Reminder.parse({
    id: 'rem_01KAJ0000000000000000000AA',
    text: '对账',
    dueAt,
    zone: 'Asia/Shanghai',
    owner: 'usr_li',
    madeBy: { kind: 'person', id: 'usr_li' },
    madeAt: '2026-11-01T00:00:00.000Z',
    startsAt: dueAt,
    status: 'waiting',
    ...(recurrence !== undefined && { recurrence }),
  })
const timesOf = (reminder: Reminder) => entriesOf(reminder, now).map(({ when }) => ('at' in when ? when.at : when.on))
/** What it is once its owner has ticked it off. */
const doneAt = (reminder: Reminder, at: string): Reminder => {
  const context = contextOf({ now: Instant.parse(at), actor: { id: 'usr_li' } })
  const decided = reminders.decide(reminder, { type: 'finish' }, context)
  const state = decided.ok ? decided.value.reduce(reminders.evolve, reminder as Reminder | undefined) : undefined
  if (!state) throw new Error('it could not be ticked off')
  return state
}
const farthest = new Date(Date.parse(now) + 90 * days).toISOString()

describe('what stands in a calendar of a reminder that never ends', () => {
  it('is what comes within ninety days, one a day', () => {
    const times = timesOf(recurring('FREQ=DAILY'))
    expect(times).toHaveLength(91)
    expect(times.at(0)).toBe(now)
    expect(times.at(-1)).toBe(farthest)
  })

  it('is the time at which it was due and has not been seen to, once, and behind it what is yet to come', () => {
    const ago = new Date(Date.parse(now) - 70 * days).toISOString()
    const times = timesOf(recurring('FREQ=DAILY', ago))
    expect(times).toHaveLength(91)
    expect(times.slice(0, 2)).toEqual([ago, '2026-11-24T01:00:00.000Z'])
    expect(times.at(-1)).toBe(farthest)
  })

  it('is what comes within ninety days, where it comes seldom', () => {
    expect(timesOf(recurring('FREQ=WEEKLY'))).toHaveLength(13)
    expect(timesOf(recurring('FREQ=MONTHLY'))).toEqual([now, '2026-12-23T01:00:00.000Z', '2027-01-23T01:00:00.000Z'])
  })

  it('is its next time alone where the one behind it is farther away, or where it never comes again', () => {
    expect(timesOf(recurring('FREQ=YEARLY'))).toEqual([now])
    expect(timesOf(recurring('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))).toEqual([now])
    expect(timesOf(recurring(undefined))).toEqual([now])
  })

  it('is in its order what it would be put to each time that it is done, whatever the rule and however long ago it fell due', () => {
    const rules = fc.record({
      rule: fc.tuple(fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'), fc.integer({ min: 1, max: 40 })),
      ends: fc.constantFrom('', ';COUNT=30', ';COUNT=366', ';UNTIL=20261224T000000Z'),
      ago: fc.integer({ min: -100 * 24, max: 400 * 24 }),
      zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'Australia/Lord_Howe'),
    })
    fc.assert(
      fc.property(rules, ({ rule: [freq, interval], ends, ago, zone }) => {
        const dueAt = new Date(Date.parse(now) - ago * hours).toISOString()
        const reminder = { ...recurring(`FREQ=${freq};INTERVAL=${interval}${ends}`, dueAt), zone }
        const done: string[] = []
        let state: Reminder | undefined = reminder
        for (let at = now; state !== undefined; at = state.dueAt) {
          state = doneAt(state, at)
          if (state.status === 'done' || state.dueAt > farthest) break
          done.push(state.dueAt)
        }
        expect(timesOf(reminder)).toEqual([dueAt, ...done])
        expect(done.length).toBeLessThanOrEqual(91)
      }),
      { numRuns: 60 },
    )
  })

  it('is never of the past alone while it goes on', () => {
    const rules = fc.record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
      interval: fc.integer({ min: 1, max: 2 }),
      ago: fc.integer({ min: 0, max: 2000 }),
    })
    fc.assert(
      fc.property(rules, ({ freq, interval, ago }) => {
        const dueAt = new Date(Date.parse(now) - ago * days).toISOString()
        expect(timesOf(recurring(`FREQ=${freq};INTERVAL=${interval}`, dueAt)).some((at) => at > now)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('an entry of a calendar', () => {
  const [only] = entriesOf(recurring(undefined), now)

  it('keeps its id wherever it is moved, and what changed later comes after', () => {
    const [later, at] = [Instant.parse('2026-11-24T01:00:00.000Z'), Instant.parse('2026-11-23T00:00:00.000Z')]
    const snoozed = evolve(recurring(undefined), { type: 'reminder.snoozed', until: later, at, by: 'usr_li' })
    const [moved] = snoozed ? entriesOf(snoozed, now) : []
    expect(moved).toMatchObject({ id: only?.id, when: { at: later }, changedAt: at })
    expect(moved?.sequence).toBeGreaterThan(only?.sequence ?? 0)
  })

  it('is one for each time that a reminder comes, whatever the first was put off to', () => {
    const weekly = recurring('FREQ=WEEKLY')
    const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id)
    const snoozed = { ...weekly, snoozedUntil: Instant.parse('2026-11-25T01:00:00.000Z') }
    expect(ids(entriesOf(snoozed, now))).toEqual(ids(entriesOf(weekly, now)))
    expect(new Set(ids(entriesOf(weekly, now))).size).toBe(13)
  })

  const visitOf = (facts: Parameters<typeof planned>[0] = {}): VisitSummary => {
    const { state } = given(planned(facts))
    if (!state) throw new Error('nothing was planned')
    return summaryOf(state)
  }

  it('is a day for a visit, or its appointment, and moves with it', () => {
    expect(visitEntry(visitOf(), customerOf())).toMatchObject({ text: '客户回访 Return visit: 顺达货代', when: { on: '2026-12-01' } })
    const at = Instant.parse('2026-12-01T06:00:00.000Z')
    expect(visitEntry(visitOf({ at }), customerOf())).toMatchObject({ when: { at, minutes: 60 } })
    const to = { dueOn: '2026-12-09' }
    const { after } = given(planned()).when({ type: 'move', customer: customerOf(), to }, on('2026-11-20', { actor: { id: 'usr_wang' } }))
    const [before, moved] = [visitEntry(visitOf(), customerOf()), after && visitEntry(summaryOf(after), customerOf())]
    expect(moved).toMatchObject({ id: before.id, when: { on: '2026-12-09' } })
    expect(moved?.sequence).toBeGreaterThan(before.sequence)
  })

  it('names a customer to those alone who look after it', () => {
    expect(visitEntry(visitOf(), undefined).text).not.toContain('顺达')
  })

  it('is there for what is asked by a time, and not for what may take as long as it likes', () => {
    const task = {
      ...{ id: 'task_1', department: 'customs', what: '报关单号', isRequired: true, asked: { at: now, by: 'usr_boss' } },
      ...{ ticketId: 'tkt_01KAJ0000000000000000000AA', number: '261123-0001', priority: 'P3' },
    } as never
    expect(taskEntries(task)).toEqual([])
    expect(taskEntries({ ...(task as object), dueAt: now } as never)).toMatchObject([
      { when: { at: now }, text: expect.stringContaining('报关单号') },
    ])
  })

  it('is the last day on which an improvement is in time, and newer with each version of it', () => {
    const improvement = { id: 'imp_1', action: '周五提货', dueOn: '2026-12-04', planned: { at: now, by: 'usr_li' } } as unknown as Planned
    expect(improvementEntry(improvement, 3)).toMatchObject({ when: { on: '2026-12-04' }, sequence: 3 })
  })
})
