import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allWorkCalendars, readWorkCalendar, workCalendarStore } from '../../../adapters/dynamo/service-levels/service-level-store.ts'
import { publicDays } from '../../../adapters/holidays/public-days.ts'
import { workCalendars } from '../../../domain/service-levels/decide.ts'
import type { PublicDays } from '../../../domain/service-levels/work-calendar.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { renewCalendars } from '../../../functions/schedule/renew-calendars.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let on: TestTable
beforeAll(async () => {
  on = await startTestTable()
})
afterAll(() => on?.stop())

const split = ['09:00-17:00']
const week = { mon: split, tue: split, wed: split, thu: split, fri: split, sat: [], sun: [] }
const portsOf = (days: (...asked: Parameters<typeof publicDays>) => PublicDays | undefined = publicDays) => ({
  calendars: workCalendarStore(on.table),
  allCalendars: allWorkCalendars(on.table),
  publicDays: async (...asked: Parameters<typeof publicDays>) => days(...asked),
})
const at = (now: string) => contextOf({ now })
const write = async (code: string, now: string, holidays?: { country: string }) => {
  const draft = { title: code, zone: 'Europe/Berlin', week, days: [], ...(holidays && { holidays }) }
  const years = [-1, 0, 1, 2].map((ahead) => Number(now.slice(0, 4)) + ahead)
  const command = { type: 'write', code, draft, published: holidays && publicDays(holidays, years) } as const
  const done = await execute(workCalendars, workCalendarStore(on.table), { id: code, command, context: at(now) })
  expect(done.ok).toBe(true)
}
const latest = async (code: string) => (await workCalendarStore(on.table).load(code))?.state
const lastDay = async (code: string) => (await latest(code))?.published.at(-1)?.on.slice(0, 4)

describe('what is known of holidays', () => {
  it('goes on across New Year by itself, once, and leaves alone what keeps no holidays', async () => {
    await write('berlin', '2026-12-30T10:00:00.000Z', { country: 'DE' })
    await write('plain', '2026-12-30T10:00:00.000Z')
    expect(await lastDay('berlin')).toBe('2028')
    expect(await renewCalendars(portsOf(), at('2026-12-31T15:00:00.000Z'))).toEqual([])
    // It is New Year in the firm's zone before it is in Greenwich.
    const renewed = await renewCalendars(portsOf(), at('2026-12-31T19:00:00.000Z'))
    expect(renewed).toEqual(['berlin', 'office'].map((code) => ({ code, edition: 2 })))
    expect([await lastDay('berlin'), await lastDay('office')]).toEqual(['2029', '2029'])
    expect(await latest('plain')).toMatchObject({ edition: 1 })
    expect(await renewCalendars(portsOf(), at('2027-01-01T19:00:00.000Z'))).toEqual([])
    const first = await readWorkCalendar(on.table)({ code: 'berlin', edition: 1 })
    expect(first?.published.at(-1)?.on).toMatch(/^2028/)
  })

  it('takes in the days of a year as soon as they are published, those of the calendar that ships among them', async () => {
    const before = await latest('office')
    const late = { on: '2030-02-10', name: '春节调休', works: true }
    const published: typeof publicDays = (source, years) => {
      const known = publicDays(source, years)
      return known && source.country === 'CN' ? { days: [...known.days, late], through: '2030-12-31' } : known
    }
    const renewed = await renewCalendars(portsOf(published), at('2028-11-05T19:00:00.000Z'))
    expect(renewed).toContainEqual({ code: 'office', edition: (before?.edition ?? 0) + 1 })
    expect(await latest('office')).toMatchObject({ publishedThrough: '2030-12-31' })
    expect((await latest('office'))?.published.map(({ on: day }) => day)).toContain('2030-02-10')
  })

  it('that cannot be found for one place is still renewed for the others, and said', async () => {
    const before = await latest('berlin')
    const broken: typeof publicDays = (source, years) => (source.country === 'DE' ? undefined : publicDays(source, years))
    const renewing = renewCalendars(portsOf(broken), at('2031-01-01T19:00:00.000Z'))
    await expect(renewing).rejects.toThrow('calendars were left as they were')
    expect(await latest('berlin')).toEqual(before)
    expect(await lastDay('office')).toBe('2033')
  })
})
