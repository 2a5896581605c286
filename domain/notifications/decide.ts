import type { Context, Decider } from '../kernel/decider.ts'
import type { Instant } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { StaffSettings } from '../staff/staff-member.ts'
import { isOfOwnDeed, isUrgent, loudnessOf, type NoticeType } from '../staff/switches.ts'
import type { Shift } from '../staff/working-hours.ts'
import { nextWorkingMoment } from '../staff/working-moments.ts'
import { evolve, type NotificationEvent } from './events.ts'
import type { Notification } from './notification.ts'

/** What there is to tell, before anybody has looked at how its reader wants to be told. */
export type Tidings = Omit<Notification, 'inDigest' | 'mailAt' | 'readAt'>

export type NotificationCommand =
  /** `hasAddress`: whether there is anywhere to mail to. `otherwise`: days that the firm has off, or makes up for. */
  | ({ readonly type: 'raise'; readonly tidings: Tidings; readonly settings: StaffSettings; readonly hasAddress: boolean } & Pick<
      Shift,
      'otherwise'
    >)
  /** `shift`: when its reader works, as it is settled by now. */
  | { readonly type: 'fall due'; readonly shift: Shift }
  | { readonly type: 'read' | 'unread' }

export type NotificationRefusal = { readonly code: 'notification.not_found' }

type State = Notification | undefined
type Decision = Result<readonly NotificationEvent[], NotificationRefusal>

/** Whether its mail, if there is one, waits for their hours. */
export const waitsForHours = (type: NoticeType, settings: StaffSettings): boolean =>
  loudnessOf(settings.switches, type) === 'mail' && !isUrgent(type)

/** "Nobody is disturbed outside their hours or on a day off, unless it cannot wait." */
const mailTime = ({ type }: Pick<Tidings, 'type'>, shift: Shift, now: Instant): Instant =>
  isUrgent(type) ? now : nextWorkingMoment(shift, now)

/** "Nobody is told what they did themselves, unless it is that it reached nobody, nor what they do not want to hear." */
const raise = (
  { tidings, settings, hasAddress, otherwise }: Extract<NotificationCommand, { type: 'raise' }>,
  { now }: Context,
): Decision => {
  const loudness = loudnessOf(settings.switches, tidings.type)
  if (loudness === 'off' || (tidings.event.by === tidings.user && !isOfOwnDeed(tidings.type))) return ok([])
  const mailAt = loudness === 'mail' && hasAddress ? mailTime(tidings, { ...settings, otherwise }, now) : undefined
  const notification = { ...tidings, inDigest: loudness !== 'app', ...(mailAt !== undefined && { mailAt }) }
  return ok([{ type: 'notification.raised', notification }])
}

/** Whether the time of its mail has come, be it in their hours or not. */
export const isMailDue = (notification: State, now: Instant): boolean => notification?.mailAt !== undefined && notification.mailAt <= now

/** "What was due in their hours and was seen to after them, as after an outage, waits for the next ones." */
const fallDue = (state: State, shift: Shift, now: Instant): Decision => {
  if (!state || !isMailDue(state, now)) return ok([])
  const mailAt = mailTime(state, shift, now)
  return ok([mailAt > now ? { type: 'notification.postponed', mailAt, at: now } : { type: 'notification.mailed', at: now }])
}

const decide = (state: State, command: NotificationCommand, context: Context): Decision => {
  // One that is there already: the event was told again.
  if (command.type === 'raise') return state ? ok([]) : raise(command, context)
  if (command.type === 'fall due') return fallDue(state, command.shift, context.now)
  if (!state) return refuse({ code: 'notification.not_found' })
  const isRead = state.readAt !== undefined
  if (command.type === 'read') return ok(isRead ? [] : [{ type: 'notification.read', at: context.now }])
  return ok(isRead ? [{ type: 'notification.unread', at: context.now }] : [])
}

export const notifications: Decider<State, NotificationCommand, NotificationEvent, NotificationRefusal> = {
  initial: undefined,
  decide,
  evolve,
}
