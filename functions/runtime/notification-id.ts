import { NotificationId } from '../../domain/kernel/ids.ts'
import { derivedId } from './derived-id.ts'

const prefix = 4
/** The characters of a ULID that say when. */
const time = 10

/** Who is told of an event is told once, however often the event is: the id says which event, and whom. It stands in the order of events. */
export const notificationId = (eventId: string, user: string): NotificationId => {
  const derived = derivedId('notification', `${eventId}\n${user}`)
  const when = eventId.slice(prefix, prefix + time)
  return NotificationId.parse(derived.slice(0, prefix) + when + derived.slice(prefix + time))
}
