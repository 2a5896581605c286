import type { Context, Decider } from '../kernel/decider.ts'
import { type DeliveryId, type EventId, WebhookId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { later, minutes } from '../kernel/later.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type Listening, stillHears } from '../webhooks/event-types.ts'
import { longestTrying, nextTry } from './backoff.ts'
import { type Attempt, type Delivery, isOpen, type OpenDelivery } from './delivery.ts'
import { type DeliveryEvent, evolve } from './events.ts'

/** What is known around a delivery whose turn it is. */
export type Around = {
  readonly receiver: 'active' | 'paused' | 'removed'
  /** An earlier event of the same record has not reached the same webhook yet. */
  readonly behindEarlier: boolean
  /** What the webhook listens to at this moment: since the delivery was made, somebody with fewer rights may have steered it. */
  readonly listening: Listening
}

export type Told = {
  readonly id: DeliveryId
  readonly webhookId: string
  readonly eventId: EventId
  readonly eventType: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly happenedAt: Instant
}

export type DeliveryCommand =
  | ({ readonly type: 'create'; readonly told: Told } & Around)
  | ({ readonly type: 'fall due' } & Around)
  /** An earlier event of the same record has got through just now, so that this one's turn has come before its time. */
  | ({ readonly type: 'move up' } & Around)
  | { readonly type: 'record'; readonly attempt: Attempt }
  | { readonly type: 'replay' }

export type DeliveryRefusal = { readonly code: 'delivery.not_found' }

type State = Delivery | undefined
type Decision = Result<readonly DeliveryEvent[], DeliveryRefusal>

/** Longer than an attempt can last: then whoever made it has died, and the next one begins. */
export const lease = 2 * minutes
/** "An event waits a quarter of an hour for an earlier one of the same record, and then goes ahead of it." */
export const patience = 15 * minutes
const look = minutes

const waitsSince = ({ deadline }: OpenDelivery): Instant => later(deadline, -longestTrying)

const isWanted = ({ eventType, subject }: OpenDelivery, { receiver, listening }: Around): boolean =>
  receiver !== 'removed' && stillHears(listening, { type: eventType, subject })

/** The last attempt is due at the deadline itself; one that begins and is never recorded would otherwise begin for ever. */
const isOver = ({ deadline }: OpenDelivery, now: Instant): boolean => now >= later(deadline, lease)

/** Its turn: an attempt begins, or it is put off, or it is given up. */
const turn = (delivery: OpenDelivery, around: Around, now: Instant): DeliveryEvent => {
  const { receiver, behindEarlier } = around
  if (!isWanted(delivery, around)) return { type: 'delivery.given_up', at: now }
  if (receiver === 'paused') return { type: 'delivery.shelved' }
  if (isOver(delivery, now)) return { type: 'delivery.given_up', at: now }
  const patient = now < later(waitsSince(delivery), patience)
  if (behindEarlier && patient) return { type: 'delivery.held_back', until: later(now, look) }
  return { type: 'delivery.begun', until: later(now, lease) }
}

const create = (told: Told, around: Around, { now }: Context): Decision => {
  const webhookId = WebhookId.parse(told.webhookId)
  const begun = { ...told, webhookId, createdAt: now, tries: 0, deadline: later(now, longestTrying), attempts: [] }
  const delivery: OpenDelivery = { ...begun, status: 'pending', nextAt: now }
  return ok([{ type: 'delivery.created', delivery }, turn(delivery, around, now)])
}

const accepted = ({ failure }: Attempt): boolean => failure === undefined

/** What receivers say for good: they want nothing more (RFC 9110, 410). */
export const isGone = ({ status }: Attempt): boolean => status === 410

const record = (delivery: Delivery, attempt: Attempt, { now }: Context): Decision => {
  // Somebody else's attempt got through meanwhile, or it was given up.
  if (!isOpen(delivery)) return ok([])
  if (accepted(attempt)) return ok([{ type: 'delivery.accepted', attempt, at: now }])
  const next = isGone(attempt) ? undefined : nextTry({ ...delivery, tries: delivery.tries + 1 }, now)
  return ok([next === undefined ? { type: 'delivery.given_up', attempt, at: now } : { type: 'delivery.failed', attempt, nextAt: next }])
}

/** A delivery that is due at this very moment anyway is not replayed once more. */
const replay = (delivery: Delivery, { now }: Context): Decision =>
  ok(delivery.status === 'pending' && delivery.nextAt === now ? [] : [{ type: 'delivery.replayed', at: now }])

const decide = (state: State, command: DeliveryCommand, context: Context): Decision => {
  // A delivery that is there already: the event was told before.
  if (command.type === 'create') return state ? ok([]) : create(command.told, command, context)
  if (!state) return refuse({ code: 'delivery.not_found' })
  switch (command.type) {
    case 'fall due':
      return ok(isOpen(state) && state.nextAt !== undefined && state.nextAt <= context.now ? [turn(state, command, context.now)] : [])
    case 'move up':
      return ok(isOpen(state) && state.heldBack ? [turn(state, command, context.now)] : [])
    case 'record':
      return record(state, command.attempt, context)
    case 'replay':
      return replay(state, context)
  }
}

export const deliveries: Decider<State, DeliveryCommand, DeliveryEvent, DeliveryRefusal> = { initial: undefined, decide, evolve }
