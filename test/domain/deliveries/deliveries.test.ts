import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestTrying, nextTry, pauseBehind, pauseBound } from '../../../domain/deliveries/backoff.ts'
import { type DeliveryCommand, deliveries, lease, patience, type Told } from '../../../domain/deliveries/decide.ts'
import { Attempt, attemptsKept, dueAt } from '../../../domain/deliveries/delivery.ts'
import type { DeliveryEvent } from '../../../domain/deliveries/events.ts'
import { DeliveryId, EventId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { later } from '../../../domain/kernel/later.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const now = Instant.parse('2026-11-21T08:30:00.000Z')
const at = (milliseconds: number) => contextOf({ now: later(now, milliseconds) })
const told: Told = {
  id: DeliveryId.parse('whd_01KAJ0000000000000000000AA'),
  webhookId: 'whk_01KAJ0000000000000000000AA',
  eventId: EventId.parse('evt_01KAJ0000000000000000000AA'),
  eventType: 'customer.registered',
  subject: { kind: 'customer', id: 'cus_01KAJ0000000000000000000AA' },
  happenedAt: now,
}
const listening = { eventTypes: ['customer.*'], hears: ['customer'] }
const free = { receiver: 'active', behindEarlier: false, listening } as const
const behind = { ...free, behindEarlier: true } as const
const create = { type: 'create', told, ...free } as const
const attempt = (facts: Partial<Attempt> = {}) => Attempt.parse({ at: now, milliseconds: 12, said: '', status: 200, ...facts })
const failed = attempt({ status: 500, failure: 'status' })
const { given } = stories(deliveries)

/** Plays commands, each at its moment, and gives the state that they lead to. */
const played = (...steps: readonly (readonly [DeliveryCommand, number])[]) =>
  steps.reduce<ReturnType<typeof deliveries.evolve>>((state, [command, when]) => {
    const decided = deliveries.decide(state, command, at(when))
    return decided.ok ? decided.value.reduce(deliveries.evolve, state) : state
  }, deliveries.initial)

describe('a delivery', () => {
  it('is tried as soon as it is there, and nobody else tries it meanwhile', () => {
    const state = played([create, 0])
    expect(state).toMatchObject({ status: 'pending', nextAt: later(now, lease), tries: 0 })
    expect(deliveries.decide(state, { type: 'fall due', ...free }, at(lease - 1))).toEqual({ ok: true, value: [] })
    expect(deliveries.decide(state, create, at(0))).toEqual({ ok: true, value: [] })
  })

  it('whose attempt nobody finished is tried again when the lease is over', () => {
    const decided = deliveries.decide(played([create, 0]), { type: 'fall due', ...free }, at(lease))
    expect(decided).toEqual({ ok: true, value: [{ type: 'delivery.begun', until: later(now, 2 * lease) }] })
  })

  it('waits behind an earlier event of the same record, a quarter of an hour at most', () => {
    const held = played([{ type: 'create', told, ...behind }, 0])
    expect(held).toMatchObject({ status: 'pending', heldBack: true })
    const stillHeld = deliveries.decide(held, { type: 'fall due', ...behind }, at(patience - 1))
    expect(stillHeld).toMatchObject({ value: [{ type: 'delivery.held_back' }] })
    expect(deliveries.decide(held, { type: 'fall due', ...behind }, at(patience))).toMatchObject({ value: [{ type: 'delivery.begun' }] })
  })

  it('moves up as soon as the earlier one is through, unless it is under way itself', () => {
    const held = played([{ type: 'create', told, ...behind }, 0])
    expect(deliveries.decide(held, { type: 'move up', ...free }, at(5))).toMatchObject({ value: [{ type: 'delivery.begun' }] })
    expect(deliveries.decide(played([create, 0]), { type: 'move up', ...free }, at(5))).toEqual({ ok: true, value: [] })
  })

  it('is left alone while its webhook is paused, and given up when that is removed', () => {
    const shelved = played([{ ...create, receiver: 'paused' }, 0])
    expect(shelved).toMatchObject({ status: 'pending' })
    expect(shelved && dueAt(shelved)).toBeUndefined()
    expect(played([create, 0], [{ type: 'fall due', ...free, receiver: 'removed' }, lease])).toMatchObject({ status: 'dead' })
  })

  it('that was accepted stays so, whatever a late attempt reports', () => {
    const accepted = played([create, 0], [{ type: 'record', attempt: attempt() }, 10])
    expect(accepted).toMatchObject({ status: 'delivered', tries: 1, attempts: [{ status: 200 }] })
    expect(deliveries.decide(accepted, { type: 'record', attempt: failed }, at(20))).toEqual({ ok: true, value: [] })
  })

  it('is given up at once by a receiver that wants nothing more', () => {
    expect(played([create, 0], [{ type: 'record', attempt: attempt({ status: 410, failure: 'status' }) }, 10])).toMatchObject({
      status: 'dead',
    })
  })

  it('is given up after three days, the last attempt at their end', () => {
    let state = played([create, 0])
    let tries = 0
    for (let due = state && dueAt(state); due !== undefined; due = state && dueAt(state)) {
      const context = contextOf({ now: due })
      for (const command of [
        { type: 'fall due', ...free },
        { type: 'record', attempt: failed },
      ] as const) {
        const decided = deliveries.decide(state, command, context)
        if (decided.ok) state = decided.value.reduce(deliveries.evolve, state)
      }
      tries += 1
    }
    expect(state).toMatchObject({ status: 'dead', diedAt: later(now, longestTrying) })
    expect(tries).toBeGreaterThan(9)
    expect(tries).toBeLessThan(attemptsKept)
  })

  it('whose attempts nobody ever finishes is given up as well, once its time is over', () => {
    const waits = played([create, 0], [{ type: 'record', attempt: failed }, 10])
    const turnAt = (elapsed: number) => deliveries.decide(waits, { type: 'fall due', ...free }, at(elapsed))
    expect(turnAt(longestTrying + lease - 1)).toMatchObject({ value: [{ type: 'delivery.begun' }] })
    expect(turnAt(longestTrying + lease)).toEqual({
      ok: true,
      value: [{ type: 'delivery.given_up', at: later(now, longestTrying + lease) }],
    })
  })

  it.each([
    ['the rights behind it no longer cover', { eventTypes: ['*'], hears: ['note'] }],
    ['it no longer asks for', { eventTypes: ['customer.archived'], hears: ['customer'] }],
  ])('is given up before its next attempt where the webhook is not to be told what %s', (_, narrowed) => {
    const givenUp = { ok: true, value: [{ type: 'delivery.given_up' }] }
    const waiting = played([create, 0], [{ type: 'record', attempt: failed }, 10])
    for (const state of [waiting, played([create, 0], [{ type: 'replay' }, 10])])
      expect(deliveries.decide(state, { type: 'fall due', ...free, listening: narrowed }, at(longestTrying))).toMatchObject(givenUp)
    const held = played([{ ...create, ...behind }, 0])
    expect(deliveries.decide(held, { type: 'move up', ...free, listening: narrowed }, at(5))).toMatchObject(givenUp)
  })

  it('by which a webhook is tried out goes there, whatever that listens to', () => {
    const ping = { ...told, eventType: 'webhook.ping', subject: { kind: 'webhook', id: told.webhookId } }
    expect(played([{ ...create, told: ping }, 0])).toMatchObject({ status: 'pending', nextAt: later(now, lease) })
  })

  it('sent again begins anew, keeps its attempts, and wakes from any end', () => {
    const again = played([create, 0], [{ type: 'record', attempt: attempt() }, 10], [{ type: 'replay' }, 1000])
    expect(again).toMatchObject({ status: 'pending', tries: 0, nextAt: later(now, 1000), deadline: later(now, 1000 + longestTrying) })
    expect(again?.attempts).toHaveLength(1)
  })

  it('that is not there cannot be sent again', () => {
    given().when({ type: 'replay' }).thenRefused('delivery.not_found')
  })
})

describe('pauses between attempts', () => {
  it('lie anywhere up to a bound that grows to eight hours, and are the same whenever they are worked out', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 80 }), (id, tries) => {
        expect(pauseBehind(id, tries)).toBeGreaterThan(0)
        expect(pauseBehind(id, tries)).toBeLessThanOrEqual(pauseBound(tries))
        expect(pauseBehind(id, tries)).toBe(pauseBehind(id, tries))
      }),
    )
    expect([1, 2, 3, 20].map(pauseBound)).toEqual([30_000, 90_000, 270_000, 8 * 60 * 60_000])
  })

  it('are spread, so that deliveries that failed together do not come back together', () => {
    const shares = Array.from({ length: 2000 }, (_, i) => pauseBehind(`whd_${i}`, 6) / pauseBound(6))
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const within = shares.filter((share) => share > tenth / 10 && share <= (tenth + 1) / 10).length
      expect(within).toBeGreaterThan(120)
      expect(within).toBeLessThan(280)
    }
  })

  it('never lead beyond the deadline', () => {
    const deadline = later(now, longestTrying)
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 2 * longestTrying }), (id, tries, elapsed) => {
        const next = nextTry({ id, tries, deadline }, later(now, elapsed))
        if (elapsed >= longestTrying) expect(next).toBeUndefined()
        else expect(next !== undefined && next > later(now, elapsed) && next <= deadline).toBe(true)
      }),
    )
  })
})

const arounds = fc.record({
  receiver: fc.constantFrom('active', 'paused', 'removed'),
  behindEarlier: fc.boolean(),
  listening: fc.constantFrom(listening, listening, listening, { eventTypes: ['*'], hears: [] }),
} as const)
const commands: fc.Arbitrary<DeliveryCommand> = fc.oneof(
  arounds.map((around) => ({ ...create, ...around })),
  arounds.map((around) => ({ type: 'fall due' as const, ...around })),
  arounds.map((around) => ({ type: 'move up' as const, ...around })),
  fc
    .constantFrom(attempt(), failed, failed, attempt({ status: 410, failure: 'status' }))
    .map((one) => ({ type: 'record' as const, attempt: one })),
  fc.constant({ type: 'replay' as const }),
)
const contexts = fc.integer({ min: 0, max: 2 * longestTrying }).map(at)
const events: readonly DeliveryEvent['type'][] = [
  'delivery.created',
  'delivery.begun',
  'delivery.held_back',
  'delivery.shelved',
  'delivery.accepted',
  'delivery.failed',
  'delivery.given_up',
  'delivery.replayed',
]
keepsTheLaws('deliveries', { decider: deliveries, commands, contexts, events })

describe('falling due', () => {
  it('does nothing before its time, and moves that time when it has come', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, fc.integer({ min: 0, max: 3 * lease })), { maxLength: 10 }), arounds, (steps, around) => {
        const sum = (upTo: number) => steps.slice(0, upTo + 1).reduce((elapsed, [, pause]) => elapsed + pause, 0)
        const state = played(...steps.map(([command], i) => [command, sum(i)] as const))
        const due = state && dueAt(state)
        if (!state || !due) return
        const early = contextOf({ now: later(due, -1) })
        expect(deliveries.decide(state, { type: 'fall due', ...around }, early)).toEqual({ ok: true, value: [] })
        const decided = deliveries.decide(state, { type: 'fall due', ...around }, contextOf({ now: due }))
        const next = decided.ok ? decided.value.reduce(deliveries.evolve, state as typeof state | undefined) : undefined
        expect(next && dueAt(next)).not.toBe(due)
      }),
    )
  })
})
