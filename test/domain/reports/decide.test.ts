import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { mostReports, type ReportCommand, reports } from '../../../domain/reports/decide.ts'
import { ReportEvent } from '../../../domain/reports/events.ts'
import { ReportDraft } from '../../../domain/reports/report.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'rps_01KAJ0000000000000000000AA'
const cause = 'evt_01KAJ0000000000000000000AA'
const instant = (text: string) => Instant.parse(new Date(text).toISOString())
const at = (text: string, who = 'usr_li') => contextOf({ now: instant(text), actor: { id: who } })
const draft = (facts: object = {}) =>
  ReportDraft.parse({
    title: '华东 VIP',
    list: { of: 'customers', narrowed: { tier: 'vip' } },
    startsAt: '2026-11-23T00:30:00Z',
    recurrence: 'FREQ=WEEKLY;BYDAY=MO',
    ...facts,
  })
const schedule = (facts: object = {}, reports = 0): ReportCommand => ({
  type: 'schedule',
  id,
  draft: draft(facts),
  zone: 'Europe/Berlin',
  reports,
})
const scheduled = (facts: object = {}) =>
  ReportEvent.parse({
    type: 'report.scheduled',
    report: {
      ...draft(facts),
      id,
      owner: 'usr_li',
      zone: 'Europe/Berlin',
      madeAt: instant('2026-11-21T00:00:00Z'),
      nextAt: draft(facts).startsAt,
    },
  })
const fell = (now: string, nextAt?: string) =>
  ReportEvent.parse({ type: 'report.fell_due', at: instant(now), ...(nextAt && { nextAt: instant(nextAt) }) })
const { given } = stories(reports)

describe('a report', () => {
  it('is for whoever asks for it, by their own clock unless they name another', () => {
    given().when(schedule(), at('2026-11-21T00:00:00Z')).thenEvents(scheduled())
    expect(given().when(schedule({ zone: 'Asia/Shanghai' }), at('2026-11-21T00:00:00Z')).after?.zone).toBe('Asia/Shanghai')
  })

  it('does not begin in the past, and not where its rule names no day', () => {
    given().when(schedule(), at('2026-11-24T00:00:00Z')).thenRefused('report.starts_in_past')
    given()
      .when(schedule({ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), at('2026-11-21T00:00:00Z'))
      .thenRefused('recurrence.never_occurs')
  })

  it('is one of twenty at most', () => {
    given().when(schedule({}, mostReports), at('2026-11-21T00:00:00Z')).thenRefused('report.too_many', { most: 20 })
  })

  it('goes out at its time and again a week later', () => {
    given(scheduled()).when({ type: 'fall due' }, at('2026-11-23T00:29:59Z')).thenNothing()
    given(scheduled())
      .when({ type: 'fall due' }, at('2026-11-23T00:30:00Z'))
      .thenEvents(fell('2026-11-23T00:30:00Z', '2026-11-30T00:30:00Z'))
  })

  it('goes out once after a year of silence', () => {
    given(scheduled())
      .when({ type: 'fall due' }, at('2027-11-24T00:00:00Z'))
      .thenEvents(fell('2027-11-24T00:00:00Z', '2027-11-29T00:30:00Z'))
  })

  it('keeps its time on the clock when clocks change', () => {
    const past = [scheduled(), fell('2027-03-22T00:30:00Z', '2027-03-29T00:30:00Z')]
    const { after } = given(...past.slice(0, 1)).when({ type: 'fall due' }, at('2027-03-22T00:30:00Z'))
    expect(after?.nextAt).toBe(instant('2027-03-28T23:30:00Z'))
  })

  it('ends with its recurrence', () => {
    const once = scheduled({ recurrence: 'FREQ=DAILY;COUNT=1' })
    given(once).when({ type: 'fall due' }, at('2026-11-23T00:30:00Z')).thenEvents(fell('2026-11-23T00:30:00Z'))
    expect(given(once, fell('2026-11-23T00:30:00Z')).state?.nextAt).toBeUndefined()
  })

  it('goes by what its reader would rather have: another time from then on, another list at the same time', () => {
    const list = { of: 'survey_results', narrowed: { by: 'team', months: 3 } } as const
    const other = given(scheduled()).when({ type: 'change', patch: { list } }, at('2026-11-22T00:00:00Z')).after
    expect(other).toMatchObject({ list, nextAt: instant('2026-11-23T00:30:00Z') })
    const past = [scheduled(), fell('2026-11-23T00:30:00Z', '2026-11-30T00:30:00Z')]
    const fridays = { type: 'change', patch: { recurrence: ReportDraft.shape.recurrence.parse('FREQ=WEEKLY;BYDAY=FR') } } as const
    expect(given(...past).when(fridays, at('2026-11-24T00:00:00Z')).after?.nextAt).toBe(instant('2026-11-27T00:30:00Z'))
    expect(given(scheduled()).when(fridays, at('2026-11-22T00:00:00Z')).after).toMatchObject({
      startsAt: instant('2026-11-23T00:30:00Z'),
      nextAt: instant('2026-11-23T00:30:00Z'),
    })
    given(scheduled())
      .when({ type: 'change', patch: { title: '华东 VIP' } }, at('2026-11-22T00:00:00Z'))
      .thenNothing()
  })

  it('is not changed to begin in the past or never to come, nor by others, nor when it was dropped', () => {
    const change = (patch: object) => ({ type: 'change', patch: ReportDraft.partial().parse(patch) }) as const
    const now = at('2026-11-24T00:00:00Z')
    given(scheduled())
      .when(change({ startsAt: '2026-11-23T12:00:00Z' }), now)
      .thenRefused('report.starts_in_past')
    given(scheduled())
      .when(change({ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), now)
      .thenRefused('recurrence.never_occurs')
    given(scheduled())
      .when(change({ title: 'x' }), at('2026-11-24T00:00:00Z', 'usr_wang'))
      .thenRefused('report.not_found')
    given(scheduled(), ReportEvent.parse({ type: 'report.dropped', at: instant('2026-11-22T00:00:00Z') }))
      .when(change({ title: 'x' }), now)
      .thenRefused('report.not_found')
  })

  it('is dropped by whom it is for; to others there is none', () => {
    given(scheduled()).when({ type: 'drop' }, at('2026-11-22T00:00:00Z', 'usr_wang')).thenRefused('report.not_found')
    const { after } = given(scheduled()).when({ type: 'drop' }, at('2026-11-22T00:00:00Z'))
    expect(after?.nextAt).toBeUndefined()
  })

  it('notes what became of each time once', () => {
    const note = { type: 'note', cause, outcome: 'sent', rows: 3 } as const
    const { after } = given(scheduled()).when(note, at('2026-11-23T00:30:05Z'))
    expect(after?.last).toMatchObject({ outcome: 'sent', rows: 3 })
    expect(reports.decide(after, note, at('2026-11-23T00:31:00Z'))).toEqual({ ok: true, value: [] })
  })

  it('falls due at no moment twice, and never early', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 1_000_000 }), (minutes) => {
        const now = Instant.parse(new Date(Date.parse('2026-11-23T00:30:00Z') + minutes * 60_000).toISOString())
        const { state } = given(scheduled())
        const { decided, after } = given(scheduled()).when({ type: 'fall due' }, at(now))
        const isDue = state?.nextAt !== undefined && state.nextAt <= now
        expect(decided.ok && decided.value.length).toBe(isDue ? 1 : 0)
        if (isDue) expect(after?.nextAt !== undefined && after.nextAt > now).toBe(true)
      }),
    )
  })
})

keepsTheLaws('a report', {
  decider: reports,
  commands: fc.constantFrom<ReportCommand>(
    schedule(),
    { type: 'fall due' },
    { type: 'drop' },
    { type: 'change', patch: { title: '华南' } },
    { type: 'note', cause, outcome: 'withheld', rows: 0 },
  ),
  contexts: fc.constantFrom(at('2026-11-21T00:00:00Z'), at('2026-12-01T00:00:00Z')),
  events: ['report.scheduled', 'report.changed', 'report.fell_due', 'report.made', 'report.dropped'],
})
