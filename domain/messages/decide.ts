import type { CustomerGlance } from '../customers/glance.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { CustomerId, MessageId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { days, hours, later, minutes } from '../kernel/later.ts'
import { type QuietHours, quietUntil } from '../kernel/quiet-hours.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type FieldValues, faultyFields } from '../templates/fields.ts'
import type { Template } from '../templates/template.ts'
import { evolve, type MessageEvent } from './events.ts'
import { cleared, type Feedback, feedback } from './feedback.ts'
import type { Message, Recipient, RefusalReason, Settlement } from './message.ts'
import { reachesMessage } from './reach.ts'
import { chooseWay, type Reachable } from './way.ts'

type Queue = {
  readonly type: 'queue'
  readonly id: string
  readonly to: Recipient
  readonly template: string
  readonly fields: FieldValues
  readonly cause: string
  readonly customerId: string | undefined
  readonly sendAt: Instant | undefined
}
type Send = {
  readonly type: 'send'
  /** Named by the worker, like no other: whoever finds it in the record afterwards may call the provider, and nobody else. */
  readonly attempt: string
  readonly template: { readonly version: number; readonly state: Template } | undefined
  /** Undefined where there is nobody any more. */
  readonly recipient: Reachable | undefined
  /** Those of the firm, for customers who have said none. */
  readonly quietHours?: QuietHours | undefined
}
/** What a provider made of an attempt. `busy`: it surely took nothing, and may later. `lost`: nobody knows. */
export type Outcome =
  | { readonly kind: 'taken'; readonly providerId: string }
  | { readonly kind: 'refused'; readonly stopped?: boolean }
  | { readonly kind: 'lost' }
  /** `spread` from 0 to 1, so that those who were turned away together do not come back together. */
  | { readonly kind: 'busy'; readonly spread: number }
type Report = { readonly type: 'report'; readonly attempt: string; readonly outcome: Outcome }
type Settle = { readonly type: 'settle'; readonly as: Settlement; readonly customers: readonly (CustomerGlance | undefined)[] }

export type MessageCommand = Queue | Send | Report | Settle | Feedback | { readonly type: 'fall due' | 'cancel' }

export type MessageRefusal = { readonly code: 'message.not_found' | 'message.not_unknown' | 'access.out_of_scope' }

type State = Message | undefined
type Decision = Result<readonly MessageEvent[], MessageRefusal>

const about = (customerId: string | undefined) => (customerId === undefined ? {} : { customerId: CustomerId.parse(customerId) })

/** "Asked for twice for one cause, it is one message." */
const queue = (state: State, command: Queue, { now }: Context): Decision => {
  if (state) return ok([])
  const { id, to, template, fields, cause, customerId, sendAt } = command
  const asked = { id: MessageId.parse(id), to, template, fields, cause, ...about(customerId) }
  return ok([{ type: 'message.queued', message: { ...asked, state: 'queued', queuedAt: now, sendAt: sendAt ?? now, tries: 0 } }])
}

const refused = (reason: RefusalReason, { now }: Context, fields?: readonly string[]): Decision =>
  ok([{ type: 'message.refused', reason, ...(fields && { fields: [...fields] }), at: now }])

/** So long a worker has to call the provider and report: far longer than any of them lives. */
export const patience = 5 * minutes

/**
 * "Whoever has said when they want quiet has it then; whoever has not hears by day of what they did not ask for." What is their own
 * business comes at any hour, and whoever writes to a colleague knows when they work.
 */
const quietFor = ({ to }: Message, { category }: Template, { recipient, quietHours }: Send): QuietHours | undefined => {
  if (recipient?.quietHours) return recipient.quietHours
  return category === 'transactional' || to.kind === 'user' ? undefined : quietHours
}

/** "Nothing goes out half filled in, to somebody who does not want it, or while they sleep." */
const send = (message: Message, command: Send, context: Context): Decision => {
  const { attempt, template, recipient } = command
  const { now } = context
  if (message.state !== 'queued' || message.sendAt > now) return ok([])
  if (!template) return refused('template_unknown', context)
  if (!recipient) return refused('recipient_gone', context)
  const faulty = faultyFields(template.state.fields, message.fields)
  if (faulty.length > 0) return refused('missing_field', context, faulty)
  const chosen = chooseWay(template.state, recipient)
  if (!chosen.ok) return refused(chosen.error, context)
  const hours = template.state.urgent ? undefined : quietFor(message, template.state, command)
  const until = hours && quietUntil(now, { hours, zone: recipient.zone })
  if (until) return ok([{ type: 'message.postponed', until, reason: 'quiet_hours', at: now }])
  const { way, language } = chosen.value
  const { version, state: words } = template
  const { channel, address } = way
  const sending = {
    attempt,
    at: now,
    until: later(now, patience),
    channel,
    language,
    templateVersion: version,
    category: words.category,
    address,
  }
  return ok([{ type: 'message.sending', sending, ...about(message.customerId ?? recipient.customers[0]) }])
}

const [firstWait, longestWait, threeDays] = [minutes / 2, hours, 3 * days]

/** "A busy provider is asked again, less and less often, for three days from the first try." */
const comeBack = (message: Message, spread: number, context: Context): Decision => {
  const { now } = context
  if (Date.parse(now) - Date.parse(message.firstTriedAt ?? message.queuedAt) > threeDays) return refused('gave_up', context)
  const wait = Math.min(longestWait, firstWait * 2 ** Math.min(message.tries - 1, 10))
  return ok([{ type: 'message.postponed', until: later(now, Math.round(wait * (1 + spread))), reason: 'provider_busy', at: now }])
}

/** A report counts for the attempt that it is of, late ones too. What became of the mail may have been told before it. */
const report = (message: Message, { attempt, outcome }: Report, context: Context): Decision => {
  if (message.sending?.attempt !== attempt || message.sent || message.state === 'queued') return ok([])
  if (outcome.kind === 'taken')
    return ok([{ type: 'message.sent', providerId: outcome.providerId, at: context.now }, ...cleared(message, context.now)])
  if (message.state !== 'sending' && message.state !== 'unknown') return ok([])
  switch (outcome.kind) {
    case 'refused':
      return refused('provider_refused', context)
    case 'busy':
      return comeBack(message, outcome.spread, context)
    case 'lost':
      return ok(message.state === 'unknown' ? [] : [{ type: 'message.unknown', at: context.now }])
  }
}

/** "What may have been sent is never sent again by itself." A message that waits to be sent is for `send`, which knows to whom. */
const fallDue = (message: Message, { now }: Context): Decision =>
  ok(message.state === 'sending' && message.sending && message.sending.until <= now ? [{ type: 'message.unknown', at: now }] : [])

const settle = (message: Message, { as, customers }: Settle, { now, actor }: Context): Decision => {
  if (!reachesMessage(actor, message, customers)) return refuse({ code: 'access.out_of_scope' })
  if (message.state !== 'unknown') return message.settled?.as === as ? ok([]) : refuse({ code: 'message.not_unknown' })
  const settled = { settledBy: actor.id, at: now }
  return ok(as === 'again' ? [{ type: 'message.requeued', ...settled }] : [{ type: 'message.sent', ...settled }, ...cleared(message, now)])
}

const decide = (state: State, command: MessageCommand, context: Context): Decision => {
  if (command.type === 'queue') return queue(state, command, context)
  if (!state) return refuse({ code: 'message.not_found' })
  switch (command.type) {
    case 'send':
      return send(state, command, context)
    case 'report':
      return report(state, command, context)
    case 'fall due':
      return fallDue(state, context)
    case 'settle':
      return settle(state, command, context)
    case 'feedback':
      return ok(feedback(state, command))
    case 'cancel':
      return state.state === 'queued' ? refused('cancelled', context) : ok([])
  }
}

export const messages: Decider<State, MessageCommand, MessageEvent, MessageRefusal> = { initial: undefined, decide, evolve }
