import { describe, expect, it } from 'vitest'
import { contextOf } from '../../support/context.ts'
import { archived, broken, change, confirm, given, registered } from './stories.ts'

const at = '2026-12-01T02:00:00.000Z'
const own = contextOf({ now: at, actor: { id: 'con_01', roles: ['contact'], permissions: [] } })
const mark = { confirmedBy: 'customer', confirmedAt: at }

describe('somebody looks through their own data', () => {
  it('and what they find right is marked so, with nothing else changed', () => {
    const { after, decided } = given(registered()).when(confirm({}, 'name', 'emails'), own)
    expect(decided).toMatchObject({ value: [{ type: 'contact.confirmed', from: {}, to: {}, confirmed: ['name', 'emails'] }] })
    expect(after).toEqual({ ...given(registered()).state, confirmations: { name: mark, emails: mark } })
  })

  it('and what they correct counts as confirmed', () => {
    const { after } = given(registered()).when(confirm({ name: '李娜娜' }, 'emails'), own)
    expect(after).toMatchObject({ name: '李娜娜', confirmations: { name: mark, emails: mark }, changedAt: at })
    expect(after?.confirmations?.phones).toBeUndefined()
  })

  it('by the same rules as everybody, and with something to say', () => {
    given(registered())
      .when(confirm({ gender: 'captain' }), own)
      .thenRefused('contact.rules_broken', broken('list.gender_unknown', '/gender'))
    given(registered())
      .when(confirm({ name: '' }), own)
      .thenRefused('request.invalid')
    given(registered()).when(confirm({}), own).thenRefused('contact.nothing_confirmed')
    given(registered(), archived).when(confirm({}, 'name'), own).thenRefused('contact.archived')
  })

  it('until a colleague writes something else: that is no longer what they confirmed', () => {
    const { decided } = given(registered()).when(confirm({}, 'name', 'emails'), own)
    const confirmed = decided.ok ? decided.value : []
    expect(given(registered(), ...confirmed).when(change({ name: '李' })).after?.confirmations).toEqual({ emails: mark })
    const both = given(registered(), ...confirmed).when(change({ name: '李', emails: [] }))
    expect(both.after && 'confirmations' in both.after).toBe(false)
  })
})
