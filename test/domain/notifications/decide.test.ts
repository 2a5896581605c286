import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { type NotificationCommand, notifications, type Tidings } from '../../../domain/notifications/decide.ts'
import { NotificationEvent } from '../../../domain/notifications/events.ts'
import { expiryOf, Notification } from '../../../domain/notifications/notification.ts'
import { firmSettings } from '../../../domain/staff/staff-member.ts'
import type { Loudness, NoticeType } from '../../../domain/staff/switches.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const saturday = '2026-11-21T02:00:00.000Z'
const monday = '2026-11-23T01:00:00.000Z'
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
      .when({ type: 'fall due' }, at(monday))
      .thenNothing()
    given(...past, NotificationEvent.parse({ type: 'notification.unread', at: saturday }))
      .when({ type: 'fall due' }, at(monday))
      .thenNothing()
  })

  it('falls due at its time, once, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 9000 }), (hours) => {
        const now = Instant.parse(new Date(Date.parse(monday) + hours * 3_600_000).toISOString())
        const { decided, after } = given(raised({ mailAt: monday })).when({ type: 'fall due' }, at(now))
        expect(decided.ok && decided.value.length).toBe(now >= monday ? 1 : 0)
        expect(after?.mailAt).toBe(now >= monday ? undefined : monday)
        expect(notifications.decide(after, { type: 'fall due' }, at(now))).toEqual({ ok: true, value: [] })
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
    given().when({ type: 'fall due' }).thenNothing()
  })
})

keepsTheLaws('a notification', {
  decider: notifications,
  commands: fc.constantFrom<NotificationCommand>(
    raise(),
    raise({ loudness: 'off' }),
    { type: 'read' },
    { type: 'unread' },
    { type: 'fall due' },
  ),
  contexts: fc.constantFrom(at(saturday), at(monday)),
  events: ['notification.raised', 'notification.mailed', 'notification.read', 'notification.unread'],
})
