import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days, hours, later } from '../../../domain/kernel/later.ts'
import type { WebhookCommand } from '../../../domain/webhooks/commands.ts'
import { webhooks } from '../../../domain/webhooks/decide.ts'
import { listensTo } from '../../../domain/webhooks/event-types.ts'
import { WebhookEvent } from '../../../domain/webhooks/events.ts'
import { dueAt, mostLost, mostWebhooks, WebhookDraft } from '../../../domain/webhooks/webhook.ts'
import { type actorOf, contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'whk_01KAJ0000000000000000000AA'
const now = Instant.parse('2026-11-21T08:30:00.000Z')
const at = (milliseconds: number, actor: Parameters<typeof actorOf>[0] = {}) => contextOf({ now: later(now, milliseconds), actor })
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`
const [first, second] = [secretOf(1), secretOf(2)]
const draft = WebhookDraft.parse({ url: 'https://tms.shunda.example/hook', eventTypes: ['customer.*'] })
const subscribe = { type: 'subscribe', id, draft, secret: first, reachable: 'public', others: 0 } as const
const lost = { type: 'note lost', deliveryId: 'whd_1' } as const
const { given } = stories(webhooks)

const played = (...steps: readonly (readonly [WebhookCommand, number])[]) =>
  steps.reduce<ReturnType<typeof webhooks.evolve>>((state, [command, when]) => {
    const decided = webhooks.decide(state, command, at(when))
    return decided.ok ? decided.value.reduce(webhooks.evolve, state) : state
  }, webhooks.initial)
const decided = (state: ReturnType<typeof played>, command: WebhookCommand, context = at(0)) => webhooks.decide(state, command, context)

describe('a webhook', () => {
  it('lends to what it is told the rights of whoever set it up', () => {
    const clerk = { permissions: ['customers:read', 'webhooks:write'] }
    expect(decided(undefined, subscribe, at(0, clerk))).toMatchObject({ value: [{ webhook: { hears: ['customer'] } }] })
    const notes = { ...subscribe, draft: { ...draft, eventTypes: ['customer.*', 'note.written'] } }
    expect(decided(undefined, notes, at(0, clerk))).toMatchObject({
      error: { findings: [{ code: 'webhook.beyond_rights', pointer: '/eventTypes/1' }] },
    })
  })

  it('asks for what happens; one that asked before for what never did can still be pointed elsewhere', () => {
    const idle = { ...draft, eventTypes: ['customer.*', 'customer.merged'] }
    const finding = { code: 'webhook.event_unknown', pointer: '/eventTypes/1' }
    expect(decided(undefined, { ...subscribe, draft: idle })).toMatchObject({ error: { findings: [finding] } })
    const webhook = played([subscribe, 0])
    const old = webhook && { ...webhook, eventTypes: idle.eventTypes }
    const asking = { type: 'change', patch: { eventTypes: idle.eventTypes }, reachable: 'public' } as const
    expect(decided(webhook, asking)).toMatchObject({ error: { findings: [finding] } })
    const moving = { type: 'change', patch: { url: 'https://elsewhere.example/hook' }, reachable: 'public' } as const
    expect(decided(old, moving)).toMatchObject({ value: [{ to: { eventTypes: idle.eventTypes } }] })
  })

  it('pointed elsewhere by somebody with fewer rights hears no more than they may', () => {
    const clerk = at(1, { id: 'usr_clerk', permissions: ['customers:read', 'webhooks:write'] })
    const patch = { url: 'https://elsewhere.example/hook' }
    const change = { type: 'change', patch, reachable: 'public' } as const
    expect(decided(played([subscribe, 0]), change, clerk)).toMatchObject({ value: [{ to: { ...patch, hears: ['customer'] } }] })
  })

  it('is steered by nobody who reaches a part of the customers only', () => {
    given()
      .when(subscribe, at(0, { reach: { kind: 'region', region: 'east' } }))
      .thenRefused('access.out_of_scope')
  })

  it('comes as one of a hundred at most', () => {
    given()
      .when({ ...subscribe, others: mostWebhooks })
      .thenRefused('webhook.too_many', { most: mostWebhooks })
  })

  it('has two secrets for the stated time, and then one', () => {
    const state = played([subscribe, 0], [{ type: 'rotate secret', secret: second, overlapHours: 24 }, 0])
    expect(state).toMatchObject({ secret: second, former: { secret: first, endsAt: later(now, 24 * hours) } })
    expect(state && dueAt(state)).toBe(later(now, 24 * hours))
    expect(
      played([subscribe, 0], [{ type: 'rotate secret', secret: second, overlapHours: 24 }, 0], [{ type: 'fall due' }, days]),
    ).not.toHaveProperty('former')
  })

  it('that is asked to take the secret that it has changes nothing', () => {
    const state = played([subscribe, 0], [{ type: 'rotate secret', secret: second, overlapHours: 24 }, 0])
    expect(decided(state, { type: 'rotate secret', secret: second, overlapHours: 24 })).toEqual({ ok: true, value: [] })
  })

  it('that accepted nothing for three days is paused, and its owner named', () => {
    const state = played([subscribe, 0], [{ type: 'note refused' }, 0])
    expect(decided(state, { type: 'fall due' }, at(3 * days))).toMatchObject({
      value: [{ type: 'webhook.paused', reason: 'failing', owner: 'usr_test' }],
    })
    expect(
      played([subscribe, 0], [{ type: 'note refused' }, 0], [{ type: 'note accepted' }, days], [{ type: 'fall due' }, 3 * days]),
    ).toMatchObject({
      standing: { status: 'active' },
    })
  })

  it('that lost ten events in a row is paused, but not when one got through in between', () => {
    const losing = (count: number) => Array.from({ length: count }, (_, i) => [lost, i] as const)
    expect(played([subscribe, 0], ...losing(mostLost))).toMatchObject({ standing: { status: 'paused', reason: 'failing' } })
    const between = played([subscribe, 0], ...losing(mostLost - 1), [{ type: 'note accepted' }, 20], ...losing(mostLost - 1))
    expect(between).toMatchObject({ standing: { status: 'active' } })
  })

  it('is resumed with what was missed, from before the pause to now', () => {
    const state = played([subscribe, 0], [{ type: 'pause' }, 10 * days], [{ type: 'resume' }, 11 * days])
    expect(state).toMatchObject({
      standing: { status: 'active' },
      replay: { from: later(now, 7 * days), to: later(now, 11 * days), only: 'undelivered' },
    })
  })

  it('that failed before it was paused is resumed with what was under way when it began to fail', () => {
    const failing: readonly (readonly [WebhookCommand, number])[] = [
      [subscribe, 0],
      [{ type: 'note refused' }, 10 * days],
      [{ type: 'fall due' }, 13 * days + hours],
    ]
    expect(played(...failing, [{ type: 'resume' }, 14 * days])).toMatchObject({ replay: { from: later(now, 7 * days) } })
  })

  describe('that was paused while it sent a span again', () => {
    const span = { from: later(now, -20 * days), to: later(now, -10 * days), only: 'all' } as const
    const replaying: readonly (readonly [WebhookCommand, number])[] = [
      [subscribe, 0],
      [{ type: 'replay', ...span }, 0],
      [{ type: 'advance replay', to: span.to, after: 'whd_05', sent: 5, nextAt: later(now, hours) }, 0],
      [{ type: 'pause' }, hours],
      [{ type: 'resume' }, days],
    ]

    it('goes on with that span where it was, and beside it sends what was missed', () => {
      expect(played(...replaying)).toMatchObject({
        replay: {
          from: later(now, hours - 3 * days),
          to: later(now, days),
          only: 'undelivered',
          interrupted: { ...span, after: 'whd_05' },
        },
      })
    })

    it('is not moved by a worker that was still at the one before', () => {
      const late = { type: 'advance replay', to: span.to, after: 'whd_09', sent: 9 } as const
      for (const nextAt of [later(now, days), undefined])
        expect(decided(played(...replaying), { ...late, nextAt })).toEqual({ ok: true, value: [] })
    })

    it('is farther on in it when it is paused once more, and never further back', () => {
      const paused = (after: string) =>
        played(
          ...replaying,
          [{ type: 'advance replay', to: later(now, days), after, sent: 1, nextAt: later(now, days) }, days],
          [{ type: 'pause' }, 2 * days],
          [{ type: 'resume' }, 5 * days],
        )?.replay
      const from = later(now, hours - 3 * days)
      expect(paused('whd_07')).toMatchObject({ from, to: later(now, 5 * days), interrupted: { ...span, after: 'whd_07' } })
      expect(paused('whd_03')).toMatchObject({ from, interrupted: { ...span, after: 'whd_05' } })
    })
  })

  it('sends a span again that lies in the past, not too far back, and one at a time', () => {
    const span = (from: number, to: number) => ({ type: 'replay', from: later(now, from), to: later(now, to), only: 'all' }) as const
    const state = played([subscribe, 0])
    for (const wrong of [span(-hours, hours), span(-hours, -2 * hours), span(-31 * days, -hours)])
      expect(decided(state, wrong)).toMatchObject({ error: { code: 'webhook.span_invalid', days: 30 } })
    expect(decided(played([subscribe, 0], [span(-hours, 0), 0]), span(-hours, 0))).toMatchObject({
      error: { code: 'webhook.replay_under_way' },
    })
    expect(decided(played([subscribe, 0], [{ type: 'pause' }, 0]), span(-hours, 0))).toMatchObject({ error: { code: 'webhook.paused' } })
  })

  it('that was removed does nothing more', () => {
    const state = played([subscribe, 0], [{ type: 'note refused' }, 0], [{ type: 'remove' }, 0])
    expect(state && dueAt(state)).toBeUndefined()
    expect(decided(state, { type: 'ping' })).toMatchObject({ error: { code: 'webhook.removed' } })
    expect(decided(state, { type: 'remove' })).toEqual({ ok: true, value: [] })
  })
})

describe('what a webhook listens to', () => {
  const heard = (eventTypes: readonly string[], type: string, kind = type.split('.')[0] ?? '') =>
    listensTo({ eventTypes, hears: ['customer', 'contact'] }, { type, subject: { kind } })

  it('is one event, all of a kind, or everything, and never beyond what it may hear', () => {
    expect(heard(['customer.registered'], 'customer.registered')).toBe(true)
    expect(heard(['customer.registered'], 'customer.changed')).toBe(false)
    expect(heard(['customer.*'], 'customer.changed')).toBe(true)
    expect(heard(['customer.*'], 'customers.changed')).toBe(false)
    expect(heard(['*'], 'contact.added')).toBe(true)
    expect(heard(['*'], 'note.written')).toBe(false)
    expect(heard(['*'], 'customer.noted', 'note')).toBe(false)
    expect(heard(['*'], 'webhook.paused')).toBe(false)
  })
})

const orders: readonly WebhookCommand[] = [
  subscribe,
  { type: 'change', patch: { url: 'https://other.example/hook' }, reachable: 'public' },
  { type: 'change', patch: { description: 'TMS' }, reachable: 'public' },
  { type: 'rotate secret', secret: second, overlapHours: 1 },
  { type: 'pause' },
  { type: 'resume' },
  { type: 'remove' },
  { type: 'ping' },
  { type: 'replay', from: later(now, -hours), to: now, only: 'all' },
  { type: 'order redelivery', deliveryId: 'whd_1', eventId: EventId.parse('evt_01KAJ0000000000000000000AA') },
  { type: 'note accepted' },
  { type: 'note refused' },
  { type: 'note gone' },
  lost,
  { type: 'fall due' },
  { type: 'advance replay', to: now, after: 'whd_1', sent: 1, nextAt: later(now, hours) },
  { type: 'advance replay', to: now, after: 'whd_1', sent: 1, nextAt: undefined },
]
const commands = fc.oneof(
  { weight: 3, arbitrary: fc.constant<WebhookCommand>(subscribe) },
  { weight: 10, arbitrary: fc.constantFrom(...orders) },
)
const moments = fc.integer({ min: 0, max: 4 * days })
keepsTheLaws('webhooks', {
  decider: webhooks,
  commands,
  contexts: moments.map((when) => at(when)),
  events: WebhookEvent.options.map(({ shape }) => shape.type.value),
  recordOnly: ['webhook.ping', 'webhook.redelivery_ordered'],
})

describe('falling due', () => {
  it('does nothing before its time, and moves that time when it has come', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, moments), { maxLength: 10 }), (steps) => {
        const state = played([subscribe, 0], ...steps)
        const due = state && dueAt(state)
        if (!state || !due) return
        expect(decided(state, { type: 'fall due' }, contextOf({ now: later(due, -1) }))).toEqual({ ok: true, value: [] })
        const fallen = decided(state, { type: 'fall due' }, contextOf({ now: due }))
        const next = fallen.ok ? fallen.value.reduce(webhooks.evolve, state as ReturnType<typeof played>) : undefined
        expect(next && dueAt(next)).not.toBe(due)
      }),
    )
  })
})
