import type { Answering } from '../../../domain/dispatch/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { FirmDays } from '../../../domain/kernel/firm-days.ts'
import type { Forsaken } from '../../../domain/kernel/forsaken.ts'
import { CustomerId } from '../../../domain/kernel/ids.ts'
import { notifications, type Tidings, waitsForHours } from '../../../domain/notifications/decide.ts'
import type { NotificationsOf, ReadEvent } from '../../../domain/notifications/ports.ts'
import { tellingsOf } from '../../../domain/notifications/tellings.ts'
import type { SettingsOf } from '../../../domain/staff/ports.ts'
import { execute } from '../../runtime/execute.ts'
import { notificationId } from '../../runtime/notification-id.ts'
import type { Notice } from '../job.ts'

export type TellPorts = {
  readonly of: NotificationsOf
  readonly event: ReadEvent
  readonly settingsOf: SettingsOf
  readonly answering: Answering
  readonly firmDays: () => Promise<FirmDays>
  /** Who may say whose it is that stands there, and is to be told that it is nobody's. */
  readonly mayAssign: (at: Forsaken) => Promise<readonly string[]>
  /** Rings: something waits, and there is nobody who could be told of it. */
  readonly nobodyThere: (subject: string) => void
}

const tellOne = async ({ of, settingsOf, firmDays }: TellPorts, tidings: Tidings, context: Context): Promise<void> => {
  const { settings, hasAddress } = await settingsOf(tidings.user)
  const { otherwise } = hasAddress && waitsForHours(tidings.type, settings) ? await firmDays() : {}
  const command = { type: 'raise', tidings, settings, hasAddress, otherwise } as const
  const done = await execute(notifications, of(tidings.user), { id: tidings.id, command, context, isNew: true })
  if (!done.ok) throw new Failure(`${tidings.id} was refused: ${done.error.code}`)
}

type Telling = ReturnType<typeof tellingsOf>[number]

const assigning = async ({ mayAssign, nobodyThere }: TellPorts, at: Forsaken, subject: string): Promise<readonly string[]> => {
  const found = await mayAssign(at)
  if (found.length === 0) nobodyThere(subject)
  return found
}

const peopleFor = async (ports: TellPorts, telling: Telling, { data, subject }: EventEnvelope, { now }: Context) => {
  const [team, unheard, forsaken] = [telling.team(data), telling.unheard(data), telling.forsaken(data)]
  if (unheard !== undefined && (await ports.answering(unheard, now)).length > 0) return []
  return [
    ...telling.who(data),
    ...(team === undefined ? [] : await ports.answering(team, now)),
    ...(forsaken === undefined ? [] : await assigning(ports, forsaken, subject.id)),
  ]
}

/** Tells whoever is to be told of an event, each of them once. Does nothing for events that nobody is told of. */
export const tell = async (ports: TellPorts, { id, type, at, actor, subject, about }: Notice, context: Context): Promise<void> => {
  const tellings = tellingsOf(type)
  if (tellings.length === 0) return
  const event = await ports.event(subject.id, id)
  if (!event) throw new Failure(`the event ${id} is not there to be read`)
  const customerId = about.flatMap((one) => CustomerId.safeParse(one).data ?? [])[0]
  const facts = { event: { id, type, at, by: actor.id }, subject, ...(customerId !== undefined && { customerId }) }
  for (const telling of tellings)
    for (const user of await peopleFor(ports, telling, event, context))
      await tellOne(ports, { id: notificationId(id, user), user, type: telling.type, ...facts }, context)
}
