import type { Context } from '../kernel/decider.ts'
import { later, minutes } from '../kernel/later.ts'
import type { WebhookCommand } from './commands.ts'
import type { WebhookEvent } from './events.ts'
import { mostLost, patienceEnds, type Webhook } from './webhook.ts'

/** For so long a replay is left to whoever took it up. */
const replayLease = 2 * minutes

const paused = ({ owner }: Webhook, reason: 'failing' | 'gone', { now, actor }: Context): WebhookEvent => ({
  type: 'webhook.paused',
  reason,
  owner,
  at: now,
  by: actor.id,
})

/** "An old secret ends when it was said to; a webhook that failed for three days is paused; a replay goes on." */
const fallDue = (webhook: Webhook, context: Context): readonly WebhookEvent[] => {
  const { now } = context
  const { former, replay, standing } = webhook
  const ends = patienceEnds(webhook)
  return [
    ...(former && former.endsAt <= now ? [{ type: 'webhook.secret_ended' as const, at: now }] : []),
    ...(ends !== undefined && ends <= now ? [paused(webhook, 'failing', context)] : []),
    ...(replay && standing.status === 'active' && replay.nextAt <= now
      ? [{ type: 'webhook.replay_advanced' as const, after: replay.after, sent: replay.sent, nextAt: later(now, replayLease) }]
      : []),
  ]
}

/** "Ten events lost in a row, with nothing accepted in between, are enough." */
const lost = (webhook: Webhook, deliveryId: string, context: Context): readonly WebhookEvent[] => {
  const many = (webhook.failing?.lost ?? 0) + 1 >= mostLost
  return [{ type: 'webhook.event_lost', deliveryId, at: context.now }, ...(many ? [paused(webhook, 'failing', context)] : [])]
}

/** A replay that followed after a pause, while the one before was still at work, is not taken for that one. */
const advance = (
  { replay }: Webhook,
  { to, after, sent, nextAt }: Extract<WebhookCommand, { type: 'advance replay' }>,
  { now }: Context,
): readonly WebhookEvent[] => {
  if (replay?.to !== to) return []
  if (nextAt === undefined) return [{ type: 'webhook.replay_ended', sent, at: now }]
  const known = replay.after === after && replay.sent === sent && replay.nextAt === nextAt
  return known ? [] : [{ type: 'webhook.replay_advanced', after, sent, nextAt }]
}

const ofActive = (webhook: Webhook, command: WebhookCommand, context: Context): readonly WebhookEvent[] | undefined => {
  switch (command.type) {
    case 'note accepted':
      return webhook.failing ? [{ type: 'webhook.recovered', at: context.now }] : []
    case 'note refused':
      return webhook.failing ? [] : [{ type: 'webhook.failing', at: context.now }]
    case 'note lost':
      return lost(webhook, command.deliveryId, context)
    case 'note gone':
      return [paused(webhook, 'gone', context)]
    default:
      return undefined
  }
}

/** What comes of what the job found out; undefined for a command of somebody else's. */
export const decideLearnt = (webhook: Webhook, command: WebhookCommand, context: Context): readonly WebhookEvent[] | undefined => {
  const { status } = webhook.standing
  if (command.type === 'fall due') return status === 'removed' ? [] : fallDue(webhook, context)
  if (command.type === 'advance replay') return status === 'removed' ? [] : advance(webhook, command, context)
  const learnt = ofActive(webhook, command, context)
  return learnt && status !== 'active' ? [] : learnt
}
