import { type Around, type DeliveryCommand, deliveries } from '../../../domain/deliveries/decide.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { minutes } from '../../../domain/kernel/later.ts'
import { listensTo } from '../../../domain/webhooks/event-types.ts'
import type { Webhook } from '../../../domain/webhooks/webhook.ts'
import { execute } from '../../runtime/execute.ts'
import { deliveryIdOf } from './delivery-id.ts'
import { sendDelivery, tellUntold } from './send-delivery.ts'
import { type WebhookPorts, watched } from './webhook-ports.ts'

/** Which delivery, about what, of which event. */
export type Which = { readonly webhookId: string; readonly id: string; readonly subjectId: string; readonly eventId: string }

/** After so long in one message, the rest of a row is left to the clock: the function has to end. */
const longestRow = minutes / 2

/** For so long, an earlier event that has not arrived here may be on its way yet: queues keep no order. */
const onItsWay = minutes

/** "An event waits for the one right before it, though nobody has told of that one yet." */
const isAhead = async (ports: WebhookPorts, webhook: Webhook, { subjectId, eventId }: Which): Promise<boolean> => {
  const earlier = await ports.before(subjectId, eventId)
  const recent = earlier && earlier.at > webhook.createdAt && Date.parse(ports.now()) - Date.parse(earlier.at) < onItsWay
  if (!recent || !listensTo(webhook, earlier)) return false
  return (await ports.deliveries(webhook.id).load(deliveryIdOf(webhook.id, earlier.id))) === undefined
}

const aroundOf = async (ports: WebhookPorts, webhook: Webhook, which: Which): Promise<Around> => {
  const open = await ports.queries.openOf(webhook.id, which.subjectId)
  const behindEarlier = open.some(({ eventId }) => eventId < which.eventId) || (await isAhead(ports, webhook, which))
  const { eventTypes, hears } = webhook
  return { receiver: webhook.standing.status, behindEarlier, listening: { eventTypes, hears } }
}

type Turn = { readonly which: Which; readonly commandFor: (around: Around) => DeliveryCommand }

/** One delivery's turn. Answers whether it got out of the way of those behind it. */
const oneTurn = async (ports: WebhookPorts, { which, commandFor }: Turn, context: Context): Promise<boolean> => {
  const loaded = await ports.webhooks.load(which.webhookId)
  if (!loaded?.state) throw new Failure(`${which.webhookId} has deliveries and is not there`)
  const webhook = loaded.state
  const { store, committed } = watched(ports.deliveries(webhook.id))
  const command = commandFor(await aroundOf(ports, webhook, which))
  const done = await execute(deliveries, store, { id: which.id, command, context, isNew: command.type === 'create' })
  if (!done.ok) throw new Failure(`${which.id} could not take its turn: ${done.error.code}`)
  // Whoever committed that an attempt begins makes it; for everybody else there is nothing to do.
  const begun = committed.some(({ type }) => type === 'delivery.begun')
  const { state: delivery, version } = done.value
  if (begun && delivery) return sendDelivery(ports, { webhook, delivery, version }, context)
  if (committed.length === 0 && delivery) await tellUntold(ports, { webhook, delivery }, context)
  return committed.some(({ type }) => type === 'delivery.given_up')
}

/** One delivery's turn, and when it got through, right behind it that of the next event of the same record. */
export const takeTurn = async (ports: WebhookPorts, turn: Turn, context: Context): Promise<void> => {
  const { webhookId, subjectId } = turn.which
  let through = await oneTurn(ports, turn, context)
  while (through && Date.parse(ports.now()) - Date.parse(context.now) < longestRow) {
    const [next] = await ports.queries.openOf(webhookId, subjectId)
    if (!next) return
    const which = { ...turn.which, id: next.deliveryId, eventId: next.eventId }
    const commandFor = (around: Around): DeliveryCommand => ({ type: 'move up', ...around })
    through = await oneTurn(ports, { which, commandFor }, { ...context, now: ports.now() })
  }
}
