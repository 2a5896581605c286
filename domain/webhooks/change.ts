import { changesBetween } from '../kernel/changes.ts'
import type { Context } from '../kernel/decider.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { WebhookCommand, WebhookRefusal } from './commands.ts'
import { hearableBy } from './event-types.ts'
import type { WebhookEvent } from './events.ts'
import { faultsIn, typesExist } from './rules.ts'
import { Webhook } from './webhook.ts'

const Setting = Webhook.pick({ url: true, eventTypes: true, description: true, owner: true, hears: true })

/**
 * "Whoever points a webhook somewhere, or says what it is told, lends it their own rights": what it hears is measured anew, so
 * that nobody can have sent to themselves what somebody with more rights had set up.
 */
export const decideChange = (
  webhook: Webhook,
  { patch, reachable }: Extract<WebhookCommand, { type: 'change' }>,
  context: Context,
): Result<readonly WebhookEvent[], WebhookRefusal> => {
  const {
    id: _,
    secret: _secret,
    former: _former,
    standing: _standing,
    failing: _failing,
    replay: _replay,
    createdAt: _at,
    ...from
  } = webhook
  const { actor, now } = context
  const steered = patch.url !== undefined || patch.eventTypes !== undefined
  const to = Setting.parse({ ...mergePatch(from, patch), ...(steered && { hears: hearableBy(actor) }) })
  const findings = [...(steered ? faultsIn(to, { actor, reachable }) : []), ...typesExist(patch.eventTypes ?? [])]
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  if (changesBetween(from, to).members.length === 0) return ok([])
  return ok([{ type: 'webhook.changed', from, to, at: now, by: actor.id }])
}
