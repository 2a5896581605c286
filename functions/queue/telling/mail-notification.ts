import type { RightsOf } from '../../../domain/access/directory.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { FirmDays } from '../../../domain/kernel/firm-days.ts'
import { isMailDue, type NotificationCommand, notifications } from '../../../domain/notifications/decide.ts'
import type { Notification } from '../../../domain/notifications/notification.ts'
import type { NotificationsOf, ReadAround } from '../../../domain/notifications/ports.ts'
import { seenBy } from '../../../domain/notifications/seen.ts'
import type { SettingsOf } from '../../../domain/staff/ports.ts'
import type { StaffSettings } from '../../../domain/staff/staff-member.ts'
import { isUrgent } from '../../../domain/staff/switches.ts'
import { execute } from '../../runtime/execute.ts'
import { type MessagePorts, queueMessage } from '../messages/queue-message.ts'

export type MailPorts = MessagePorts & {
  readonly of: NotificationsOf
  readonly around: ReadAround
  readonly settingsOf: SettingsOf
  readonly rightsOf: RightsOf
  readonly firmDays: () => Promise<FirmDays>
}

type Mailing = { readonly notification: Notification; readonly settings: StaffSettings }

/** In words that its reader may read now. Nothing goes to whoever was shut out meanwhile. */
const mail = async (ports: MailPorts, { notification, settings: { language } }: Mailing, context: Context): Promise<void> => {
  const { id, user, event } = notification
  const [actor, [around = {}]] = await Promise.all([ports.rightsOf(user), ports.around([notification])])
  if (!actor) return
  const { words, text, customer } = seenBy({ actor, language }, notification, around)
  const fields = { words, at: event.at, ...(text !== undefined && { text }), ...(customer && { customer: customer.name }) }
  await queueMessage(ports, { cause: `notification:${id}`, to: { kind: 'user', id: user }, template: 'notification', fields }, context)
}

const goesOut = (notification: Notification, command: NotificationCommand, context: Context): boolean => {
  const decided = notifications.decide(notification, command, context)
  return decided.ok && decided.value.some(({ type }) => type === 'notification.mailed')
}

/**
 * The time of a notification's mail has come, unless it was read; outside its reader's hours it is put off. First the message is asked
 * for, which is one however often this runs, and then it is noted: whoever dies in between is followed by one who does the same again.
 */
export const mailNotification = async (
  ports: MailPorts,
  { user, id }: { readonly user: string; readonly id: string },
  context: Context,
): Promise<void> => {
  const store = ports.of(user)
  const found = await store.load(id)
  const notification = found?.state
  if (!notification || !isMailDue(notification, context.now)) return
  const [{ settings }, days] = await Promise.all([ports.settingsOf(user), isUrgent(notification.type) ? undefined : ports.firmDays()])
  const command = { type: 'fall due', shift: { ...settings, otherwise: days?.otherwise } } as const
  if (goesOut(notification, command, context)) await mail(ports, { notification, settings }, context)
  const done = await execute(notifications, store, { id, command, context })
  if (!done.ok) throw new Failure(`${id} could not be noted as mailed: ${done.error.code}`)
}
