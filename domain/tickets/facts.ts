import type { Fact } from '../service-levels/fact.ts'
import type { TicketEvent } from './events.ts'
import { somebodyWaits } from './others.ts'
import type { Ticket } from './ticket.ts'

type What = Fact['what']

/** "A note, a machine's message and who it is given to are nothing that a deadline goes by." */
const saidIn = (event: TicketEvent, after: Ticket): readonly What[] => {
  switch (event.type) {
    case 'ticket.opened':
      return event.message ? ['opened', 'customer_wrote'] : ['opened']
    case 'ticket.message_received':
      return event.automatic ? [] : ['customer_wrote']
    case 'ticket.replied':
      return event.automatic || somebodyWaits(after) ? [] : ['we_answered']
    case 'ticket.answered_apart':
      return somebodyWaits(after) ? [] : ['we_answered']
    default:
      return []
  }
}

const changedIn = (before: Ticket | undefined, after: Ticket): readonly What[] => [
  ...(before?.kind === after.kind ? [] : [`kind:${after.kind}` as const]),
  ...(before?.priority === after.priority ? [] : [`priority:${after.priority}` as const]),
  // A ticket that opens is new: that it opened says so.
  ...(before === undefined || before.status === after.status ? [] : [`status:${after.status}` as const]),
]

/** The ticket with what an event adds to that which its deadlines go by. Who writes three times in a row waits since the first time. */
export const withFacts = (before: Ticket | undefined, after: Ticket, event: TicketEvent): Ticket => {
  const said = [...saidIn(event, after), ...changedIn(before, after)]
  const news = said.filter((what, i) => what !== (said[i - 1] ?? after.facts.at(-1)?.what))
  return news.length === 0 ? after : { ...after, facts: [...after.facts, ...news.map((what) => ({ at: after.changedAt, what }))] }
}
