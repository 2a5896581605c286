import * as z from 'zod'
import type { RightsOf } from '../../../domain/access/directory.ts'
import { type DigestContent, digestOf, mostLooked, mostNamed } from '../../../domain/digests/content.ts'
import { digests } from '../../../domain/digests/decide.ts'
import type { Digest, DigestPlan } from '../../../domain/digests/digest.ts'
import type { DigestEvent } from '../../../domain/digests/events.ts'
import { may } from '../../../domain/kernel/actor.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { FirmDays } from '../../../domain/kernel/firm-days.ts'
import { UserId } from '../../../domain/kernel/ids.ts'
import type { Store } from '../../../domain/kernel/store.ts'
import type { DigestUnread, ReadAround, ReadEvent } from '../../../domain/notifications/ports.ts'
import { seenBy } from '../../../domain/notifications/seen.ts'
import type { Reminder } from '../../../domain/reminders/reminder.ts'
import type { SettingsOf } from '../../../domain/staff/ports.ts'
import type { StaffSettings } from '../../../domain/staff/staff-member.ts'
import { localDay, nextWorkingMoment } from '../../../domain/staff/working-moments.ts'
import type { FieldValues } from '../../../domain/templates/fields.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import type { Notice } from '../job.ts'
import { type MessagePorts, queueMessage } from '../messages/queue-message.ts'

export type DigestPorts = MessagePorts & {
  readonly digests: Store<Digest | undefined, DigestEvent>
  readonly settingsOf: SettingsOf
  readonly rightsOf: RightsOf
  readonly digestUnread: DigestUnread
  readonly around: ReadAround
  readonly openReminders: (owner: string, most: number) => Promise<readonly Reminder[]>
  readonly event: ReadEvent
  readonly firmDays: () => Promise<FirmDays>
}

const Whose = z.looseObject({ user: UserId })

/** Whom an event of a person's settings or digest is about. */
const userOf = async ({ event }: DigestPorts, { subject, id }: Notice): Promise<string> => {
  const found = await event(subject.id, id)
  if (!found) throw new Failure(`the event ${id} is not there to be read`)
  return Whose.parse(found.data).user
}

const planOf = ({ workingHours, zone, digest }: StaffSettings): DigestPlan | undefined =>
  digest.on ? { workingHours, zone, ...(digest.at !== undefined && { at: digest.at }) } : undefined

/** Somebody has settled something: plans their digest by what holds now, whatever order this is told in. */
export const planDigest = async (ports: DigestPorts, notice: Notice, context: Context): Promise<void> => {
  const user = await userOf(ports, notice)
  const { settings, hasAddress } = await ports.settingsOf(user)
  const id = derivedId('digest', user)
  const plan = hasAddress ? planOf(settings) : undefined
  const { otherwise } = plan ? await ports.firmDays() : {}
  const command = { type: 'plan', id, user, plan, otherwise } as const
  const done = await execute(digests, ports.digests, { id, command, context })
  if (!done.ok) throw new Failure(`the digest ${id} could not be planned: ${done.error.code}`)
}

/** The time of a digest has come, on a day that the firm works or on one that it has off by now. */
export const digestDue =
  (ports: DigestPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const { otherwise } = await ports.firmDays()
    const done = await execute(digests, ports.digests, { id, command: { type: 'fall due', otherwise }, context })
    if (!done.ok) throw new Failure(`${id} could not fall due: ${done.error.code}`)
  }

/** What there is to say to somebody, as of when they have it: now, or at their next hours where this is heard of after they went home. */
const contentFor = async (ports: DigestPorts, user: string, { now }: Context) => {
  const actor = await ports.rightsOf(user)
  if (!actor || !may(actor, 'me:read')) return undefined
  const [{ settings }, { otherwise }, unread, open] = await Promise.all([
    ports.settingsOf(user),
    ports.firmDays(),
    ports.digestUnread(user, { named: mostNamed, looked: mostLooked }),
    may(actor, 'reminders:read') ? ports.openReminders(user, mostLooked + 1) : [],
  ])
  const around = await ports.around(unread.named)
  const sendAt = nextWorkingMoment({ ...settings, otherwise }, now)
  const reader = { actor, language: settings.language }
  const named = unread.named.map((one, i) => seenBy(reader, one, around[i] ?? {}))
  const content = digestOf({ unread: { ...unread, named }, reminders: open, now: sendAt, zone: settings.zone })
  return content && { content, day: localDay(sendAt, settings.zone), sendAt }
}

/** What is nought is left out, for the template to say nothing of it. */
const counted = (counts: Readonly<Record<string, DigestContent['unread']>>): FieldValues =>
  Object.fromEntries(
    Object.entries(counts).flatMap(([name, { count, more }]) =>
      count > 0 ? [[name, count] as const, ...(more ? [[`${name}More`, 'more'] as const] : [])] : [],
    ),
  )

const fieldsOf = ({ unread, today, overdue, notices, reminders }: DigestContent, day: string): FieldValues => ({
  day,
  ...counted({ unread, today, overdue }),
  notices: notices.map(({ words, customer, text }) => ({
    words,
    ...(customer && { customer: customer.name }),
    ...(text !== undefined && { text }),
  })),
  reminders: reminders.map(({ text, at }) => ({ text, at })),
})

/** A digest has fallen due: mails what there is to say, once for this event, in its reader's hours, and nothing where there is nothing. */
export const sendDigest = async (ports: DigestPorts, notice: Notice, context: Context): Promise<void> => {
  const user = await userOf(ports, notice)
  const made = await contentFor(ports, user, context)
  if (!made) return
  const [fields, to] = [fieldsOf(made.content, made.day), { kind: 'user', id: user } as const]
  await queueMessage(ports, { cause: `digest:${notice.id}`, to, template: 'digest', fields, sendAt: made.sendAt }, context)
}
