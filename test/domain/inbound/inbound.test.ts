import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CallEvent, heardWith, longestCall } from '../../../domain/inbound/call.ts'
import { type InboundCommand, inbounds } from '../../../domain/inbound/decide.ts'
import { InboundDraft } from '../../../domain/inbound/draft.ts'
import { InboundEvent } from '../../../domain/inbound/events.ts'
import type { Inbound } from '../../../domain/inbound/inbound.ts'
import { InboundHead } from '../../../domain/inbound/inbound-message.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'inb_01KAJ0000000000000000000AA'
const ticketId = 'tkt_01KAJ0000000000000000000AA'
const now = '2026-11-21T08:30:00.000Z'
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()

const message = InboundHead.parse({
  channel: 'web',
  externalId: 'form-1',
  from: { name: '李娜', address: 'li.na@shunda.example' },
  receivedAt: now,
})
const told = (facts: Partial<CallEvent> & Pick<CallEvent, 'type'>): CallEvent =>
  CallEvent.parse({ callId: 'c-1', at: at(0), direction: 'inbound', caller: '+8613800138000', callee: '+862155550100', ...facts })

const started = told({ type: 'call.started' })
const answered = told({ type: 'call.answered', at: InboundHead.shape.receivedAt.parse(at(1)) })
const ended = told({
  type: 'call.ended',
  at: InboundHead.shape.receivedAt.parse(at(5)),
  seconds: 240,
  recording: 'https://calls.example/r/1',
})

const received = InboundEvent.parse({ type: 'inbound.received', id, message, at: now })
const { given } = stories(inbounds)
const hear = (event: CallEvent) => ({ type: 'hear', id, told: event }) as const

it('a message of a partner names files by their ids alone, and says nothing of them or of who vouches for it', () => {
  const draft = { externalId: 'chat-1', from: { address: 'li.na@shunda.example' }, text: '货到哪里了?' }
  const attachments = [{ id: 'att_01KAJ0000000000000000000AA', name: 'bill.pdf', type: 'application/pdf', size: 8 }]
  expect(InboundDraft.safeParse(draft).success).toBe(true)
  expect(InboundDraft.safeParse({ ...draft, attachments }).success).toBe(false)
  expect(InboundDraft.safeParse({ ...draft, attachments: attachments.map(({ id: file }) => file) }).success).toBe(true)
  expect(InboundDraft.safeParse({ ...draft, authentic: false }).success).toBe(false)
})

describe('a message', () => {
  it('is kept as it came', () => {
    given().when({ type: 'receive', id, message }, contextOf({ now })).thenEvents(received)
  })

  it('brought twice is one, whatever was said the second time', () => {
    given(received)
      .when({ type: 'receive', id, message: { ...message, subject: 'other' } })
      .thenNothing()
  })

  it('ends on one ticket, however often it is taken in', () => {
    const taken = InboundEvent.parse({ type: 'inbound.taken', ticketId, as: 'opened', at: now })
    given(received).when({ type: 'take', ticketId, as: 'opened' }, contextOf({ now })).thenEvents(taken)
    given(received, taken).when({ type: 'take', ticketId: 'tkt_01KAJ0000000000000000000BB', as: 'appended' }).thenNothing()
    given(received, taken).when({ type: 'ignore', why: 'automatic' }).thenNothing()
  })

  it('goes where was worked out first, and is of haste or not as was found then, whatever is found later', () => {
    const routed = (facts: object) => InboundEvent.parse({ type: 'inbound.routed', route: { ticketId, by: 'open', ...facts }, at: now })
    const going = (hasty: boolean) => ({ type: 'route', ticketId, by: 'open', hasty }) as const
    for (const [hasty, facts] of [
      [true, { hasty: true }],
      [false, {}],
    ] as const) {
      given(received).when(going(hasty), contextOf({ now })).thenEvents(routed(facts))
      given(received, routed(facts)).when(going(!hasty)).thenNothing()
    }
  })

  it('that is not there cannot be taken in', () => {
    given().when({ type: 'take', ticketId, as: 'opened' }).thenRefused('inbound.not_found')
  })
})

describe('a call', () => {
  const orders = [
    [started, answered, ended],
    [answered, started, ended],
    [started, started, answered, answered, ended, ended],
    [started, ended, answered, started],
    [ended, started, answered],
  ]
  const playedOut = (events: readonly CallEvent[]): Inbound | undefined =>
    events.reduce<Inbound | undefined>((state, event) => {
      const decided = inbounds.decide(state, hear(event), contextOf({ now: at(6) }))
      return decided.ok ? decided.value.reduce(inbounds.evolve, state) : state
    }, undefined)

  it.each(orders.map((order) => [order.map(({ type }) => type.slice(5)).join(', '), order] as const))(
    'told of as %s is one message, of whoever called',
    (_, order) => {
      expect(playedOut(order)).toMatchObject({
        status: 'received',
        message: {
          channel: 'phone',
          externalId: 'c-1',
          from: { address: '+8613800138000' },
          to: '+862155550100',
          call: { direction: 'inbound', seconds: 240, endedAt: at(5), recording: 'https://calls.example/r/1' },
        },
      })
    },
  )

  it('is nobody’s message before it is over', () => {
    expect(playedOut([started, answered])).toMatchObject({ status: 'heard' })
  })

  it('is from whoever the firm spoke with, when the firm has called', () => {
    const out = { ...ended, direction: 'outbound', caller: '+862155550100', callee: '+8613800138000' } as const
    expect(playedOut([out])).toMatchObject({ message: { from: { address: '+8613800138000' }, to: '+862155550100' } })
  })

  it('whose end nobody tells is taken for over some hours later, and no sooner', () => {
    const heard = InboundEvent.parse({ type: 'inbound.heard', id, told: started, at: now })
    const due = longestCall / 60_000
    given(heard)
      .when({ type: 'fall due' }, contextOf({ now: at(due - 1) }))
      .thenNothing()
    const { after } = given(heard).when({ type: 'fall due' }, contextOf({ now: at(due) }))
    expect(after).toMatchObject({ status: 'received', message: { receivedAt: started.at, call: { seconds: 0 } } })
  })

  it('is known in the end as it was, in whatever order and however often its events come', () => {
    const events = fc.constantFrom(started, answered, ended)
    const all = fc.tuple(fc.array(events, { maxLength: 6 }), fc.shuffledSubarray([started, answered, ended], { minLength: 3 }))
    fc.assert(
      fc.property(all, ([some, every]) => {
        const heard = [...some, ...every].reduce<ReturnType<typeof heardWith> | undefined>(heardWith, undefined)
        expect(heard).toEqual(heardWith(heardWith(heardWith(undefined, started), answered), ended))
      }),
    )
  })
})

const commands: fc.Arbitrary<InboundCommand> = fc.oneof(
  fc.constant({ type: 'receive', id, message } as const),
  fc.constantFrom(started, answered, ended).map(hear),
  fc.constantFrom('opened', 'appended').map((as) => ({ type: 'take', ticketId, as }) as const),
  fc.record({
    type: fc.constant('route' as const),
    ticketId: fc.constant(ticketId),
    by: fc.constantFrom('open', 'append'),
    hasty: fc.boolean(),
  }),
  fc.constant({ type: 'ignore', why: 'automatic' } as const),
  fc.constant({ type: 'fall due' } as const),
)

keepsTheLaws('what comes in', {
  decider: inbounds,
  commands,
  contexts: fc.constantFrom(contextOf({ now }), contextOf({ now: at(600) })),
  events: ['inbound.heard', 'inbound.received', 'inbound.routed', 'inbound.taken', 'inbound.ignored'],
})
