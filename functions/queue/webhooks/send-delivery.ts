import { deliveries, isGone } from '../../../domain/deliveries/decide.ts'
import type { Attempt, Delivery } from '../../../domain/deliveries/delivery.ts'
import { excerptOf } from '../../../domain/deliveries/excerpt.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { WebhookCommand } from '../../../domain/webhooks/commands.ts'
import { webhooks } from '../../../domain/webhooks/decide.ts'
import type { Webhook } from '../../../domain/webhooks/webhook.ts'
import { execute } from '../../runtime/execute.ts'
import { bodyOf } from './webhook-body.ts'
import { type WebhookPorts, watched } from './webhook-ports.ts'

type Sending = { readonly webhook: Webhook; readonly delivery: Delivery }
/** An attempt that was begun, with the delivery as it was committed then. */
type Begun = Sending & { readonly version: number }

/** One request to the receiver. The id is the event's, the same however often it is sent; the moment is that of the request. */
const attemptOf = async (ports: WebhookPorts, { webhook, delivery }: Sending): Promise<Attempt> => {
  const event = await ports.event(delivery.subject.id, delivery.eventId)
  if (!event) throw new Failure(`${delivery.eventId} is to be delivered and is not there`)
  const at = ports.now()
  const body = bodyOf(event)
  const secrets = [webhook.secret, ...(webhook.former && webhook.former.endsAt > at ? [webhook.former.secret] : [])]
  const signed = ports.sign({ id: event.id, at: Date.parse(at), body }, secrets)
  const headers = { 'content-type': 'application/json', 'user-agent': 'Lading-Webhooks', ...signed }
  const { said, ...outcome } = await ports.send({ url: webhook.url, headers, body })
  return { at, said: excerptOf(said), milliseconds: outcome.milliseconds, ...whereThere(outcome) }
}

const whereThere = ({ status, failure }: Pick<Attempt, 'status' | 'failure'>) => ({
  ...(status !== undefined && { status }),
  ...(failure !== undefined && { failure }),
})

/**
 * Tells the webhook what its receiver did, and writes only where that is news. Whether it is, the webhook as it stands by then says, which
 * is read anew: while the request was under way, another one may have had it begin to fail, or end that.
 */
const tend = async (ports: WebhookPorts, { id }: Webhook, { command, context }: { command: WebhookCommand; context: Context }) => {
  const done = await execute(webhooks, ports.webhooks, { id, command, context })
  if (!done.ok) throw new Failure(`${id} could not be told: ${done.error.code}`)
}

const newsOf = (delivery: Delivery, attempt: Attempt): WebhookCommand => {
  if (isGone(attempt)) return { type: 'note gone' }
  if (delivery.status === 'dead') return { type: 'note lost', deliveryId: delivery.id }
  return { type: attempt.failure === undefined ? 'note accepted' : 'note refused' }
}

/** Makes the attempt that was begun and records what came of it. Answers whether the delivery is no longer open. */
export const sendDelivery = async (ports: WebhookPorts, sending: Begun, context: Context): Promise<boolean> => {
  const { webhook, delivery, version } = sending
  const attempt = await attemptOf(ports, sending)
  const behind = { ...context, now: ports.now() }
  const { store, committed } = watched(ports.deliveries(webhook.id))
  const seen = { state: delivery, version }
  const done = await execute(deliveries, store, { id: delivery.id, command: { type: 'record', attempt }, context: behind, seen })
  if (!done.ok) throw new Failure(`what came of ${delivery.id} could not be recorded: ${done.error.code}`)
  const { state } = done.value
  if (state && committed.length > 0)
    await tend(ports, webhook, { command: newsOf(state, attempt), context: { ...context, now: ports.now() } })
  return committed.some(({ type }) => type !== 'delivery.failed')
}

/**
 * "A webhook whose receiver took something fails no more." Whoever brought it may have died before the webhook was told, and nobody
 * else would be: it would be paused for failing although it took all.
 */
export const tellUntold = async (ports: WebhookPorts, { webhook, delivery }: Sending, context: Context): Promise<void> => {
  const failingSince = webhook.failing?.since
  if (delivery.status !== 'delivered' || failingSince === undefined || failingSince >= delivery.deliveredAt) return
  await tend(ports, webhook, { command: { type: 'note accepted' }, context })
}
