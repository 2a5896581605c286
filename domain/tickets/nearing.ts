import type { Context } from '../kernel/decider.ts'
import type { Instant } from '../kernel/instant.ts'
import type { TicketEvent } from './events.ts'
import type { Ticket } from './ticket.ts'

/** By what it is known that somebody was called because its customer complains again. */
export const calledForRepeatStep = 'repeat_complaint'

/** So much of the time for something is used up; `step` is what it is known by once it was told. */
export type Nearing = {
  readonly deadline: 'first' | 'next' | 'resolution'
  readonly percent: 50 | 80 | 100
  /** None while the clock stands still. */
  readonly due?: Instant | undefined
  readonly step: string
}

/** Whom a ticket is brought to that is late: nobody, where nobody is there to be called. */
type Call = { readonly to?: string | undefined }

export type NearCommand = { readonly type: 'near'; readonly nearings: readonly Nearing[]; readonly call?: Call | undefined }

/** "How late it is is told once for each step, and whoever is called is called in the same breath." */
export const near = (ticket: Ticket, { nearings, call }: NearCommand, { now, actor }: Context): readonly TicketEvent[] => {
  const news = nearings.filter(({ step }) => !ticket.steps.includes(step))
  if (news.length === 0) return []
  const { assignee } = ticket
  return [
    ...news.map(
      ({ due, ...nearing }) =>
        ({
          type: 'ticket.deadline_neared',
          ...nearing,
          ...(due && { due }),
          ...(assignee !== undefined && { assignee }),
          at: now,
        }) as const,
    ),
    ...(call
      ? [
          {
            type: 'ticket.escalated',
            level: ticket.escalation + 1,
            ...(call.to !== undefined && { to: call.to }),
            because: 'deadline',
            at: now,
            by: actor.id,
          } as const,
        ]
      : []),
  ]
}
