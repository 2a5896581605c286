import { type DeliveryCommand, deliveries } from '../../../domain/deliveries/decide.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { listensTo, pingType } from '../../../domain/webhooks/event-types.ts'
import { WebhookEvent } from '../../../domain/webhooks/events.ts'
import { execute } from '../../runtime/execute.ts'
import type { Notice } from '../job.ts'
import { deliveryIdOf } from './delivery-id.ts'
import { webhookDue } from './replay-span.ts'
import { takeTurn, type Which } from './take-turn.ts'
import type { WebhookPorts } from './webhook-ports.ts'

/** Creates the delivery of an event to a webhook and tries at once; does nothing when it was created before. */
const tell = (ports: WebhookPorts, webhookId: string, { notice, context }: { notice: Notice; context: Context }): Promise<void> => {
  const { id: eventId, type: eventType, subject, at: happenedAt } = notice
  const id = deliveryIdOf(webhookId, eventId)
  const told = { id, webhookId, eventId, eventType, subject, happenedAt }
  const which: Which = { webhookId, id, subjectId: subject.id, eventId }
  return takeTurn(ports, { which, commandFor: (around): DeliveryCommand => ({ type: 'create', told, ...around }) }, context)
}

/** A delivery's turn has come by the clock, or somebody ordered it. */
export const deliveryDue = async (
  ports: WebhookPorts,
  { webhookId, id }: { readonly webhookId: string; readonly id: string },
  context: Context,
): Promise<void> => {
  const loaded = await ports.deliveries(webhookId).load(id)
  if (!loaded?.state) return
  const { subject, eventId } = loaded.state
  const which: Which = { webhookId, id, subjectId: subject.id, eventId }
  await takeTurn(ports, { which, commandFor: (around): DeliveryCommand => ({ type: 'fall due', ...around }) }, context)
}

const redeliver = async (ports: WebhookPorts, { subject, id }: Notice, context: Context): Promise<void> => {
  const happened = WebhookEvent.parse((await ports.event(subject.id, id))?.data)
  if (happened.type !== 'webhook.redelivery_ordered') throw new Failure(`${id} orders no redelivery`)
  const { deliveryId } = happened.order
  const done = await execute(deliveries, ports.deliveries(subject.id), { id: deliveryId, command: { type: 'replay' }, context })
  // Deliveries are forgotten after a month: one whose time ran out since it was ordered cannot be sent.
  if (!done.ok && done.error.code === 'delivery.not_found') return
  if (!done.ok) throw new Failure(`${deliveryId} could not be sent again: ${done.error.code}`)
  await deliveryDue(ports, { webhookId: subject.id, id: deliveryId }, context)
}

/** What happened to a webhook itself. It is told to nobody: else each delivery would bring forth the next one. */
const ofItself = async (ports: WebhookPorts, notice: Notice, context: Context): Promise<void> => {
  switch (notice.type) {
    case pingType:
      return tell(ports, notice.subject.id, { notice, context })
    case 'webhook.redelivery_ordered':
      return redeliver(ports, notice, context)
    case 'webhook.replay_begun':
      return webhookDue(ports, notice.subject.id, context)
  }
}

/** An event, told to every webhook that listens to it. One that is paused gets it when it is resumed. */
export const tellWebhooks = async (ports: WebhookPorts, notice: Notice, context: Context): Promise<void> => {
  if (notice.subject.kind === 'webhook') return ofItself(ports, notice, context)
  const listening = (await ports.standing()).filter(({ state }) => listensTo(state, notice))
  const told = await Promise.allSettled(listening.map(({ state }) => tell(ports, state.id, { notice, context })))
  const failed = told.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}
