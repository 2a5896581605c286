import type { DeliveryQueries, DeliveryStore } from '../../domain/deliveries/ports.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { WebhookCommand } from '../../domain/webhooks/commands.ts'
import { webhooks } from '../../domain/webhooks/decide.ts'
import type { ReadWebhook, StandingWebhooks, WebhookList, WebhookStore } from '../../domain/webhooks/ports.ts'
import type { Reachable } from '../../domain/webhooks/target.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { type Asked, idIn } from './asked.ts'
import { type WebhookAnswer, webhookAnswer } from './webhook-answer.ts'

export type WebhookRoutePorts = {
  readonly webhooks: WebhookStore
  readonly read: ReadWebhook
  readonly list: WebhookList
  readonly standing: StandingWebhooks
  readonly deliveries: (webhookId: string) => DeliveryStore
  readonly queries: Pick<DeliveryQueries, 'list'>
  readonly reachable: Reachable
  /** A secret for a cause: the same one for the same cause, so that a request that is repeated makes no second one. */
  readonly secretFor: (cause: string) => Promise<string>
}

export const webhookIn = (request: Asked): string => idIn(request, 'webhookId')

type Changing = { readonly id: string; readonly request: Asked; readonly shown?: string }

/** Runs a command on a webhook. `shown` is a secret that the command brings along, for the answer to show this once. */
export const change = async (
  { webhooks: store }: WebhookRoutePorts,
  command: WebhookCommand,
  { id, request, shown }: Changing,
): Promise<Result<WebhookAnswer, Refused>> => {
  const { context, ifMatch, isNew } = request
  const done = await execute(webhooks, store, { id, command, context, ifMatch, isNew: isNew(id) })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(webhookAnswer({ state, version }, shown)) : refuse({ code: 'webhook.not_found' })
}

/** Events of every customer go through a webhook, so whoever looks at one reaches every customer. */
export const outOfReach = ({ context }: Asked): Refused | undefined =>
  context.actor.reach.kind === 'all' ? undefined : { code: 'access.out_of_scope' }

/** The webhook of the path, for whoever may look at it. */
export const webhookSeen = async ({ read }: WebhookRoutePorts, request: Asked) => {
  const refused = outOfReach(request)
  if (refused) return refuse(refused)
  const found = await read(webhookIn(request), [])
  return found ? ok(found) : refuse({ code: 'webhook.not_found' as const })
}
