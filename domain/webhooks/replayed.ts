import type { Delivery } from '../deliveries/delivery.ts'
import type { Instant } from '../kernel/instant.ts'
import { earliest } from '../kernel/later.ts'
import type { Replay, Span } from './webhook.ts'

type Sent = Pick<Delivery, 'id' | 'status' | 'happenedAt'>

/** From when on a replay looks: one pass sees both what it is for and what it goes on with, so that nothing goes out twice. */
export const beginOf = ({ from, interrupted }: Replay): Instant => earliest(from, interrupted?.from) ?? from

const isIn = ({ from, to }: Span, { happenedAt }: Sent): boolean => from <= happenedAt && happenedAt <= to
const isUndelivered = ({ status }: Sent): boolean => status !== 'delivered'

/** Up to the one that it had reached it has been sent already, but for what was on its way when the pause came. */
const isLeft = (span: Span, delivery: Sent): boolean => {
  const isBehind = span.after === undefined || delivery.id > span.after
  return isIn(span, delivery) && (isUndelivered(delivery) || (span.only === 'all' && isBehind))
}

/** "What was delivered is sent again to nobody who did not ask for it." Whether a delivery that the pass comes by is sent. */
export const isReplayed = (replay: Replay, delivery: Sent): boolean => {
  const { only, interrupted } = replay
  if (!interrupted) return only === 'all' || isUndelivered(delivery)
  return isLeft(interrupted, delivery) || (isIn(replay, delivery) && isUndelivered(delivery))
}
