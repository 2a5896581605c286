import * as z from 'zod'
import { Instant } from '../kernel/instant.ts'
import { Notification } from './notification.ts'

/** What can happen to a notification. */
export const NotificationEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('notification.raised'), notification: Notification }),
  z.strictObject({ type: z.literal('notification.mailed'), at: Instant }),
  /** Its time passed unseen, and they do not work now. */
  z.strictObject({ type: z.literal('notification.postponed'), mailAt: Instant, at: Instant }),
  z.strictObject({ type: z.literal('notification.read'), at: Instant }),
  z.strictObject({ type: z.literal('notification.unread'), at: Instant }),
])
export type NotificationEvent = z.infer<typeof NotificationEvent>

/** What an event makes of a notification. "What was read is not mailed any more, not even when it is put back among the unread." */
export const evolve = (notification: Notification | undefined, event: NotificationEvent): Notification | undefined => {
  if (event.type === 'notification.raised') return event.notification
  if (!notification) return undefined
  switch (event.type) {
    case 'notification.mailed':
      return { ...notification, mailAt: undefined }
    case 'notification.postponed':
      return { ...notification, mailAt: event.mailAt }
    case 'notification.read':
      return { ...notification, mailAt: undefined, readAt: event.at }
    case 'notification.unread':
      return { ...notification, readAt: undefined }
  }
}
