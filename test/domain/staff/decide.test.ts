import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { type StaffCommand, staff } from '../../../domain/staff/decide.ts'
import { mostCodes, StaffEvent } from '../../../domain/staff/events.ts'
import { confirmedAddress, firmSettings, StaffSettings } from '../../../domain/staff/staff-member.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'stf_01KAJ0000000000000000000AA'
const li = { id: 'usr_li' }
const at = (now: string) => contextOf({ now, actor: li })
const morning = '2026-11-21T08:30:00.000Z'
const event = (type: string, facts: object = {}, now = morning) => StaffEvent.parse({ type, id, user: 'usr_li', at: now, ...facts })
const named = (address = 'li@example.com', now = morning) => event('staff.email_named', { address }, now)
const { given } = stories(staff)
const name = (address: string): StaffCommand => ({ id, type: 'name email', address })
const confirm = (matches: boolean, namedAt: string = morning): StaffCommand => ({
  id,
  type: 'confirm email',
  namedAt: Instant.parse(namedAt),
  matches,
})

describe('what a person settles', () => {
  it('is, where they have settled nothing, what the firm has settled', () => {
    expect(StaffSettings.parse({})).toEqual(firmSettings)
  })

  it('begins with what the firm has settled', () => {
    given().when({ id, type: 'settle', patch: {} }, at(morning)).thenNothing()
    const { after } = given().when({ id, type: 'settle', patch: { language: 'en' } }, at(morning))
    expect(after).toMatchObject({ user: 'usr_li', settings: { ...firmSettings, language: 'en' } })
  })

  it('goes back to that of the firm where it is taken away', () => {
    const settled = event('staff.settled', { settings: { ...firmSettings, zone: 'Europe/Berlin' } })
    const { after } = given(settled).when({ id, type: 'settle', patch: { zone: null } }, at(morning))
    expect(after?.settings.zone).toBe(firmSettings.zone)
  })

  it('is refused as a whole where a part of it cannot be', () => {
    given()
      .when({ id, type: 'settle', patch: { language: 'en', workingHours: { mon: ['12:00-09:00'] } } }, at(morning))
      .thenRefused('request.invalid')
  })
})

describe('the address for notices', () => {
  it('is of no use before it is confirmed', () => {
    const { after } = given().when(name('li@example.com'), at(morning))
    expect(after && confirmedAddress(after)).toBeUndefined()
    const confirmed = given(named()).when(confirm(true), at('2026-11-21T09:00:00.000Z'))
    expect(confirmed.after && confirmedAddress(confirmed.after)).toBe('li@example.com')
  })

  it('loses its confirmation when another is named, and keeps it when it is named again', () => {
    const confirmed = event('staff.email_confirmed')
    const { after } = given(named(), confirmed).when(name('other@example.com'), at(morning))
    expect(after && confirmedAddress(after)).toBeUndefined()
    given(named(), confirmed).when(name('LI@example.com'), at(morning)).thenNothing()
  })

  it('is not found out by trying: after five wrong codes even the right one is of no use', () => {
    const wrong = event('staff.email_code_wrong')
    given(named(), wrong, wrong, wrong, wrong).when(confirm(true), at(morning)).thenEvents(event('staff.email_confirmed'))
    given(named(), wrong, wrong, wrong, wrong, wrong).when(confirm(true), at(morning)).thenRefused('staff.code_expired')
  })

  it('is confirmed within a day, or named anew', () => {
    given(named())
      .when(confirm(true), at('2026-11-22T08:30:00.000Z'))
      .thenEvents(event('staff.email_confirmed', {}, '2026-11-22T08:30:00.000Z'))
    given(named()).when(confirm(true), at('2026-11-22T08:30:00.001Z')).thenRefused('staff.code_expired')
  })

  it("is not a way to fill a stranger's mailbox: five codes a day", () => {
    const five = Array.from({ length: mostCodes }, (_, i) => named(`li${i}@example.com`))
    given(...five)
      .when(name('li@example.com'), at('2026-11-21T20:00:00.000Z'))
      .thenRefused('staff.too_many_codes')
    expect(given(...five).when(name('li@example.com'), at('2026-11-22T08:30:00.000Z')).decided.ok).toBe(true)
  })

  it('is not confirmed by the code for another that was named before it, nor is that code counted as wrong', () => {
    const later = '2026-11-21T08:31:00.000Z'
    const overtaken = given(named('mine@example.com'), named('theirs@example.com', later))
    for (const matches of [true, false]) overtaken.when(confirm(matches, morning), at(later)).thenNothing()
    overtaken.when(confirm(true, later), at(later)).thenEvents(event('staff.email_confirmed', {}, later))
  })

  it('cannot be confirmed where none was named', () => {
    given().when(confirm(true), at(morning)).thenRefused('staff.no_email')
  })
})

const hours = fc.oneof(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 200 }))
const moments = hours.map((passed) => at(new Date(Date.parse(morning) + passed * 3_600_000).toISOString()))
keepsTheLaws('what a person settles', {
  decider: staff,
  commands: fc.oneof(
    fc
      .constantFrom({ language: 'en' }, { language: null }, { digest: { on: false } }, { zone: 'Mars/Olympus' })
      .map((patch) => ({ id, type: 'settle' as const, patch })),
    fc.constantFrom('a@example.com', 'b@example.com').map(name),
    fc.tuple(fc.boolean(), moments).map(([matches, { now }]) => confirm(matches, now)),
    fc.constant({ id, type: 'drop email' as const }),
  ),
  contexts: moments,
  events: ['staff.settled', 'staff.email_named', 'staff.email_confirmed', 'staff.email_code_wrong', 'staff.email_dropped'],
})
