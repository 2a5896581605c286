import * as z from 'zod'
import type { Check } from '../rehearsal/check.ts'
import { clockIn, dayAt, plus } from '../rehearsal/days.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import type { Colleague, Quiet } from './firm.ts'
import type { Played } from './play.ts'

const Digest = z.looseObject({ user: z.string() })
const Queued = z.looseObject({
  message: z.looseObject({
    to: z.object({ kind: z.string(), id: z.string() }),
    customerId: z.string().optional(),
    template: z.string(),
    cause: z.string(),
  }),
})
type Message = z.infer<typeof Queued>['message']

const isIn = (time: string, from: string, until: string): boolean =>
  from <= until ? from <= time && time < until : from <= time || time < until

const worksAt = ({ zone, hours }: Colleague, at: number): boolean => {
  const { time, weekday } = clockIn(zone, at)
  return weekday > 0 && weekday < 6 && hours.some((span) => isIn(time, span.slice(0, 5), span.slice(6)))
}

const digestsOf = ({ events }: Played, user: string): readonly RawEvent[] =>
  events.filter(({ type, data }) => type === 'digest.fell_due' && Digest.parse(data).user === user)

/** Working days from the one after the beginning to the last. */
const workingDays = ({ span: { first, last } }: Played, zone: string): readonly string[] => {
  const days: string[] = []
  for (let day = first; day <= last; day = plus(day, 1))
    if (![0, 6].includes(clockIn(zone, Date.parse(`${day}T12:00:00Z`)).weekday)) days.push(day)
  return days
}

const digestFaults = (played: Played, colleague: Colleague): readonly string[] => {
  const { user, zone, digestAt, address } = colleague
  const happened = digestsOf(played, user)
  const wanted = digestAt !== undefined && address !== undefined
  const days = happened.map(({ at }) => clockIn(zone, at).day)
  const expected = wanted ? workingDays(played, zone).filter((day) => day > played.span.first || dayAt(played.from) === day) : []
  const missing = expected.filter((day) => !days.includes(day)).map((day) => `${user} had no digest on ${day}`)
  const surplus = days
    .filter((day, i) => days.indexOf(day) < i || !expected.includes(day))
    .map((day) => `${user} had a digest too many on ${day}`)
  const outside = happened
    .filter(({ at }) => !worksAt(colleague, at))
    .map(({ at }) => `${user} had a digest at ${new Date(at).toISOString()}`)
  return [...missing, ...surplus, ...outside]
}

export const digestsInHours = (played: Played): Check => ({
  name: 'digests: one a person and working day, while they work, and none to who wants none',
  faults: played.firm.colleagues.flatMap((colleague) => digestFaults(played, colleague)),
})

const messagesIn = ({ events }: Played): ReadonlyMap<string, Message> =>
  new Map(events.filter(({ type }) => type === 'message.queued').map(({ subject, data }) => [subject.id, Queued.parse(data).message]))

const isQuiet = ({ from, until, zone }: Quiet, at: number): boolean => isIn(clockIn(zone, at).time, from, until)

/** Why a message should not have gone out at that moment. A notice that is mailed by itself says not whether it could wait, so it is not judged. */
const untimely = (played: Played, { to, customerId, template }: Message, at: number): boolean => {
  if (to.kind === 'contact') {
    const quiet = played.customerOf(customerId ?? '')?.quiet
    return quiet !== undefined && isQuiet(quiet, at)
  }
  const colleague = template === 'digest' ? played.firm.colleagues.find(({ user }) => user === to.id) : undefined
  return colleague !== undefined && !worksAt(colleague, at)
}

/** Mails to contacts stay out of their quiet hours, and the mail of a digest goes out while its reader works. */
export const mailsInHours = (played: Played): Check => {
  const messages = messagesIn(played)
  const faults = played.events
    .filter(({ type }) => type === 'message.sending')
    .flatMap(({ subject, at }) => {
      const message = messages.get(subject.id)
      if (!message || !untimely(played, message, at)) return []
      return [`${message.template} to ${message.customerId ?? message.to.id} at ${new Date(at).toISOString()}`]
    })
  return { name: 'messages: none went to a contact in their quiet hours, and no digest to a colleague who was not at work', faults }
}

const twice = (events: readonly RawEvent[], type: string): readonly string[] => {
  const times = Map.groupBy(
    events.filter((event) => event.type === type),
    ({ subject }) => subject.id,
  )
  return [...times].filter(([, all]) => all.length > 1).map(([id, all]) => `${type} ${id}: ${all.length} times`)
}

/** One message for one cause, one try that a provider may have seen for one message. */
export const nothingTwice = (played: Played): Check => {
  const messages = messagesIn(played)
  const causes = Map.groupBy(messages, ([, { cause }]) => cause)
  const doubled = [...causes].filter(([, all]) => all.length > 1).map(([cause]) => `two messages for ${cause}`)
  const { events } = played
  const once = [
    'message.sending',
    'message.sent',
    'survey.sent',
    'survey.reminded',
    'survey.answered',
    'survey.expired',
    'notification.mailed',
  ]
  return { name: 'nothing was done twice for one cause', faults: [...doubled, ...once.flatMap((type) => twice(events, type))] }
}

export const unknownIn = ({ events }: Played): readonly string[] => {
  const sent = new Set(events.filter(({ type }) => type === 'message.sent').map(({ subject }) => subject.id))
  return events.filter(({ type, subject }) => type === 'message.unknown' && !sent.has(subject.id)).map(({ subject }) => subject.id)
}

const Postponed = z.looseObject({ until: z.string() })
/** Messages whose hour comes after the end, such as one to somebody who slept when it was over. */
const waitingIn = ({ events, to }: Played): ReadonlySet<string> => {
  const last = new Map(
    events.filter(({ type }) => type === 'message.postponed').map(({ subject, data }) => [subject.id, Postponed.parse(data).until]),
  )
  return new Set([...last].filter(([, until]) => Date.parse(until) > to).map(([id]) => id))
}

const fateOf = ({ events, to }: Played, id: string): string =>
  events
    .filter(({ subject }) => subject.id === id)
    .map(({ type, at }) => `${type} ${Math.round((to - at) / 1000)} s before the end`)
    .join(', ')

/** Each mail that was to go out went out, or lies there as unknown for a person to look at. */
export const everyMailTold = (played: Played): Check => {
  const waiting = waitingIn(played)
  const over = new Set(
    played.events
      .filter(({ type }) => ['message.sent', 'message.unknown', 'message.refused'].includes(type))
      .map(({ subject }) => subject.id),
  )
  const faults = [...messagesIn(played)]
    .filter(([id]) => !over.has(id) && !waiting.has(id))
    .map(([id, { template, cause }]) => `${template} for ${cause}: ${id} is still on its way, after ${fateOf(played, id)}`)
  return { name: `messages: ${over.size} came to an end, ${unknownIn(played).length} of them unknown`, faults }
}
