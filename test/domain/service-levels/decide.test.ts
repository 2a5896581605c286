import { describe, expect, it } from 'vitest'
import { publicDays } from '../../../adapters/holidays/public-days.ts'
import { servicePolicies, workCalendars } from '../../../domain/service-levels/decide.ts'
import { ServicePolicyDraft } from '../../../domain/service-levels/policy.ts'
import { shippedCalendar, shippedPolicies } from '../../../domain/service-levels/shipped.ts'
import { shippedDays } from '../../../domain/service-levels/shipped-days.ts'
import { WorkCalendar, WorkCalendarDraft } from '../../../domain/service-levels/work-calendar.ts'
import { contextOf } from '../../support/context.ts'

const context = contextOf()
const office = ['09:00-12:00', '13:00-18:00']
const week = { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] }
const draft = (facts: object = {}) => WorkCalendarDraft.safeParse({ title: 'Desk', zone: 'Asia/Shanghai', week, ...facts })
const codesIn = (facts: object): readonly unknown[] => (draft(facts).error?.issues ?? []).map((issue) => Reflect.get(issue, 'params')?.code)
const written = (facts: object, country = 'CN') => {
  const published = publicDays({ country }, [2026])
  const command = {
    type: 'write',
    code: 'desk',
    draft: WorkCalendarDraft.parse({ title: 'Desk', zone: 'Asia/Shanghai', week, ...facts }),
    published,
  } as const
  return workCalendars.decide(undefined, command, context)
}

describe('a work calendar', () => {
  it('without any working time is refused, since nothing would ever fall due', () => {
    const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    expect(codesIn({ week: never })).toContain('working_hours.never')
  })

  it('whose periods overlap, or run backwards, or lie in a zone that nobody knows, is refused, each with its reason', () => {
    expect(codesIn({ week: { ...week, tue: ['09:00-12:00', '11:30-14:00'] } })).toEqual(['working_hours.overlap'])
    expect(codesIn({ week: { ...week, tue: ['12:00-09:00'] } })).toEqual(['working_hours.backwards'])
    expect(codesIn({ days: [{ on: '2026-05-02', periods: ['09:00-12:00', '11:00-13:00'] }] })).toEqual(['working_hours.overlap'])
    expect(codesIn({ zone: 'Asia/Atlantis' })).toEqual(['zone.unknown'])
    expect(codesIn({ zone: '+08:00' })).toEqual(['zone.unknown'])
  })

  it('that names a country without known holidays, or a day twice, is refused', () => {
    expect(written({ holidays: { country: 'XX' } }, 'XX')).toMatchObject({
      error: { findings: [{ code: 'work_calendar.holidays_unknown', pointer: '/holidays' }] },
    })
    const days = [
      { on: '2026-05-02', periods: [] },
      { on: '2026-05-02', periods: office },
    ]
    expect(written({ days })).toMatchObject({ error: { findings: [{ code: 'work_calendar.day_twice', pointer: '/days/1/on' }] } })
    expect(publicDays({ country: 'DE', state: 'XX' }, [2026])).toBeUndefined()
  })

  it('keeps holidays as plain dates, and works a day that makes up for one as its weekday is, or as the first of the week', () => {
    const done = written({ holidays: { country: 'CN' } })
    const calendar = done.ok ? done.value[0]?.calendar : undefined
    const on = (day: string) => calendar?.published.find((one) => one.on === day)
    expect(on('2026-02-17')).toEqual({ on: '2026-02-17', name: '春节', periods: [] })
    expect(on('2026-02-28')).toEqual({ on: '2026-02-28', name: '春节', periods: office })
    expect(calendar?.publishedThrough).toBe('2026-12-31')
  })

  it('written again as it is makes no edition, and one that knows of newer holidays does', () => {
    const first = written({ holidays: { country: 'CN' } })
    const state = first.ok && first.value[0] ? workCalendars.evolve(undefined, first.value[0]) : undefined
    const draft = WorkCalendarDraft.strip().parse(state)
    const again = (years: number[]) =>
      workCalendars.decide(state, { type: 'write', code: 'desk', draft, published: publicDays({ country: 'CN' }, years) }, context)
    expect(again([2026])).toEqual({ ok: true, value: [] })
    expect(again([2026, 2027])).toMatchObject({ value: [{ calendar: { edition: 2, publishedThrough: '2026-12-31' } }] })
  })

  it('that ships is as the libraries have it', () => {
    const known = publicDays({ country: 'CN' }, [2025, 2026, 2027])
    const inOrder = [...shippedDays().days].sort((a, b) => (a.on < b.on ? -1 : 1))
    // The law names its feasts at greater length than those who publish the days.
    const named = (known?.days ?? []).map((day) => ({ ...day, name: day.name.slice(0, 2) }))
    expect(inOrder.map((day) => ({ ...day, name: day.name.slice(0, 2) }))).toEqual(named)
    expect(shippedDays().through).toBe(known?.through)
    expect(WorkCalendar.parse(shippedCalendar('office'))).toEqual(shippedCalendar('office'))
  })
})

describe('a service policy', () => {
  const level = { calendar: 'office', first: 30, next: 60, resolution: 480 }
  const levels = { P1: level, P2: level, P3: level, P4: level }
  const put = (code: string, facts: object, known = ['office']) =>
    servicePolicies.decide(
      undefined,
      { type: 'write', code, draft: ServicePolicyDraft.parse({ title: 'Policy', levels, ...facts }), known },
      context,
    )

  it('goes by calendars that there are', () => {
    expect(put('vip', {}, ['night'])).toMatchObject({
      error: { findings: [{ code: 'service_policy.calendar_unknown', pointer: '/levels/P1/calendar' }, {}, {}, {}] },
    })
  })

  it('that is for all others stays active and without conditions', () => {
    expect(put('standard', { active: false })).toMatchObject({
      error: { findings: [{ code: 'service_policy.default_narrowed', pointer: '/active' }] },
    })
    expect(put('standard', { when: { kinds: ['claim'] } })).toMatchObject({ error: { findings: [{ pointer: '/when' }] } })
    expect(put('standard', {}).ok).toBe(true)
  })

  it('ships for every ticket, with a calendar that ships', () => {
    const codes = shippedPolicies.flatMap(({ levels: all }) => Object.values(all).map(({ calendar }) => calendar))
    expect(codes.every((code) => shippedCalendar(code) !== undefined)).toBe(true)
    expect(shippedPolicies.some(({ when, active }) => active && when.kinds === undefined && when.tiers === undefined)).toBe(true)
  })

  it('promises something that can be kept: at least a minute', () => {
    expect(ServicePolicyDraft.safeParse({ title: 'Policy', levels: { ...levels, P1: { ...level, first: 0 } } }).success).toBe(false)
  })
})
