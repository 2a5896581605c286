import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { type NotificationCommand, notifications, type Tidings } from '../../../domain/notifications/decide.ts'
import { NotificationEvent } from '../../../domain/notifications/events.ts'
import { expiryOf, Notification } from '../../../domain/notifications/notification.ts'
import { firmSettings, type StaffSettings } from '../../../domain/staff/staff-member.ts'
import type { Loudness, NoticeType } from '../../../domain/staff/switches.ts'
import { isWorking } from '../../../domain/staff/working-moments.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const saturday = '2026-11-21T02:00:00.000Z'
const monday = '2026-11-23T01:00:00.000Z'
const evening = '2026-11-23T12:00:00.000Z'
const justBefore = (moment: string): string => new Date(Date.parse(moment) - 1).toISOString()
const id = 'ntf_01KAJ0000000000000000000AA'
const tidings = (type: NoticeType = 'mention', by = 'usr_wang'): Tidings =>
  Notification.omit({ inDigest: true, mailAt: true, readAt: true }).parse({
    id,
    user: 'usr_li',
    type,
    event: { id: 'evt_01KAJ0000000000000000000AA', type: 'note.written', at: saturday, by },
    subject: { kind: 'note', id: 'nte_01KAJ0000000000000000000AA' },
  })
const raise = (facts: { type?: NoticeType; by?: string; loudness?: Loudness; hasAddress?: boolean } = {}): NotificationCommand => {
  const { type = 'mention', by, loudness = 'mail', hasAddress = true } = facts
  return { type: 'raise', tidings: tidings(type, by), settings: { ...firmSettings, switches: { [type]: loudness } }, hasAddress }
}
const raised = (facts: object = {}) =>
  NotificationEvent.parse({ type: 'notification.raised', notification: { ...tidings(), inDigest: true, ...facts } })
const { given } = stories(notifications)
const due = (settings: StaffSettings = firmSettings, otherwise?: ReadonlyMap<string, boolean>): NotificationCommand => ({
  type: 'fall due',
  shift: { ...settings, otherwise },
})
const at = (now: string) => contextOf({ now })

describe('being told', () => {
  it('waits for working hours before it is mailed', () => {
    given()
      .when(raise(), at(saturday))
      .thenEvents(raised({ mailAt: monday }))
  })

  it('waits for a day that the firm works, too', () => {
    const { after } = given().when({ ...raise(), otherwise: new Map([['2026-11-23', false]]) } as NotificationCommand, at(saturday))
    expect(after?.mailAt).toBe('2026-11-24T01:00:00.000Z')
  })

  it('does not wait where it is urgent', () => {
    const { after } = given().when(raise({ type: 'low_score' }), at(saturday))
    expect(after?.mailAt).toBe(saturday)
  })

  it('is as loud as they want it: not at all, in the centre alone, in the digest, or by mail', () => {
    given()
      .when(raise({ loudness: 'off' }), at(saturday))
      .thenNothing()
    given()
      .when(raise({ loudness: 'app' }), at(saturday))
      .thenEvents(raised({ inDigest: false }))
    given()
      .when(raise({ loudness: 'digest' }), at(saturday))
      .thenEvents(raised())
  })

  it('is not mailed where there is no confirmed address', () => {
    given()
      .when(raise({ hasAddress: false }), at(saturday))
      .thenEvents(raised())
  })

  it('is never of what they did themselves', () => {
    given()
      .when(raise({ by: 'usr_li' }), at(saturday))
      .thenNothing()
  })

  it('happens once, however often the event is told', () => {
    given(raised()).when(raise(), at(monday)).thenNothing()
  })
})

describe('the mail of a notification', () => {
  it('is not sent once it was read, not even when it is put back among the unread', () => {
    const past = [raised({ mailAt: monday }), NotificationEvent.parse({ type: 'notification.read', at: saturday })]
    given(...past)
      .when(due(), at(monday))
      .thenNothing()
    given(...past, NotificationEvent.parse({ type: 'notification.unread', at: saturday }))
      .when(due(), at(monday))
      .thenNothing()
  })

  it('falls due at its time, in their hours, once, and not before', () => {
    given(raised({ mailAt: monday }))
      .when(due(), at(justBefore(monday)))
      .thenNothing()
    const { after } = given(raised({ mailAt: monday })).when(due(), at(monday))
    expect(after?.mailAt).toBeUndefined()
    expect(notifications.decide(after, due(), at(monday))).toEqual({ ok: true, value: [] })
  })

  it('waits for their next hours where its time passed unseen', () => {
    // 17:50 on Friday in Shanghai, of which nobody hears before seven in the evening, or before Saturday.
    const late = raised({ mailAt: '2026-11-20T09:50:00.000Z' })
    for (const seen of ['2026-11-20T11:00:00.000Z', saturday])
      given(late)
        .when(due(), at(seen))
        .thenEvents({ type: 'notification.postponed', mailAt: Instant.parse(monday), at: Instant.parse(seen) })
    const dayOff = new Map([['2026-11-23', false]])
    expect(given(late).when(due(firmSettings, dayOff), at(monday)).after?.mailAt).toBe('2026-11-24T01:00:00.000Z')
  })

  it('waits for no hours where it is urgent', () => {
    const urgent = raised({ ...tidings('low_score'), mailAt: saturday })
    given(urgent)
      .when(due(), at(saturday))
      .thenEvents({ type: 'notification.mailed', at: Instant.parse(saturday) })
  })

  it('is put off to a moment ahead, in their hours, and goes out then: none stays due, whenever it is seen and whatever is settled meanwhile', () => {
    const hours = fc.constantFrom<string[]>(['09:00-18:00'], ['22:00-24:00'], ['00:00-00:30', '12:00-12:01'])
    const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York')
    const shifts = fc
      .record({ mon: hours, fri: hours })
      .chain((days) =>
        zone.map((zone) => ({ ...firmSettings, zone, workingHours: { ...firmSettings.workingHours, tue: [], wed: [], thu: [], ...days } })),
      )
    const minutes = fc.integer({ min: -200, max: 60 * 24 * 400 })
    const daysOff = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.boolean()), { maxLength: 30 })
      .map((days) => new Map(days.map(([n, isWorked]) => [new Date(Date.UTC(2026, 10, 21 + n)).toISOString().slice(0, 10), isWorked])))
    fc.assert(
      fc.property(shifts, minutes, daysOff, (settings, late, otherwise) => {
        const now = Instant.parse(new Date(Date.parse(monday) + late * 60_000).toISOString())
        const { decided, after } = given(raised({ mailAt: monday })).when(due(settings, otherwise), at(now))
        const [event] = decided.ok ? decided.value : []
        const isWork = isWorking({ ...settings, otherwise }, now)
        expect(event?.type).toBe(now < monday ? undefined : isWork ? 'notification.mailed' : 'notification.postponed')
        if (event?.type !== 'notification.postponed' || !after?.mailAt) return
        expect(after.mailAt > now).toBe(true)
        const next = notifications.decide(after, due(settings, otherwise), at(after.mailAt))
        expect(next).toMatchObject({ ok: true, value: [{ type: 'notification.mailed' }] })
      }),
    )
  })
})

describe('what was told', () => {
  it('is kept for 90 days from when it was read, and for a year where nobody read it', () => {
    const days = (from: string, notification: Notification | undefined) =>
      ((notification ? expiryOf(notification) : 0) - Date.parse(from)) / 86_400_000
    expect(days(saturday, given(raised()).state)).toBe(365)
    expect(days(monday, given(raised(), NotificationEvent.parse({ type: 'notification.read', at: monday })).state)).toBe(90)
  })

  it('is not there for whoever it does not belong to', () => {
    given().when({ type: 'read' }).thenRefused('notification.not_found')
    given().when(due()).thenNothing()
  })
})

keepsTheLaws('a notification', {
  decider: notifications,
  commands: fc.constantFrom<NotificationCommand>(raise(), raise({ loudness: 'off' }), { type: 'read' }, { type: 'unread' }, due()),
  contexts: fc.constantFrom(at(saturday), at(monday), at(evening)),
  events: ['notification.raised', 'notification.mailed', 'notification.postponed', 'notification.read', 'notification.unread'],
})
