import { deliveries } from '../../../domain/deliveries/decide.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { webhooks } from '../../../domain/webhooks/decide.ts'
import { stillHears } from '../../../domain/webhooks/event-types.ts'
import { beginOf, isReplayed } from '../../../domain/webhooks/replayed.ts'
import type { Replay, Webhook } from '../../../domain/webhooks/webhook.ts'
import { execute } from '../../runtime/execute.ts'
import { type WebhookPorts, watched } from './webhook-ports.ts'

const page = 100
/** So many pages at a time; the clock comes back for the rest. */
const mostPages = 10

type Progress = { readonly after: string | undefined; readonly sent: number; readonly more: boolean }

/** Makes one page of the span pending again, the earliest event first: of what the webhook listens to by now, no matter what it was told. */
const onePage = async (
  ports: WebhookPorts,
  { webhook, span, reached }: { readonly webhook: Webhook; readonly span: Replay; readonly reached: Progress },
  context: Context,
): Promise<Progress> => {
  const within = { from: beginOf(span), to: span.to, after: reached.after, limit: page }
  const { found, more } = await ports.queries.between(webhook.id, within)
  const wanted = found.filter((delivery) => {
    const { eventType: type, subject } = delivery
    return isReplayed(span, delivery) && stillHears(webhook, { type, subject })
  })
  for (const { id } of wanted) {
    const done = await execute(deliveries, ports.deliveries(webhook.id), { id, command: { type: 'replay' }, context })
    if (!done.ok) throw new Failure(`${id} could not be sent again: ${done.error.code}`)
  }
  return { after: found.at(-1)?.id ?? reached.after, sent: reached.sent + wanted.length, more }
}

/** What is due of a webhook: its old secret, the end of patience with it, and the next part of its replay. */
export const webhookDue = async (ports: WebhookPorts, webhookId: string, context: Context): Promise<void> => {
  const { store, committed } = watched(ports.webhooks)
  const due = await execute(webhooks, store, { id: webhookId, command: { type: 'fall due' }, context })
  if (!due.ok) throw new Failure(`${webhookId} could not fall due: ${due.error.code}`)
  const webhook = due.value.state
  const span = webhook?.replay
  if (!span || !committed.some(({ type }) => type === 'webhook.replay_advanced')) return
  let reached: Progress = { after: span.after, sent: span.sent, more: true }
  for (let pages = 0; pages < mostPages && reached.more; pages += 1) reached = await onePage(ports, { webhook, span, reached }, context)
  const { after, sent, more } = reached
  const command = { type: 'advance replay', to: span.to, after, sent, nextAt: more ? ports.now() : undefined } as const
  const done = await execute(webhooks, ports.webhooks, { id: webhookId, command, context: { ...context, now: ports.now() } })
  if (!done.ok) throw new Failure(`the replay of ${webhookId} could not go on: ${done.error.code}`)
}
