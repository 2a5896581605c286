import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'

/**
 * What a receiver is told of an event, in the form that Standard Webhooks recommends. Sensitive members stand in it as the masks
 * that the event itself holds; the reason that somebody typed and the trace of the request are not passed on.
 */
export const bodyOf = ({ id, type, schema, at, actor, subject, version, about, data }: EventEnvelope): string => {
  const { type: _, ...change } = data
  return JSON.stringify({ type, timestamp: at, data: { id, schema, actor: { id: actor.id }, subject, version, about, change } })
}
