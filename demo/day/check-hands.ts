import { decodeTime } from 'ulid'
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

type InHand = Counted & {
  /** When it came into their hands. Epoch milliseconds, as the event was written. */
  readonly since: number
  /** Whether it was handed to them or taken: that takes their turn, so the next who hands them one has seen it. */
  readonly byTurn: boolean
}

/** Somebody gives a ticket by hand, or a customer's answer brings one back, whatever its agent has in hand: in this moment (milliseconds) nobody has seen it. */
const unseen = 5_000

const seenBy =
  (written: number) =>
  ({ since, byTurn }: InHand): boolean =>
    byTurn || since + unseen < written

/** As a ticket stands after an event, with when and how it came into these hands. */
const after = (was: InHand | undefined, counted: Counted, came: Pick<InHand, 'since' | 'byTurn'>): InHand => {
  const stays = was && was.assignee === counted.assignee && isInHand(was) === isInHand(counted)
  return { ...counted, ...(stays ? { since: was.since, byTurn: was.byTurn } : came) }
}

/** What somebody had in hand, for all to see, when they were handed or took another. */
const overloaded = ({ events }: Looked): readonly string[] => {
  const now = new Map<string, InHand>()
  const past = new Map<string, (typeof events)[number][]>()
  const faults: string[] = []
  for (const event of events.filter(({ subject }) => subject.kind === 'ticket')) {
    const { id } = event.subject
    const written = decodeTime(event.id.slice('evt_'.length))
    const assigned = event.type === 'ticket.assigned' ? Assigned.parse(event.data) : undefined
    const byTurn = assigned !== undefined && assigned.how !== 'given'
    if (byTurn) {
      const inHand = [...now.values()].filter((ticket) => ticket.assignee === assigned.assignee && isInHand(ticket))
      const load = inHand.filter(seenBy(written)).length
      if (load >= limit)
        faults.push(`${assigned.assignee} had ${load} in hand when ${id} was ${assigned.how} at ${new Date(event.at).toISOString()}`)
    }
    const history = [...(past.get(id) ?? []), event]
    past.set(id, history)
    const counted = countedTickets(history).get(id)
    if (counted) now.set(id, after(now.get(id), counted, { since: written, byTurn }))
  }
  return faults
}

export const handsFair = (looked: Looked): Check => {
  const given = looked.events.filter(({ type }) => type === 'ticket.assigned').map(({ data }) => Assigned.parse(data))
  const by = (how: string) => given.filter((one) => one.how === how).length
  const name = `no ticket is two agents', none has more than ${limit} handed: ${by('dispatched')} handed out, ${by('taken')} taken, ${by('given')} given`
  return { name, faults: [...takenTwice(looked), ...overloaded(looked)] }
}
