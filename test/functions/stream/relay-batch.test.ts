import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { type Publish, relayBatch, type Streamed } from '../../../functions/stream/relay-batch.ts'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const streamed = (subject: string, i: number): Streamed => ({
  position: String(1000 + i),
  event: EventEnvelope.parse({
    id: `evt_01KAJ00000000000000000${[...crockford][Math.floor(i / 32) % 32]}00${[...crockford][i % 32]}`,
    type: 'note.written',
    schema: 1,
    at: '2026-11-21T08:30:00.000Z',
    actor: { id: 'usr_1', roles: [] },
    subject: { kind: 'note', id: subject },
    version: i,
    about: [],
    traceId: 'trace',
    data: { type: 'note.written' },
  }),
})

const streams = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }).map((subjects) => subjects.map(streamed))
const sizes = fc.integer({ min: 1, max: 10 })
/** Whether the next publishing of an event fails: a pattern that runs out, after which the topic is well again. */
const troubles = fc.array(fc.boolean(), { maxLength: 60 })

/** Delivers what is left of the stream again and again, as Lambda does, until all is through. */
const deliver = async (events: readonly Streamed[], trouble: readonly boolean[], size: number) => {
  const waves: (readonly EventEnvelope[])[] = []
  const published: EventEnvelope[] = []
  const left = [...trouble]
  const publish: Publish = async (wave) => {
    waves.push(wave)
    const failed = wave.filter(() => left.shift() === true)
    published.push(...wave.filter((event) => !failed.includes(event)))
    return new Set(failed.map(({ id }) => id))
  }
  const positions: string[] = []
  for (let rest = events; ; ) {
    const failedAt = await relayBatch(rest, publish, size)
    if (failedAt === undefined) return { waves, published, positions }
    positions.push(failedAt)
    rest = rest.slice(rest.findIndex(({ position }) => position === failedAt))
  }
}

const ids = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id)

describe('the relay', () => {
  it('publishes every event at least once, whatever fails and however often', async () => {
    await fc.assert(
      fc.asyncProperty(streams, troubles, sizes, async (events, trouble, size) => {
        const { published } = await deliver(events, trouble, size)
        expect([...new Set(ids(published))].sort()).toEqual(ids(events.map(({ event }) => event)).sort())
      }),
    )
  })

  it('publishes the events of each subject in their order, as far as each is new', async () => {
    await fc.assert(
      fc.asyncProperty(streams, troubles, sizes, async (events, trouble, size) => {
        const { published } = await deliver(events, trouble, size)
        for (const subject of ['a', 'b', 'c', 'd']) {
          const ofSubject = (all: readonly EventEnvelope[]) => ids(all.filter((event) => event.subject.id === subject))
          expect([...new Set(ofSubject(published))]).toEqual(ofSubject(events.map(({ event }) => event)))
        }
      }),
    )
  })

  it('never sends two events of one subject in one wave, nor more than a wave holds', async () => {
    await fc.assert(
      fc.asyncProperty(streams, troubles, sizes, async (events, trouble, size) => {
        for (const wave of (await deliver(events, trouble, size)).waves) {
          expect(wave.length).toBeGreaterThan(0)
          expect(wave.length).toBeLessThanOrEqual(size)
          expect(new Set(wave.map(({ subject }) => subject.id)).size).toBe(wave.length)
        }
      }),
    )
  })

  it('goes on from the first event that failed and never from behind one', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.nat(39), sizes, async (events, at, size) => {
        fc.pre(at < events.length)
        const broken = events[at]
        const failed = await relayBatch(events, async () => new Set(ids(broken ? [broken.event] : [])), size)
        expect(failed).toBe(broken?.position)
      }),
    )
  })

  it('sends nothing that comes behind a failed wave', async () => {
    const sent: string[] = []
    const events = ['a', 'a', 'b'].map(streamed)
    const fail: Publish = async (wave) => {
      sent.push(...ids(wave))
      return new Set(ids(wave))
    }
    await relayBatch(events, fail, 10)
    expect(sent).toEqual(ids(events.slice(0, 1).map(({ event }) => event)))
  })

  it('has nothing to do with an empty batch', async () => {
    expect(await deliver([], [], 10)).toEqual({ waves: [], published: [], positions: [] })
  })

  it('stops when the topic throws, having skipped nothing', async () => {
    await expect(relayBatch(['a', 'b'].map(streamed), () => Promise.reject(new Error('no topic')), 1)).rejects.toThrow('no topic')
  })
})
