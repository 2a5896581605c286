import { describe, expect, it } from 'vitest'
import { claimsOf } from '../../../domain/contacts/claims.ts'
import { ContactEvent } from '../../../domain/contacts/events.ts'
import { contextOf } from '../../support/context.ts'
import {
  archive,
  archived,
  broken,
  change,
  context,
  given,
  leave,
  left,
  li,
  now,
  ofHanse,
  ofShunda,
  register,
  registered,
  restore,
  reveal,
  rotateKey,
  shunda,
} from './stories.ts'

describe('registering a person', () => {
  it('makes a contact with a first place at a customer', () => {
    given().when(register(), context).thenEvents(registered())
  })

  it('does nothing when the same request comes again', () => {
    given(registered()).when(register(), context).thenNothing()
  })

  it('takes a gender from the list only', () => {
    given()
      .when(register({ gender: 'captain' }), context)
      .thenRefused('contact.rules_broken', broken('list.gender_unknown', '/gender'))
  })

  it('has one phone and one address to use first, never two', () => {
    const phones = ['+8613800138000', '+8613800138001'].map((number) => ({ number, primary: true }))
    given().when(register({ phones }), context).thenRefused('contact.rules_broken', broken('phone.several_primary', '/phones'))
  })

  it('holds a number and an address once', () => {
    const emails = [{ address: 'li.na@shunda.example' }, { address: 'Li.Na@shunda.example' }]
    given().when(register({ emails }), context).thenRefused('contact.rules_broken', broken('email.twice', '/emails/1/address'))
  })

  it('warns of a phone from another country than any customer that the person serves, and no more', () => {
    const { after } = given().when(register({ phones: [{ number: '+4930901820' }] }), context)
    expect(after?.warnings).toEqual([{ code: 'phone.other_country', pointer: '/phones/0/number' }])
  })
})

describe("changing a person's own data", () => {
  it('keeps what changed, before and after', () => {
    given(registered())
      .when(change({ name: '李娜娜', channel: 'wechat' }), context)
      .thenEvents(
        ContactEvent.parse({
          type: 'contact.changed',
          from: { name: '李娜', channel: null },
          to: { name: '李娜娜', channel: 'wechat' },
          warnings: [],
          at: now,
        }),
      )
  })

  it('does nothing when nothing is different', () => {
    given(registered())
      .when(change({ name: '李娜' }), context)
      .thenNothing()
  })

  it('never takes the name away', () => {
    given(registered())
      .when(change({ name: null }), context)
      .thenRefused('request.invalid')
  })

  it('answers for what it touches: a gender that was retired since stops no change of the name', () => {
    const past = registered({ gender: 'retired' })
    expect(given(past).when(change({ name: '李娜娜' }), context).decided.ok).toBe(true)
    given(past)
      .when(change({ gender: 'other_retired' }), context)
      .thenRefused('contact.rules_broken', broken('list.gender_unknown', '/gender'))
  })

  it('is refused while the contact is archived', () => {
    given(registered(), archived)
      .when(change({ name: '李' }), context)
      .thenRefused('contact.archived')
  })
})

describe('reaching a contact', () => {
  it('is for those who look after a customer that the person serves', () => {
    expect(given(registered()).when(change({ name: '李' }), ofShunda).decided.ok).toBe(true)
    given(registered())
      .when(change({ name: '李' }), ofHanse)
      .thenRefused('access.out_of_scope')
  })

  it('outlasts the person: who looked after them still does when they have left', () => {
    expect(given(registered(), left('2026-10-31')).when(change({ name: '李' }), ofShunda).decided.ok).toBe(true)
  })

  it('is denied where nothing is known of the customers', () => {
    const unknown = { type: 'archive', customers: new Map() } as const
    given(registered()).when(unknown, ofShunda).thenRefused('access.out_of_scope')
    expect(given(registered()).when(unknown, context).decided.ok).toBe(true)
  })

  it('finds nobody where there is nobody', () => {
    for (const command of [archive, restore, leave(), change({}), reveal('personal'), rotateKey])
      given().when(command, context).thenRefused('contact.not_found')
  })
})

describe('archiving and restoring', () => {
  it('frees what the contact held uniquely, and claims it again', () => {
    const { state } = given(registered())
    const gone = given(registered()).when(archive, context).after
    const back = given(registered(), archived).when(restore, context).after
    expect(claimsOf(state)).toEqual([
      { field: 'email', value: 'li.na@shunda.example' },
      { field: 'phone', value: '+8613800138000' },
    ])
    expect(claimsOf(gone)).toEqual([])
    expect(claimsOf(back)).toEqual(claimsOf(state))
  })

  it('does nothing the second time', () => {
    given(registered(), archived).when(archive, context).thenNothing()
    given(registered()).when(restore, context).thenNothing()
  })
})

describe('changing the key of a contact', () => {
  it('is recorded with its purpose, of an archived one too, and leaves the contact as it is', () => {
    for (const past of [[registered()], [registered(), archived]]) {
      const told = given(...past).when(rotateKey, context)
      told.thenEvents({ type: 'contact.key_rotated', purpose: 'A dump of memory was left on a shared drive' })
      expect(told.after).toEqual(given(...past).state)
    }
  })

  it('is for those who look after one of the customers', () => {
    given(registered()).when(rotateKey, ofHanse).thenRefused('access.out_of_scope')
  })
})

describe('revealing', () => {
  it('leaves behind who read what for which purpose', () => {
    given(registered())
      .when(reveal('personal'), context)
      .thenEvents({ type: 'contact.revealed', purpose: 'Claim 118', classes: ['personal'] })
  })

  it('is refused for a class that the role may not have revealed', () => {
    const clerk = contextOf({ actor: { reveals: ['public', 'internal'] } })
    given(registered())
      .when(reveal('personal'), clerk)
      .thenRefused('access.class_denied', { classes: ['personal'] })
  })

  it('is possible for an archived contact, and changes nothing of it', () => {
    const { after, decided } = given(registered(), archived).when(reveal('personal'), context)
    expect(decided.ok).toBe(true)
    expect(after).toEqual(given(registered(), archived).state)
    expect([after?.id, after?.affiliations[0]?.customerId]).toEqual([li, shunda])
  })
})
