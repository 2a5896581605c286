import { describe, expect, it } from 'vitest'
import { asking } from '../../../domain/reviews/asking.ts'
import { Heard } from '../../../domain/reviews/review.ts'
import { attend, contactId, customerId, customerOf, escalated, fellDue, given, heard, on, otherContactId, scheduled } from './stories.ts'

const due = [scheduled('2026-01-01', '2026-04-01'), fellDue('2026-04-01')]
const word = (who: string, day: string) => Heard.parse({ who, at: `${day}T01:00:00.000Z` })
const hear = (who: string, day: string) => ({ type: 'hear', word: word(who, day) }) as const
const wang = { actor: { id: 'usr_wang' } }
const confirm = { type: 'confirm', customer: customerOf(), days: 90, from: 7, to: 7, seen: undefined } as const
const change = { type: 'change', customer: customerOf(), days: 90, from: 7, to: 8 } as const

describe('somebody who has looked through their own data', () => {
  it.each([
    ['a contact', contactId],
    ['the individual who is the customer', customerId],
  ])('%s, is noted on the review, which stays due and goes on being asked for', (_, who) => {
    const { after, thenEvents } = given(...due).when(hear(who, '2026-04-03'), on('2026-04-03'))
    thenEvents(heard(who, '2026-04-03'))
    expect(after).toMatchObject({ status: 'due', dueOn: '2026-04-01', heard: [word(who, '2026-04-03')] })
    expect(after?.last).toBeUndefined()
    expect(after && asking(after).now).toMatchObject([{ who: 'usr_wang' }])
    expect(given(...due, heard(who, '2026-04-03')).when(attend(), on('2026-04-15')).after?.status).toBe('escalated')
  })

  it('before the review falls due is there to see when it does', () => {
    const early = given(scheduled('2026-01-01', '2026-04-01'), heard(contactId, '2026-03-20'), fellDue('2026-04-01'))
    expect(early.state?.heard).toEqual([word(contactId, '2026-03-20')])
  })

  it('is noted once for each, by their last word, the latest first', () => {
    const past = [...due, heard(contactId, '2026-04-03'), heard(otherContactId, '2026-04-05'), escalated('2026-04-01', '2026-04-15')]
    for (const old of ['2026-04-02', '2026-04-03'])
      given(...past)
        .when(hear(contactId, old), on('2026-04-16'))
        .thenNothing()
    expect(given(...past).state?.heard).toEqual([word(otherContactId, '2026-04-05'), word(contactId, '2026-04-03')])
    expect(given(...past).when(hear(contactId, '2026-04-16'), on('2026-04-16')).after?.heard).toEqual([
      word(contactId, '2026-04-16'),
      word(otherContactId, '2026-04-05'),
    ])
  })

  it.each([
    ['confirming', confirm],
    ['changing', change],
  ])('was seen by whoever did the review since, by %s: what comes late of it is no news', (_, done) => {
    const reviewed = given(...due, heard(contactId, '2026-04-03')).when(done, on('2026-04-10', wang))
    expect(reviewed.after).toMatchObject({ status: 'scheduled', last: { by: 'usr_wang' } })
    expect(reviewed.after?.heard).toBeUndefined()
    const past = reviewed.decided.ok ? reviewed.decided.value : []
    given(...due, ...past)
      .when(hear(contactId, '2026-04-03'), on('2026-04-11'))
      .thenNothing()
    expect(given(...due, ...past).when(hear(contactId, '2026-04-11'), on('2026-04-11')).after?.heard).toHaveLength(1)
  })

  it('on the day on which it was done already makes another look worth the word', () => {
    const again = (hour: number) => on('', { ...wang, now: `2026-04-10T0${hour}:00:00.000Z` })
    const done = given(...due).when(confirm, again(1))
    const past = [...due, ...(done.decided.ok ? done.decided.value : []), heard(contactId, '2026-04-11')]
    const after = given(...past).when(confirm, again(5)).after
    expect(after?.last?.at).toBe('2026-04-10T05:00:00.000Z')
    expect(after?.heard).toBeUndefined()
  })

  it('is noted nowhere while the customer is archived, or where there is no review yet', () => {
    given(...due, { type: 'review.suspended', at: on('2026-04-02').now })
      .when(hear(contactId, '2026-04-03'), on('2026-04-03'))
      .thenNothing()
    given().when(hear(contactId, '2026-04-03'), on('2026-04-03')).thenNothing()
  })
})
