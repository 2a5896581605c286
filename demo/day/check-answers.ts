import * as z from 'zod'
import type { Check } from '../rehearsal/check.ts'
import { type Looked, type Standing, standingsOf } from './check-messages.ts'
import { tooLate } from './check-prompt.ts'
import { isOfMachine } from './coming.ts'

const Given = z.looseObject({ ticketId: z.string(), answer: z.looseObject({ to: z.string(), at: z.string() }) })
const Queued = z.looseObject({
  message: z.looseObject({ cause: z.string(), template: z.string(), to: z.looseObject({ kind: z.string(), id: z.string() }) }),
})
const day = 24 * 60 * 60_000

/** "Once in a thread and twenty-four hours." */
const tooOften = ({ events }: Looked): readonly string[] => {
  const given = Map.groupBy(
    events.filter(({ type }) => type === 'desk_answer.given').map(({ data }) => Given.parse(data)),
    ({ ticketId }) => ticketId,
  )
  return [...given].flatMap(([ticketId, all]) => {
    const times = all.map(({ answer }) => Date.parse(answer.at)).sort((a, b) => a - b)
    return times.some((at, i) => i > 0 && at - (times[i - 1] ?? 0) < day)
      ? [`the desk spoke by itself ${times.length} times in ${ticketId}`]
      : []
  })
}

const twice = (values: readonly string[], what: string): readonly string[] =>
  [...Map.groupBy(values, (value) => value)]
    .filter(([, all]) => all.length > 1)
    .map(([value, all]) => `${what} ${value}: ${all.length} times`)

/** One message for one cause, one handing over for one message, one mail for one handing over. */
const doubled = ({ events, played }: Looked): readonly string[] => {
  const of = (wanted: string) => events.filter(({ type }) => type === wanted)
  return [
    ...twice(
      of('message.queued').map(({ data }) => Queued.parse(data).message.cause),
      'a message for',
    ),
    ...twice(
      of('message.sending').map(({ subject }) => subject.id),
      'handed over',
    ),
    ...twice(
      played.mailbox.seen().map(({ messageId }) => messageId),
      'a mail',
    ),
  ]
}

/** To what a machine wrote, nothing is ever said. */
const toMachines = (looked: Looked, standings: ReadonlyMap<string, readonly Standing[]>): readonly string[] => {
  const { played, events } = looked
  const answered = new Set(events.filter(({ type }) => type === 'desk_answer.given').map(({ data }) => Given.parse(data).answer.to))
  const machines = [...played.journal.brought.values()].filter(({ coming }) => isOfMachine(coming))
  const answers = machines.flatMap(({ coming: { key, how } }) => {
    const standing = standings.get(key)?.[0]
    const opened = standing && how === 'notice' && answered.has(standing.ticket.id)
    return standing && (opened || answered.has(standing.said.id)) ? [`${key} (${how}) was answered`] : []
  })
  const unmarked = machines.flatMap(({ coming: { key, how } }) =>
    (standings.get(key) ?? []).filter(({ said }) => !said.automatic).map(() => `${key} (${how}) is taken for a person's`),
  )
  const mails = ['noreply@carrier.example', 'MAILER-DAEMON@mx.far.example'].flatMap((address) =>
    played.mailbox.to(address).map(({ subject }) => `a mail to ${address}: ${subject}`),
  )
  return [...answers, ...unmarked, ...mails]
}

/** Who wrote as a person, by a way by which they can be answered, was told the number. */
const unanswered = (looked: Looked, standings: ReadonlyMap<string, readonly Standing[]>): readonly string[] => {
  const { played, events } = looked
  const answered = new Set(events.filter(({ type }) => type === 'desk_answer.given').map(({ data }) => Given.parse(data).ticketId))
  const people = [...played.journal.brought.values()].filter(
    ({ coming, how }) => ['mail', 'folder', 'web', 'wechat'].includes(coming.door) && how === 'matter',
  )
  return people.flatMap(({ coming: { key, door } }) => {
    const id = standings.get(key)?.[0]?.ticket.id
    return id !== undefined && !answered.has(id) ? [`${key} (${door}) was told no number`] : []
  })
}

export const answersOnce = (looked: Looked): Check => {
  const standings = standingsOf(looked)
  const given = looked.events.filter(({ type }) => type === 'desk_answer.given').length
  const faults = [
    ...tooOften(looked),
    ...tooLate(looked),
    ...doubled(looked),
    ...toMachines(looked, standings),
    ...unanswered(looked, standings),
  ]
  return { name: `${given} acknowledgements: one to everybody who wrote, within a minute, none twice, none to a machine`, faults }
}
