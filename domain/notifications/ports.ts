import type { EventEnvelope } from '../kernel/event-envelope.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Store } from '../kernel/store.ts'
import type { NotificationEvent } from './events.ts'
import type { Notification } from './notification.ts'
import type { Around } from './seen.ts'

/** The notifications of one person. Their events are not kept: each is a notice of an event that is. */
export type NotificationStore = Store<Notification | undefined, NotificationEvent>
export type NotificationsOf = (user: string) => NotificationStore

export type NotificationQueries = {
  /** The newest first. */
  readonly list: (user: string, which: 'all' | 'unread', page: PageRequest) => Promise<Result<Page<Notification>, BadCursor>>
  /** The newest unread ones, up to `most`. */
  readonly unread: (user: string, most: number) => Promise<readonly Notification[]>
}

/** Of what somebody has not read, what their digest names: the newest of it, and how much there is. */
export type DigestUnread = (
  user: string,
  most: { readonly named: number; readonly looked: number },
) => Promise<{
  readonly named: readonly Notification[]
  readonly count: number
  /** There is more that was not read than was looked at. */
  readonly more: boolean
}>

/** What each of them is about, in their order. */
export type ReadAround = (notifications: readonly Notification[]) => Promise<readonly Around[]>

/** An event by its subject and its id, sensitive members masked. */
export type ReadEvent = (subjectId: string, eventId: string) => Promise<EventEnvelope | undefined>
