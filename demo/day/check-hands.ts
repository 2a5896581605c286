import * as z from 'zod'
import type { Check } from '../rehearsal/check.ts'
import type { Looked } from './check-messages.ts'
import { limit } from './found.ts'
import { type Counted, countedTickets, isInHand } from './tickets.ts'

const Assigned = z.looseObject({
  how: z.enum(['given', 'taken', 'dispatched']),
  assignee: z.string().optional(),
  from: z.looseObject({ assignee: z.string().optional() }),
})

/** A ticket is taken from its queue, not from somebody, by one. */
const takenTwice = ({ events }: Looked): readonly string[] =>
  events
    .filter(({ type }) => type === 'ticket.assigned')
    .flatMap(({ data, subject, version }) => {
      const { how, assignee, from } = Assigned.parse(data)
      if (how === 'given' || from.assignee === undefined) return []
      return [`${subject.id} in version ${version} was ${how} by ${assignee} from ${from.assignee}`]
    })

/** What somebody had in hand just before each time that they were handed or took another. */
const overloaded = ({ events }: Looked): readonly string[] => {
  const now = new Map<string, Counted>()
  const past = new Map<string, (typeof events)[number][]>()
  const faults: string[] = []
  for (const event of events.filter(({ subject }) => subject.kind === 'ticket')) {
    const { id } = event.subject
    if (event.type === 'ticket.assigned') {
      const { how, assignee } = Assigned.parse(event.data)
      const load = [...now.values()].filter((ticket) => ticket.assignee === assignee && isInHand(ticket)).length
      if (how !== 'given' && load >= limit)
        faults.push(`${assignee} had ${load} in hand when ${id} was ${how} at ${new Date(event.at).toISOString()}`)
    }
    const history = [...(past.get(id) ?? []), event]
    past.set(id, history)
    const counted = countedTickets(history).get(id)
    if (counted) now.set(id, counted)
  }
  return faults
}

export const handsFair = (looked: Looked): Check => {
  const given = looked.events.filter(({ type }) => type === 'ticket.assigned').map(({ data }) => Assigned.parse(data))
  const by = (how: string) => given.filter((one) => one.how === how).length
  const name = `no ticket is two agents', none has more than ${limit} handed: ${by('dispatched')} handed out, ${by('taken')} taken, ${by('given')} given`
  return { name, faults: [...takenTwice(looked), ...overloaded(looked)] }
}
