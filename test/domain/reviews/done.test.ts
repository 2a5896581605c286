import { describe, expect, it } from 'vitest'
import { asking } from '../../../domain/reviews/asking.ts'
import { customerOf, escalated, fellDue, given, on, scheduled } from './stories.ts'

const due = [scheduled('2026-01-01', '2026-04-01'), fellDue('2026-04-01')]
const wang = { actor: { id: 'usr_wang' } }
const confirm = { type: 'confirm', customer: customerOf(), days: 90, from: 7, to: 7, seen: undefined } as const
const change = { type: 'change', customer: customerOf(), days: 90, from: 7, to: 8 } as const

describe('a review is done', () => {
  it('by confirming: nothing has changed, says who', () => {
    const { after } = given(...due).when(confirm, on('2026-04-10', wang))
    expect(after).toMatchObject({
      status: 'scheduled',
      since: '2026-04-10',
      dueOn: '2026-07-09',
      last: { outcome: 'confirmed', by: 'usr_wang', from: 7, to: 7, at: '2026-04-10T01:00:00.000Z' },
    })
    expect(after && asking(after)).toMatchObject({ now: [], past: ['review:cus_01KAJ0000000000000000000AA:2026-04-01:usr_wang'] })
  })

  it('by changing the customer, and names the versions', () => {
    const { after } = given(...due).when(change, on('2026-04-10', wang))
    expect(after).toMatchObject({ status: 'scheduled', dueOn: '2026-07-09', last: { outcome: 'changed', from: 7, to: 8 } })
  })

  it('by a change that hands the customer on to somebody else, for whom the next one then waits', () => {
    const handed = { ...change, was: customerOf(), customer: customerOf({ owner: 'usr_zhao' }) }
    const owner = { actor: { id: 'usr_wang', reach: { kind: 'own' } } } as const
    expect(given(...due).when(handed, on('2026-04-10', owner)).after).toMatchObject({
      status: 'scheduled',
      customer: { owner: 'usr_zhao' },
    })
    given(...due)
      .when({ ...handed, was: customerOf({ owner: 'usr_zhao' }), customer: customerOf() }, on('2026-04-10', owner))
      .thenRefused('access.out_of_scope')
  })

  it('ahead of its day too, and then counts from there', () => {
    expect(given(scheduled('2026-01-01', '2026-04-01')).when(confirm, on('2026-02-01', wang)).after?.dueOn).toBe('2026-05-02')
    expect(given().when(confirm, on('2026-02-01', wang)).after?.dueOn).toBe('2026-05-02')
  })

  it('whoever was told of it by then', () => {
    const { after } = given(...due, escalated('2026-04-01', '2026-04-15')).when(confirm, on('2026-04-20', wang))
    expect(after).toMatchObject({ status: 'scheduled', escalatedTo: undefined })
    expect(after && asking(after).past).toHaveLength(2)
  })

  it('once: the same word again on the same day says nothing new', () => {
    const done = given(...due).when(confirm, on('2026-04-10', wang))
    const events = done.decided.ok ? done.decided.value : []
    given(...due, ...events)
      .when(confirm, on('2026-04-10', wang))
      .thenNothing()
    expect(given(...due, ...events).when({ ...confirm, from: 8, to: 8 }, on('2026-04-10', wang)).after?.last?.to).toBe(8)
  })
})

describe('a review is not done', () => {
  it('by a change that changes nothing', () => {
    given(...due)
      .when({ ...change, to: 7 }, on('2026-04-10', wang))
      .thenRefused('review.nothing_changed')
  })

  it('by confirming what is no longer there', () => {
    given(...due)
      .when({ ...confirm, seen: 6 }, on('2026-04-10', wang))
      .thenRefused('review.other_version', { current: 7 })
    expect(given(...due).when({ ...confirm, seen: 7 }, on('2026-04-10', wang)).decided.ok).toBe(true)
  })

  it('by those who do not look after the customer, for one that is archived, or for none', () => {
    const stranger = { actor: { reach: { kind: 'team', team: 'sales_south' } } } as const
    for (const command of [confirm, change]) {
      given(...due)
        .when(command, on('2026-04-10', stranger))
        .thenRefused('access.out_of_scope')
      given(...due)
        .when({ ...command, customer: customerOf({ status: 'archived' }) }, on('2026-04-10', wang))
        .thenRefused('customer.archived')
      given(...due)
        .when({ ...command, customer: undefined }, on('2026-04-10', wang))
        .thenRefused('customer.not_found')
    }
  })
})
