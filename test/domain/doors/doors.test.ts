import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DoorCommand, doors } from '../../../domain/doors/decide.ts'
import { Door, editionsOf, overlap } from '../../../domain/doors/door.ts'
import { DoorEvent } from '../../../domain/doors/events.ts'
import { later } from '../../../domain/kernel/later.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'dor_01KAJ0000000000000000000AA'
const now = '2026-11-21T08:30:00.000Z'
const context = contextOf({ now })
const appId = 'wx2c2769f8efd9abc2'
const by = { changedAt: now, changedBy: 'usr_test' }
const doorOf = (facts: object) => Door.parse({ id, kind: 'wechat', isOpen: true, edition: 1, appId, plaintext: false, ...by, ...facts })
const set = (facts: object) => DoorEvent.parse({ type: 'door.set', door: doorOf(facts) })
const { given } = stories(doors)
const open = { type: 'set', id, kind: 'wechat', patch: { isOpen: true, appId } } as const

describe('a door for WeChat', () => {
  it('opens for an account', () => given().when(open, context).thenEvents(set({})))

  it('opens for no account in particular: that is refused', () => {
    given()
      .when({ ...open, patch: { isOpen: true } }, context)
      .thenRefused('request.invalid', { findings: [{ code: 'door.app_id_missing', pointer: '/appId', severity: 'block' }] })
  })

  it('closes and stays what it was otherwise; said again, nothing happens', () => {
    given(set({}))
      .when({ ...open, patch: { isOpen: false } }, context)
      .thenEvents(set({ isOpen: false }))
    given(set({})).when(open, context).thenNothing()
  })

  it('with new secrets knows the former ones for another day', () => {
    const { after } = given(set({})).when({ type: 'renew secrets' }, context)
    if (!after) throw new Error('the door is gone')
    expect(editionsOf(after, later(context.now, overlap - 1))).toEqual([2, 1])
    expect(editionsOf(after, later(context.now, overlap))).toEqual([2])
  })
})

describe('a door for the telephone', () => {
  it('has no account, and none that says nothing of who calls', () => {
    const patch = { isOpen: true, appId, plaintext: true }
    const { decided } = given().when({ type: 'set', id, kind: 'phone', patch }, context)
    expect(decided).toMatchObject({ error: { findings: [{ pointer: '/appId' }, { pointer: '/plaintext' }] } })
  })
})

describe('what stands behind a door', () => {
  const reveal = { type: 'reveal', purpose: 'Entering it at WeChat', classes: ['secret'] } as const

  it('is read by whoever may, and the purpose is kept', () => {
    given(set({}))
      .when(reveal, context)
      .thenEvents(DoorEvent.parse({ ...reveal, type: 'door.revealed', at: now, by: 'usr_test' }))
  })

  it('is read by nobody whose role opens no secrets', () => {
    const manager = contextOf({ now, actor: { reveals: ['personal'] } })
    given(set({}))
      .when(reveal, manager)
      .thenRefused('access.class_denied', { classes: ['secret'] })
  })

  it('is for those alone who reach every customer', () => {
    const regional = contextOf({ now, actor: { reach: { kind: 'region', region: 'east' } } })
    for (const command of [open, reveal, { type: 'renew secrets' } as const])
      given(set({})).when(command, regional).thenRefused('access.out_of_scope')
  })

  it('of a door that nobody has set up is nothing', () => given().when(reveal, context).thenRefused('door.not_found'))
})

const commands: fc.Arbitrary<DoorCommand> = fc.oneof(
  fc.constantFrom(true, false).map((isOpen) => ({ ...open, patch: { isOpen, appId } })),
  fc.constant({ type: 'renew secrets' } as const),
  fc.constant({ type: 'reveal', purpose: 'x', classes: ['secret'] } as const),
)

keepsTheLaws('a door', {
  decider: doors,
  commands,
  contexts: fc.constantFrom(context, contextOf({ now: '2026-11-22T08:30:00.000Z' })),
  events: ['door.set', 'door.secrets_renewed', 'door.revealed'],
  recordOnly: ['door.revealed'],
})
