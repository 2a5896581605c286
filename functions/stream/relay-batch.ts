import type { EventEnvelope } from '../../domain/kernel/event-envelope.ts'

/** A committed event as the table's stream hands it over, and the place in the stream to go on from. */
export type Streamed = { readonly position: string; readonly event: EventEnvelope }
/** Sends events of different subjects together; the answer holds the ids of those that did not get through. */
export type Publish = (events: readonly EventEnvelope[]) => Promise<ReadonlySet<string>>

/** Runs of at most `size` events in which no subject comes twice: within one, the order of publishing does not matter. */
const waves = (events: readonly Streamed[], size: number): readonly (readonly Streamed[])[] =>
  events.reduce<Streamed[][]>((all, next) => {
    const last = all.at(-1)
    const fits = last && last.length < size && !last.some(({ event }) => event.subject.id === next.event.subject.id)
    if (fits) last.push(next)
    else all.push([next])
    return all
  }, [])

/**
 * Publishes in the order of the stream and stops at the first event that did not get through: the answer is its position,
 * from which the stream is read again. What was published behind it comes again, and is dropped by its id.
 */
export const relayBatch = async (events: readonly Streamed[], publish: Publish, size: number): Promise<string | undefined> => {
  for (const wave of waves(events, size)) {
    const failed = await publish(wave.map(({ event }) => event))
    const first = wave.find(({ event }) => failed.has(event.id))
    if (first) return first.position
  }
  return undefined
}
