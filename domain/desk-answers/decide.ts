import type { AutoAnswers } from '../auto-answers/auto-answers.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import type { Instant } from '../kernel/instant.ts'
import { hours, later } from '../kernel/later.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { answerTemplates, type DeskAnswers } from './answer.ts'
import { type DeskAnswerEvent, evolve } from './events.ts'
import type { OpenHours } from './open-hours.ts'

export type DeskAnswerCommand = {
  readonly type: 'answer'
  /** The ticket as it is now. */
  readonly ticket: Ticket
  /** To what: the ticket itself when it opened, or a message that came to it, and when it did: now, unless said. */
  readonly to: {
    readonly id: string
    readonly what: 'opened' | 'message'
    readonly automatic: boolean
    readonly at?: Instant | undefined
  }
  readonly hours: OpenHours
  /** To whom and how often, as the firm has it. */
  readonly rules: AutoAnswers
}

type State = DeskAnswers | undefined

/**
 * Whoever wrote by mail, a form or WeChat can be answered there; who called only where we know them. Under a forged address somebody else
 * would be.
 */
const hasReader = ({ requester, contactId, customerId, channel }: Ticket): boolean =>
  !requester?.unproven && ((requester?.address !== undefined && channel !== 'phone') || contactId !== undefined || customerId !== undefined)

/** "What was split off, merged or closed is no matter of its own any more." A ticket that no customer opened says so by itself. */
const isTheirs = (ticket: Ticket, what: 'opened' | 'message'): boolean =>
  ticket.mergedInto === undefined &&
  ticket.status !== 'closed' &&
  ticket.lastInAt !== undefined &&
  (what === 'message' || ticket.splitFrom === undefined)

const decide = (
  state: State,
  { ticket, to, hours: open, rules }: DeskAnswerCommand,
  { now }: Context,
): Result<readonly DeskAnswerEvent[], never> => {
  if (to.automatic || !isTheirs(ticket, to.what) || !hasReader(ticket)) return ok([])
  // "In one thread the desk speaks by itself once in a while", which is a day unless the firm says otherwise. What came in that while
  // is not answered behind it either, however late it is told of, or told of again.
  if (state && (state.last.to === to.id || (to.at ?? now) < later(state.last.at, rules.silenceHours * hours))) return ok([])
  if (!rules[to.what][open.are]) return ok([])
  const template = answerTemplates[to.what][open.are]
  const opensAt = open.are === 'outside' ? open.opensAt : undefined
  const answer = { to: to.id, template, ...(opensAt !== undefined && { opensAt }), at: now }
  return ok([{ type: 'desk_answer.given', ticketId: ticket.id, answer }])
}

/** What the desk says by itself: that a matter has come in, under which number, and when somebody is there. */
export const deskAnswers: Decider<State, DeskAnswerCommand, DeskAnswerEvent, never> = { initial: undefined, decide, evolve }
