import type { Permission } from '../access/roles.ts'
import { type Actor, may } from '../kernel/actor.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { Failure } from '../kernel/failure.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { CodedLists } from '../lists/list.ts'
import type { PriorityTable } from '../priorities/table.ts'
import type { TicketKind } from '../ticket-kinds/kind.ts'
import type { TicketCommand, TicketRefusal } from '../tickets/commands.ts'
import type { TicketEvent } from '../tickets/events.ts'
import type { NoteMessage, ReplyMessage } from '../tickets/thread.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { Macro, MacroAction } from './macro.ts'

/** What each action needs: what the operation needs that does the same by itself. */
const rights: Readonly<Record<MacroAction['do'], Permission>> = {
  reply: 'tickets:write',
  note: 'tickets:note',
  tag: 'tickets:write',
  assign: 'tickets:write',
  hand_over: 'tickets:write',
  prioritize: 'tickets:write',
  move: 'tickets:write',
  resolve: 'tickets:write',
}

/** What a macro is applied with: messages in their last words, and what decisions go by. */
export type Prepared = {
  readonly reply: ReplyMessage | undefined
  readonly note: NoteMessage | undefined
  readonly kinds: readonly TicketKind[]
  readonly lists: CodedLists
  readonly priorities: PriorityTable
}

export type ApplyRefusal =
  | { readonly code: 'macro.not_found' | 'macro.retired' | 'macro.other_kind' }
  | { readonly code: 'macro.action_denied'; readonly action: number; readonly permission: Permission }
  /** An action that cannot be done now, and why: nothing of the macro was done. */
  | { readonly code: 'macro.action_refused'; readonly action: number; readonly because: TicketRefusal }
  | { readonly code: 'ticket.not_found' }

/** "Whoever may not do a thing by itself may not do it by a macro": found out before anything is done. */
const deniedTo = (actor: Actor, { actions }: Macro): ApplyRefusal | undefined => {
  const action = actions.findIndex((one) => !may(actor, rights[one.do]))
  const denied = actions[action]
  return denied && { code: 'macro.action_denied', action, permission: rights[denied.do] }
}

const tagsAfter = ({ tags }: Ticket, { add, remove }: Extract<MacroAction, { do: 'tag' }>): string[] => [
  ...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add]),
]

/** What an action asks of the ticket as those before it have left it; undefined for a message that nobody has written. */
const commandFor = (
  action: MacroAction,
  ticket: Ticket,
  { prepared, actor }: { prepared: Prepared; actor: Actor },
): TicketCommand | undefined => {
  const { kinds, lists, priorities, reply, note } = prepared
  switch (action.do) {
    case 'reply':
      return reply && { type: 'reply', message: reply }
    case 'note':
      return note && { type: 'note', message: note }
    case 'tag':
      return { type: 'change', patch: { tags: tagsAfter(ticket, action) }, kinds, lists, priorities }
    case 'assign':
      return { type: 'assign', how: 'given', assignee: action.to === 'me' ? actor.id : action.to, lists }
    case 'hand_over':
      return { type: 'assign', how: 'given', team: action.team, lists }
    case 'prioritize':
      return { type: 'change', patch: { priority: action.priority }, kinds, lists, priorities }
    case 'move':
      return { type: 'move', to: action.to }
    case 'resolve': {
      const { do: _do, ...draft } = action
      return { type: 'resolve', draft, kind: kinds.find(({ code }) => code === ticket.kind) }
    }
  }
}

type State = Ticket | undefined
type Tickets = Decider<State, TicketCommand, TicketEvent, TicketRefusal>
export type MacroApplied = { readonly macro: Macro; readonly prepared: Prepared }

/** "A lowered priority is answered for": the reason that the macro gives stands on what it does. */
export const answeredFor = (context: Context, { actions }: Macro): Context => {
  const reason = actions.flatMap((action) => (action.do === 'prioritize' && action.why !== undefined ? [action.why] : []))[0]
  return reason === undefined || context.why !== undefined ? context : { ...context, why: reason }
}

const step = (
  decider: Tickets,
  { state, action }: { state: Ticket; action: MacroAction },
  { prepared, context }: { prepared: Prepared; context: Context },
): Result<{ readonly events: readonly TicketEvent[]; readonly state: State }, TicketRefusal> => {
  const command = commandFor(action, state, { prepared, actor: context.actor })
  if (!command) throw new Failure(`the ${action.do} of a macro was not prepared`)
  const decided = decider.decide(state, command, context)
  return decided.ok ? ok({ events: decided.value, state: decided.value.reduce(decider.evolve, state) }) : decided
}

/** Why a macro is not for this ticket or this person, before anything of it is written or done. */
export const unfitFor = ({ kind }: Pick<Ticket, 'kind'>, macro: Macro, actor: Actor): ApplyRefusal | undefined => {
  if (macro.retired) return { code: 'macro.retired' }
  if (macro.kinds.length > 0 && !macro.kinds.includes(kind)) return { code: 'macro.other_kind' }
  return deniedTo(actor, macro)
}

const allOf = (
  decider: Tickets,
  before: Ticket,
  { macro, prepared, context }: MacroApplied & { context: Context },
): Result<readonly TicketEvent[], ApplyRefusal> => {
  const events: TicketEvent[] = []
  let state = before
  for (const [action, one] of macro.actions.entries()) {
    const done = step(decider, { state, action: one }, { prepared, context })
    if (!done.ok) return refuse({ code: 'macro.action_refused', action, because: done.error })
    events.push(...done.value.events)
    state = done.value.state ?? state
  }
  return ok(events)
}

/**
 * A macro as one decision on a ticket: each action is decided on what those before it would make of it, and one that is refused
 * leaves nothing of them. What comes of it is committed at once.
 */
export const byMacro = (decider: Tickets): Decider<State, MacroApplied, TicketEvent, ApplyRefusal> => ({
  ...decider,
  decide: (before, applied, context) => {
    if (!before) return refuse({ code: 'ticket.not_found' })
    const refused = unfitFor(before, applied.macro, context.actor)
    return refused ? refuse(refused) : allOf(decider, before, { ...applied, context: answeredFor(context, applied.macro) })
  },
})
