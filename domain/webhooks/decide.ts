import type { Context, Decider } from '../kernel/decider.ts'
import { UserId, WebhookId } from '../kernel/ids.ts'
import { days, earliest, later } from '../kernel/later.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { decideChange } from './change.ts'
import type { Subscribe, WebhookCommand, WebhookRefusal } from './commands.ts'
import { hearableBy } from './event-types.ts'
import { evolve, type WebhookEvent } from './events.ts'
import { faultsIn, typesExist } from './rules.ts'
import { decideLearnt } from './tend.ts'
import { mostWebhooks, overlapOf, type Replay, remembered, type Span, type Webhook } from './webhook.ts'

type State = Webhook | undefined
type Decision = Result<readonly WebhookEvent[], WebhookRefusal>

const subscribe = ({ id, draft, secret, reachable, others }: Subscribe, { now, actor }: Context): Decision => {
  if (others >= mostWebhooks) return refuse({ code: 'webhook.too_many', most: mostWebhooks })
  const findings = [...faultsIn(draft, { actor, reachable }), ...typesExist(draft.eventTypes)]
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const made = { id: WebhookId.parse(id), ...draft, owner: actor.id, hears: [...hearableBy(actor)], secret, createdAt: now }
  return ok([{ type: 'webhook.subscribed', webhook: { ...made, standing: { status: 'active' } } }])
}

const doing = ({ now, actor }: Context) => ({ at: now, by: UserId.parse(actor.id) })

/** The secret that is in use already stands for a request that came again: a further rotation would end the former one too early. */
const rotate = (
  webhook: Webhook,
  { secret, overlapHours }: Extract<WebhookCommand, { type: 'rotate secret' }>,
  context: Context,
): Decision =>
  ok(
    webhook.secret === secret
      ? []
      : [{ type: 'webhook.secret_rotated', secret, formerEndsAt: later(context.now, overlapOf(overlapHours)), ...doing(context) }],
  )

const pause = ({ standing, owner }: Webhook, context: Context): Decision =>
  ok(standing.status === 'paused' ? [] : [{ type: 'webhook.paused', reason: 'by_hand', owner, ...doing(context) }])

/** As long as a delivery is tried: what was under way when the webhook began to fail, or was paused, began no earlier. */
const tried = 3 * days

/** "What a pause interrupted goes on by itself": all that is behind the one that it had reached, and what had not gone out by then. */
const goesOn = ({ from, to, only, after, interrupted }: Replay): Span => {
  const span = interrupted ?? { from, to, only }
  // Ids begin with the moment of their event: the greater one is farther on.
  const reached = [span.after, after]
    .filter((id) => id !== undefined)
    .sort()
    .at(-1)
  return { ...span, ...(reached !== undefined && { after: reached }) }
}

/**
 * "What was missed in a pause is made up for, and nobody gets again what they have unless it was asked for." What was missed is what was
 * not delivered; a replay that the pause interrupted goes on beside it.
 */
const resume = ({ standing, failing, replay }: Webhook, context: Context): Decision => {
  if (standing.status !== 'paused') return ok([])
  const { now } = context
  const missed = later(earliest(failing?.since, standing.since) ?? standing.since, -tried)
  // What a replay of an earlier pause was to make up for is still to be made up for.
  const from = earliest(missed, replay?.interrupted && replay.from) ?? missed
  const made: Replay = { from, to: now, only: 'undelivered', sent: 0, nextAt: now, ...(replay && { interrupted: goesOn(replay) }) }
  return ok([
    { type: 'webhook.resumed', ...doing(context) },
    { type: 'webhook.replay_begun', replay: made, ...doing(context) },
  ])
}

/** "What is sent again lies in the past, and no further back than deliveries are remembered." */
const replay = (webhook: Webhook, { from, to, only }: Extract<WebhookCommand, { type: 'replay' }>, context: Context): Decision => {
  const { now } = context
  if (webhook.replay) return refuse({ code: 'webhook.replay_under_way' })
  if (from >= to || to > now || from < later(now, -remembered)) return refuse({ code: 'webhook.span_invalid', days: remembered / days })
  return ok([{ type: 'webhook.replay_begun', replay: { from, to, only, sent: 0, nextAt: now }, ...doing(context) }])
}

const remove = ({ standing }: Webhook, context: Context): Decision =>
  ok(standing.status === 'removed' ? [] : [{ type: 'webhook.removed', ...doing(context) }])

/** What needs a webhook that is at work. */
const whileActive = (
  webhook: Webhook,
  command: Extract<WebhookCommand, { type: 'replay' | 'ping' | 'order redelivery' }>,
  context: Context,
): Decision => {
  if (webhook.standing.status === 'paused') return refuse({ code: 'webhook.paused' })
  switch (command.type) {
    case 'replay':
      return replay(webhook, command, context)
    case 'ping':
      return ok([{ type: 'webhook.ping', ...doing(context) }])
    case 'order redelivery': {
      const order = { deliveryId: command.deliveryId, eventId: command.eventId }
      return ok([{ type: 'webhook.redelivery_ordered', order, ...doing(context) }])
    }
  }
}

const decide = (state: State, command: WebhookCommand, context: Context): Decision => {
  // Events of every customer go out, so whoever steers that reaches every customer.
  if (context.actor.reach.kind !== 'all') return refuse({ code: 'access.out_of_scope' })
  // A webhook that is there already: its id stands for the request, which came again.
  if (command.type === 'subscribe') return state ? ok([]) : subscribe(command, context)
  if (!state) return refuse({ code: 'webhook.not_found' })
  if (command.type === 'remove') return remove(state, context)
  const learnt = decideLearnt(state, command, context)
  if (learnt) return ok(learnt)
  if (state.standing.status === 'removed') return refuse({ code: 'webhook.removed' })
  switch (command.type) {
    case 'change':
      return decideChange(state, command, context)
    case 'rotate secret':
      return rotate(state, command, context)
    case 'pause':
      return pause(state, context)
    case 'resume':
      return resume(state, context)
    case 'replay':
    case 'ping':
    case 'order redelivery':
      return whileActive(state, command, context)
    default:
      return ok([])
  }
}

export const webhooks: Decider<State, WebhookCommand, WebhookEvent, WebhookRefusal> = { initial: undefined, decide, evolve }
