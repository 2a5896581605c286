import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOf, mostLooked } from '../../../domain/digests/content.ts'
import { type DigestCommand, digests } from '../../../domain/digests/decide.ts'
import type { DigestPlan } from '../../../domain/digests/digest.ts'
import { DigestEvent } from '../../../domain/digests/events.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { Reminder } from '../../../domain/reminders/reminder.ts'
import { firmSettings } from '../../../domain/staff/staff-member.ts'
import { isWorking, localDay } from '../../../domain/staff/working-moments.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'dgs_01KAJ0000000000000000000AA'
const plan: DigestPlan = { workingHours: firmSettings.workingHours, zone: 'Asia/Shanghai' }
const at = (text: string) => contextOf({ now: new Date(text).toISOString() })
const instant = (text: string) => Instant.parse(new Date(text).toISOString())
const planned = DigestEvent.parse({
  type: 'digest.planned',
  id,
  user: 'usr_li',
  plan,
  nextAt: instant('2026-11-23T09:00:00+08:00'),
  at: instant('2026-11-21T09:00:00+08:00'),
})
const fell = (now: string, nextAt: string) =>
  DigestEvent.parse({ type: 'digest.fell_due', user: 'usr_li', nextAt: instant(nextAt), at: instant(now) })
const { given } = stories(digests)
const wish = (wanted: DigestPlan | undefined): DigestCommand => ({ type: 'plan', id, user: 'usr_li', plan: wanted })
const due: DigestCommand = { type: 'fall due' }

describe('a digest', () => {
  it('is planned for when work begins', () => {
    given().when(wish(plan), at('2026-11-21T09:00:00+08:00')).thenEvents(planned)
    given(planned).when(wish(plan), at('2026-11-22T09:00:00+08:00')).thenNothing()
  })

  it('goes out at its time, and the next one on the next working day', () => {
    given(planned).when(due, at('2026-11-23T08:59:59+08:00')).thenNothing()
    given(planned).when(due, at('2026-11-23T09:00:00+08:00')).thenEvents(fell('2026-11-23T09:00:00+08:00', '2026-11-24T09:00:00+08:00'))
  })

  it('comes late after an outage of hours, on the same day', () => {
    given(planned).when(due, at('2026-11-23T15:00:00+08:00')).thenEvents(fell('2026-11-23T15:00:00+08:00', '2026-11-24T09:00:00+08:00'))
  })

  it('waits for working hours where its time passed unseen', () => {
    const { after } = given(planned).when(due, at('2026-11-24T03:00:00+08:00'))
    expect(after).toMatchObject({ nextAt: instant('2026-11-24T09:00:00+08:00') })
    expect(after?.lastAt).toBeUndefined()
  })

  it('comes once when the clock leaps a year, not once for each day', () => {
    given(planned).when(due, at('2027-11-23T10:00:00+08:00')).thenEvents(fell('2027-11-23T10:00:00+08:00', '2027-11-24T09:00:00+08:00'))
  })

  it('does not come again when the clock steps back', () => {
    given(planned, fell('2026-11-23T09:00:00+08:00', '2026-11-24T09:00:00+08:00')).when(due, at('2026-11-23T08:59:00+08:00')).thenNothing()
  })

  it('comes at most once a day, also when its time is put later after it came', () => {
    const past = [planned, fell('2026-11-23T09:00:00+08:00', '2026-11-24T09:00:00+08:00')]
    const { after } = given(...past).when(wish({ ...plan, at: '16:00' }), at('2026-11-23T10:00:00+08:00'))
    expect(after?.nextAt).toBe(instant('2026-11-24T16:00:00+08:00'))
  })

  it('ends with the wish for it, and is planned anew with the next', () => {
    const stopped = given(planned).when(wish(undefined), at('2026-11-23T08:00:00+08:00'))
    expect(stopped.after?.nextAt).toBeUndefined()
    expect(digests.decide(stopped.after, due, at('2026-11-23T10:00:00+08:00'))).toEqual({ ok: true, value: [] })
  })

  describe('on a day that the firm has off', () => {
    const otherwise = new Map([
      ['2026-11-24', false],
      ['2026-11-28', true],
    ])

    it('does not go out, though they would work: it comes on their next working day', () => {
      given(planned)
        .when({ type: 'fall due', otherwise }, at('2026-11-23T09:00:00+08:00'))
        .thenEvents(fell('2026-11-23T09:00:00+08:00', '2026-11-25T09:00:00+08:00'))
    })

    it('is put off where nobody knew of the day when it was planned', () => {
      const past = [planned, fell('2026-11-23T09:00:00+08:00', '2026-11-24T09:00:00+08:00')]
      const { decided } = given(...past).when({ type: 'fall due', otherwise }, at('2026-11-24T09:00:00+08:00'))
      expect(decided).toMatchObject({ value: [{ type: 'digest.postponed', nextAt: instant('2026-11-25T09:00:00+08:00') }] })
    })

    it('goes out on a day that makes up for it, by the hours of a working day', () => {
      const past = [planned, fell('2026-11-27T09:00:00+08:00', '2026-11-28T09:00:00+08:00')]
      given(...past)
        .when({ type: 'fall due', otherwise }, at('2026-11-28T09:00:00+08:00'))
        .thenEvents(fell('2026-11-28T09:00:00+08:00', '2026-11-30T09:00:00+08:00'))
      expect(
        given(planned).when({ ...wish({ ...plan, at: '16:00' }), otherwise } as DigestCommand, at('2026-11-28T10:00:00+08:00')).after,
      ).toMatchObject({
        nextAt: instant('2026-11-28T16:00:00+08:00'),
      })
    })
  })

  it('goes out in working hours, at most once a day and on no day off, whatever the sweeps and the clock do', () => {
    const leaps = fc.array(fc.integer({ min: -120, max: 10_000 }), { minLength: 1, maxLength: 60 })
    const day = fc.integer({ min: 0, max: 400 }).map((n) => new Date(Date.UTC(2026, 10, 21 + n)).toISOString().slice(0, 10))
    const calendars = fc.array(fc.tuple(day, fc.boolean()), { maxLength: 40 }).map((days) => new Map(days))
    fc.assert(
      fc.property(leaps, calendars, (minutes, otherwise) => {
        const days = sweep(given(planned).state, { leaps: minutes, otherwise })
        expect(new Set(days).size).toBe(days.length)
        expect(days.filter((on) => otherwise.get(on) === false)).toEqual([])
      }),
    )
  })
})

type Lived = { readonly leaps: readonly number[]; readonly otherwise: ReadonlyMap<string, boolean> }
/** Lets it fall due after each leap of the clock, and says on which days it went out. */
const sweep = (from: typeof digests.initial, { leaps, otherwise }: Lived): readonly string[] => {
  let [now, state] = [Date.parse('2026-11-21T00:00:00Z'), from]
  const days: string[] = []
  for (const minutes of leaps) {
    now += minutes * 60_000
    const moment = Instant.parse(new Date(now).toISOString())
    const decided = digests.decide(state, { type: 'fall due', otherwise }, contextOf({ now: moment }))
    const [event] = decided.ok ? decided.value : []
    if (!event) continue
    expect((state?.nextAt ?? moment) <= moment, 'nothing falls due early').toBe(true)
    const after = digests.evolve(state, event)
    expect(after?.nextAt, 'what fell due waits for another moment').not.toBe(state?.nextAt)
    if (event.type === 'digest.fell_due') days.push(localDay(moment, plan.zone))
    if (event.type === 'digest.fell_due') expect(isWorking({ ...plan, otherwise }, moment)).toBe(true)
    state = after
  }
  return days
}

describe('what a digest says', () => {
  const reminder = (dueAt: string) =>
    Reminder.parse({
      id: 'rem_01KAJ0000000000000000000AA',
      text: dueAt,
      dueAt: instant(dueAt),
      zone: 'Asia/Shanghai',
      owner: 'usr_li',
      madeBy: { kind: 'person', id: 'usr_li' },
      madeAt: instant('2026-11-01T00:00:00Z'),
      startsAt: instant(dueAt),
      status: 'waiting',
    })
  const now = instant('2026-11-23T09:00:00+08:00')
  const none = { named: [], count: 0, more: false }

  it('is what is due today and what waited already, on the clock of its reader', () => {
    const reminders = [
      '2026-11-23T23:59:00+08:00',
      '2026-11-22T23:59:00+08:00',
      '2026-11-24T00:00:00+08:00',
      '2026-11-23T00:00:00+08:00',
    ].map(reminder)
    const content = digestOf({ unread: none, reminders, now, zone: 'Asia/Shanghai' })
    const whole = (count: number) => ({ count, more: false })
    expect(content).toMatchObject({ unread: whole(0), today: whole(2), overdue: whole(1) })
    expect(content?.reminders.map(({ text }) => text.slice(8, 16))).toEqual(['22T23:59', '23T00:00', '23T23:59'])
  })

  it('counts reminders as far as they are looked at, and says of the last of them that there are more', () => {
    const many = (overdue: number, today: number) => [
      ...Array.from({ length: overdue }, () => reminder('2026-11-22T09:00:00+08:00')),
      ...Array.from({ length: today }, () => reminder('2026-11-23T09:00:00+08:00')),
    ]
    const countsOf = (reminders: readonly Reminder[]) => {
      const content = digestOf({ unread: none, reminders, now, zone: 'Asia/Shanghai' })
      return [content?.overdue, content?.today]
    }
    expect(countsOf(many(0, mostLooked))).toEqual([
      { count: 0, more: false },
      { count: mostLooked, more: false },
    ])
    expect(countsOf(many(2, mostLooked - 1))).toEqual([
      { count: 2, more: false },
      { count: mostLooked - 2, more: true },
    ])
    expect(countsOf(many(mostLooked + 1, 0))).toEqual([
      { count: mostLooked, more: true },
      { count: 0, more: false },
    ])
  })

  it('is nothing where there is nothing to say', () => {
    expect(digestOf({ unread: none, reminders: [reminder('2026-11-24T09:00:00+08:00')], now, zone: 'Asia/Shanghai' })).toBeUndefined()
  })
})

keepsTheLaws('a digest', {
  decider: digests,
  commands: fc.constantFrom(wish(plan), wish({ ...plan, at: '16:00' }), wish(undefined), due),
  contexts: fc
    .integer({ min: 0, max: 500 })
    .map((hours) => at(new Date(Date.parse('2026-11-21T00:00:00Z') + hours * 3_600_000).toISOString())),
  events: ['digest.planned', 'digest.stopped', 'digest.fell_due', 'digest.postponed'],
})
