import * as z from 'zod'
import type { RawEvent } from '../rehearsal/raw.ts'
import type { Looked } from './check-messages.ts'

const Taken = z.looseObject({ ticketId: z.string() })
const Queued = z.looseObject({ message: z.looseObject({ cause: z.string() }) })

const minute = 60_000
/** A worker that was killed leaves what it had in hand to whoever looks for it later. */
const afterKill = 15 * minute

/** The first moment of each group: of what came in under a ticket, or of what was sent. */
const firsts = (events: readonly RawEvent[], type: string): ReadonlyMap<string, number> =>
  new Map(
    [
      ...Map.groupBy(
        events.filter((event) => event.type === type),
        ({ subject }) => subject.id,
      ),
    ].map(([id, all]) => [id, Math.min(...all.map(({ at }) => at))]),
  )

/** When what opened each ticket came in at its door, or the ticket was opened where it came by none. */
const arrivalsIn = (events: readonly RawEvent[]): ReadonlyMap<string, number> => {
  const received = firsts(events, 'inbound.received')
  const arrivals = new Map(firsts(events, 'ticket.opened'))
  for (const { type, subject, data } of events) {
    const at = received.get(subject.id)
    const taken = type === 'inbound.taken' ? Taken.safeParse(data).data : undefined
    if (taken && at !== undefined) arrivals.set(taken.ticketId, Math.min(at, arrivals.get(taken.ticketId) ?? at))
  }
  return arrivals
}

/** "Who writes hears within a minute that it has come, and under which number", unless they asked not to be written to at that hour. */
export const tooLate = ({
  events,
  played,
}: Pick<Looked, 'events'> & { readonly played: Pick<Looked['played'], 'journal'> }): readonly string[] => {
  const [arrivals, sent, postponed] = [arrivalsIn(events), firsts(events, 'message.sent'), firsts(events, 'message.postponed')]
  const kills = played.journal.killedAt.map((at) => Date.parse(at))
  return events.flatMap(({ type, subject, data }) => {
    if (type !== 'message.queued' || postponed.has(subject.id)) return []
    const ticketId = /^desk_answer:(tkt_.+)$/.exec(Queued.parse(data).message.cause)?.[1] ?? ''
    const [came, went] = [arrivals.get(ticketId), sent.get(subject.id)]
    if (came === undefined || went === undefined || kills.some((at) => at <= came && came < at + afterKill)) return []
    return went - came > minute ? [`who wrote ${ticketId} heard of its number after ${Math.round((went - came) / 1000)} s`] : []
  })
}
