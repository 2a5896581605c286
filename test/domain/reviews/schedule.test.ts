import { describe, expect, it } from 'vitest'
import type { FirmDays } from '../../../domain/kernel/firm-days.ts'
import { asking } from '../../../domain/reviews/asking.ts'
import type { ReviewEvent } from '../../../domain/reviews/events.ts'
import { dueAtOf } from '../../../domain/reviews/review.ts'
import { attend, customerOf, escalated, fellDue, given, on, scheduled } from './stories.ts'

describe('the review of a customer', () => {
  it.each([
    ['vip', '2026-03-02'],
    ['regular', '2026-05-31'],
    ['potential', '2026-12-02'],
  ])('of the tier %s is scheduled as soon as there is one, for %s when that is on 2 December 2025', (tier, dueOn) => {
    const { after } = given().when(attend(customerOf({ tier })), on('2025-12-02'))
    expect(after).toMatchObject({ status: 'scheduled', dueOn, since: '2025-12-02', customer: { tier } })
  })

  it('may fall on a 29 February, and falls on the first of March where there is none', () => {
    expect(given().when(attend(), on('2027-12-01')).after).toMatchObject({ dueOn: '2028-02-29' })
    expect(given().when(attend(), on('2026-12-01')).after).toMatchObject({ dueOn: '2027-03-01' })
  })

  it('counts the days of the place where the firm is: one in the evening in London is the next in Shanghai', () => {
    const { after } = given().when(attend(), on('2026-01-01', { now: '2026-01-01T16:00:00.000Z' }))
    expect(after).toMatchObject({ since: '2026-01-02' })
    expect(after && dueAtOf(after)).toBe('2026-04-01T16:00:00.000Z')
  })

  it('is left alone by an event that changes nothing about it', () => {
    given(scheduled('2026-01-01', '2026-04-01')).when(attend(), on('2026-02-01')).thenNothing()
    given()
      .when({ ...attend(), customer: undefined }, on('2026-02-01'))
      .thenNothing()
  })
})

describe('its day', () => {
  const past = [scheduled('2026-01-01', '2026-04-01')]

  it('comes once, and asks its owner', () => {
    given(...past)
      .when(attend(), on('2026-03-31'))
      .thenNothing()
    given(...past)
      .when(attend(), on('2026-04-01'))
      .thenEvents(fellDue('2026-04-01'))
    given(...past, fellDue('2026-04-01'))
      .when(attend(), on('2026-04-02'))
      .thenNothing()
  })

  it('begins at midnight where the firm is', () => {
    given(...past)
      .when(attend(), on('', { now: '2026-03-31T15:59:59.999Z' }))
      .thenNothing()
    expect(given(...past).when(attend(), on('', { now: '2026-03-31T16:00:00.000Z' })).after?.status).toBe('due')
  })

  it('is followed two weeks later by the manager hearing of it, once', () => {
    const due = [...past, fellDue('2026-04-01')]
    given(...due)
      .when(attend(), on('2026-04-14'))
      .thenNothing()
    given(...due)
      .when(attend(), on('2026-04-15'))
      .thenEvents(escalated('2026-04-01', '2026-04-15'))
    given(...due, escalated('2026-04-01', '2026-04-15'))
      .when(attend(), on('2027-04-15'))
      .thenNothing()
  })

  it('is told to the owner again where nobody leads the team, and to whoever may give the customer to others', () => {
    const leaderless = { ...attend(), manager: undefined }
    given(...past, fellDue('2026-04-01'))
      .when(leaderless, on('2026-04-15'))
      .thenEvents({
        ...escalated('2026-04-01', '2026-04-15', 'usr_wang'),
        forsaken: { owner: 'usr_wang', team: 'key_accounts' },
      } as ReviewEvent)
  })

  it('comes one step at a time when time has leapt a year', () => {
    const first = given(...past).when(attend(), on('2027-04-01'))
    expect(first.after?.status).toBe('due')
    expect(given(...past, fellDue('2026-04-01')).when(attend(), on('2027-04-01')).after?.status).toBe('escalated')
  })
})

describe('a day off', () => {
  const firm: FirmDays = {
    week: [true, true, true, true, true, true, false],
    otherwise: new Map([
      ['2026-04-03', false],
      ['2026-04-04', false],
      ['2026-04-06', false],
      ['2026-04-12', true],
    ]),
  }
  const there = { ...attend(), firm }

  it('has no review fall due: it is scheduled for the next working day', () => {
    expect(given().when(there, on('2026-01-03')).after).toMatchObject({ since: '2026-01-03', days: 90, dueOn: '2026-04-07' })
    expect(given().when(there, on('2026-01-12')).after, 'a Sunday that is worked').toMatchObject({ dueOn: '2026-04-12' })
    expect(given().when({ ...attend(), firm: undefined }, on('2026-01-03')).after).toMatchObject({ dueOn: '2026-04-03' })
  })

  it('that was published since puts it off, and asks nobody that day', () => {
    const { after, decided } = given(scheduled('2026-01-04', '2026-04-04')).when(there, on('2026-04-04'))
    expect(decided).toMatchObject({ value: [{ type: 'review.scheduled', dueOn: '2026-04-07' }] })
    expect(after && asking(after).now).toEqual([])
    expect(after && dueAtOf(after)).toBe('2026-04-06T16:00:00.000Z')
  })

  it('sees no escalation either', () => {
    const { after } = given(scheduled('2025-12-21', '2026-03-21')).when(
      { ...attend(), firm: { ...firm, week: firm.week.map(() => true) } },
      on('2026-03-21'),
    )
    expect(after && dueAtOf(after)).toBe('2026-04-04T16:00:00.000Z')
    expect(after).toMatchObject({ status: 'due', escalatesOn: '2026-04-05' })
  })

  it('does not take back what is due already', () => {
    const due = [scheduled('2026-01-01', '2026-04-04'), fellDue('2026-04-04')]
    given(...due)
      .when(there, on('2026-04-04'))
      .thenNothing()
    expect(given(...due).when({ ...there, days: 30 }, on('2026-04-06')).after).toMatchObject({ status: 'due', days: 30 })
  })
})

describe('a change of tier', () => {
  it('counts the new term from the same day', () => {
    const { after } = given(scheduled('2026-01-01', '2026-04-01')).when(attend(customerOf({ tier: 'potential' })), on('2026-03-01'))
    expect(after).toMatchObject({ dueOn: '2027-01-01', since: '2026-01-01', customer: { tier: 'potential' } })
  })

  it('makes due at once what is late for the new tier, and never dates it back', () => {
    const regular = scheduled('2026-01-01', '2026-06-30', { days: 180, customer: { tier: 'regular' } })
    expect(given(regular).when(attend(), on('2026-05-01')).after).toMatchObject({ status: 'due', dueOn: '2026-05-01' })
  })

  it('takes back what is due when there is time again', () => {
    const due = [scheduled('2026-01-01', '2026-04-01'), fellDue('2026-04-01')]
    const { after } = given(...due).when(attend(customerOf({ tier: 'regular' })), on('2026-04-02'))
    expect(after).toMatchObject({ status: 'scheduled', dueOn: '2026-06-30' })
    expect(after && asking(after)).toEqual({ now: [], past: ['review:cus_01KAJ0000000000000000000AA:2026-04-01:usr_wang'] })
  })

  it('is also what an administrator does by giving the tier another term', () => {
    const { after } = given(scheduled('2026-01-01', '2026-04-01')).when({ ...attend(), days: 30 }, on('2026-01-02'))
    expect(after).toMatchObject({ dueOn: '2026-01-31', days: 30 })
  })
})

describe('a customer in other hands', () => {
  const due = [scheduled('2026-01-01', '2026-04-01'), fellDue('2026-04-01')]

  it('is asked of the new owner, and of the old one no more', () => {
    const { after } = given(...due).when(attend(customerOf({ owner: 'usr_li' })), on('2026-04-03'))
    const cause = 'review:cus_01KAJ0000000000000000000AA:2026-04-01:'
    expect(after && asking(after)).toEqual({
      now: [{ who: 'usr_li', cause: `${cause}usr_li`, dueAt: '2026-04-01T01:00:00.000Z' }],
      past: [`${cause}usr_wang`],
    })
  })

  it('is asked of owner and manager once it is escalated', () => {
    const { state } = given(...due, escalated('2026-04-01', '2026-04-15'))
    expect(state && asking(state).now.map(({ who }) => who)).toEqual(['usr_wang', 'usr_manager'])
  })
})

describe('a customer without an owner', () => {
  const ownerless = attend(customerOf({ owner: undefined as never, region: 'east' }))
  const nobodys = { ...ownerless, manager: undefined }
  const past = [scheduled('2026-01-01', '2026-04-01', { customer: { tier: 'vip', team: 'key_accounts', region: 'east' } })]
  const forsaken = { team: 'key_accounts', region: 'east' }

  it('is for whoever leads its team, from the first day on', () => {
    const { after } = given(...past).when(ownerless, on('2026-04-01'))
    expect(after).toMatchObject({ status: 'due', customer: { manager: 'usr_manager' } })
    expect(after && asking(after).now.map(({ who }) => who)).toEqual(['usr_manager'])
  })

  it('that no team looks after either is told to whoever may give it to somebody, when it falls due and when it is escalated', () => {
    const due = given(...past).when(nobodys, on('2026-04-01'))
    due.thenEvents({ type: 'review.fell_due', dueOn: '2026-04-01', owner: undefined, forsaken, at: on('2026-04-01').now } as ReviewEvent)
    expect(due.after && asking(due.after)).toEqual({ now: [], past: [] })
    const events = due.decided.ok ? due.decided.value : []
    expect(given(...past, ...events).when(nobodys, on('2026-04-15')).decided).toMatchObject({
      value: [{ type: 'review.escalated', to: undefined, forsaken }],
    })
  })

  it('is asked of the owner that it is given, and of nobody before', () => {
    const events = given(...past).when(nobodys, on('2026-04-01')).decided
    const { after } = given(...past, ...(events.ok ? events.value : [])).when(attend(), on('2026-04-02'))
    expect(after && asking(after).now.map(({ who }) => who)).toEqual(['usr_wang'])
  })

  it('says so once when it loses who was asked', () => {
    const asked = [scheduled('2026-01-01', '2026-04-01'), fellDue('2026-04-01')]
    const lost = given(...asked).when(nobodys, on('2026-04-03'))
    expect(lost.decided).toMatchObject({ value: [{ type: 'review.reassigned', forsaken }] })
    given(...asked, ...(lost.decided.ok ? lost.decided.value : []))
      .when(nobodys, on('2026-04-04'))
      .thenNothing()
  })
})

describe('an archived customer', () => {
  it('has no review, and a new one from the day on which it is restored', () => {
    const archived = attend(customerOf({ status: 'archived' }))
    const due = [scheduled('2026-01-01', '2026-04-01'), fellDue('2026-04-01')]
    const { after } = given(...due).when(archived, on('2026-04-03'))
    expect(after).toMatchObject({ status: 'suspended' })
    expect(after && dueAtOf(after)).toBeUndefined()
    expect(after && asking(after).now).toEqual([])
    const suspended = { type: 'review.suspended', at: on('2026-04-03').now } as const
    given(...due, suspended)
      .when(archived, on('2026-06-01'))
      .thenNothing()
    expect(given(...due, suspended).when(attend(), on('2026-07-01')).after).toMatchObject({ status: 'scheduled', since: '2026-07-01' })
    given().when(archived, on('2026-04-03')).thenNothing()
  })
})
