import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { bookWith } from '../../../domain/sorting/book.ts'
import { sortingRules } from '../../../domain/sorting/decide.ts'
import { sortedOtherwise } from '../../../domain/sorting/dry-run.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { bookOfRules, factsOf, ruleOf, shippedBook } from './support.ts'

const known = { lists: shippedLists, calendars: ['office'] }
const put = (facts: object, book = shippedBook) => ({ type: 'put' as const, rule: ruleOf(facts), book, known })
const { given } = stories(sortingRules)
const codesOf = (facts: object, book = shippedBook) => {
  const { decided } = given().when(put(facts, book))
  return decided.ok ? [] : decided.error.findings.map(({ code, pointer }) => `${pointer} ${code}`)
}

describe('a rule that is put', () => {
  it('names what there is: teams, tiers, tags, kinds and calendars', () => {
    expect(codesOf({ set: { team: 'nobody', kind: 'nothing' }, when: { tiers: ['vip', 'gold'], kinds: ['x'], teams: ['y'] } })).toEqual([
      '/set/team list.team_unknown',
      '/when/tiers/1 list.tier_unknown',
      '/when/teams/0 list.team_unknown',
      '/set/kind sorting.kind_unknown',
      '/when/kinds/0 sorting.kind_unknown',
    ])
    expect(codesOf({ set: { tags: ['legal', 'x'] }, when: { tags: ['y'], customerTags: ['tender', 'z'] } })).toEqual([
      '/set/tags/1 list.tag_unknown',
      '/when/tags/0 list.tag_unknown',
      '/when/customerTags/1 list.tag_unknown',
    ])
    expect(codesOf({ when: { hours: { calendar: 'moon', are: 'inside' } } })).toEqual(['/when/hours/calendar sorting.calendar_unknown'])
    expect(codesOf({ when: { hours: { calendar: 'office', are: 'inside' } } })).toEqual([])
  })

  it('asks for states that a shipment can have, and where they are known', () => {
    expect(codesOf({ when: { shipmentStates: ['customs', 'held'] } })).toEqual(['/when/shipmentStates/1 sorting.shipment_state_unknown'])
    expect(codesOf({ on: ['message'], when: { shipmentStates: ['customs'] } })).toEqual(['/on sorting.shipment_state_later'])
    expect(codesOf({ on: ['opened', 'message'], when: { shipmentStates: ['customs', 'exception'] } })).toEqual([])
  })

  it('sets something, or stops the others', () => {
    expect(codesOf({ set: {} })).toEqual(['/set sorting.sets_nothing'])
    expect(codesOf({ set: {}, stop: true })).toEqual([])
  })

  it('is one of so many that a message waits for none of them', () => {
    const words = Array.from({ length: 40 }, (_, i) => `word${i}`)
    const heavy = (n: number) => Array.from({ length: n }, (_, i) => ruleOf({ id: `h${i}`, when: { text: [{ words }] } }))
    expect(codesOf({ id: 'last', when: { text: [{ words }] } }, bookOfRules(...heavy(49)))).toEqual([])
    expect(codesOf({ id: 'last', when: { text: [{ words }] } }, bookOfRules(...heavy(50)))).toEqual([' sorting.book_full'])
  })

  it('is the same as before and nothing happens, be it one that ships', () => {
    const [shipped] = shippedBook.rules
    given()
      .when({ type: 'put', rule: ruleOf({ ...shipped?.is }), book: shippedBook, known })
      .thenNothing()
    const { decided } = given().when(put({ ...shipped?.is, active: false }))
    expect(decided).toMatchObject({ value: [{ from: shipped?.is, to: { active: false } }] })
  })
})

describe('a dry run', () => {
  const ticket = (id: string, text: string) => ({ id: `tkt_0000000000000000000000${id}`, number: `261122-${id}`, facts: factsOf({ text }) })

  it('names those tickets that would be sorted otherwise, as they are sorted now and by the draft', () => {
    const draft = bookWith(shippedBook, {
      drafts: [ruleOf({ id: 'cold', rank: 1, when: { text: [{ words: ['温度'] }] }, set: { kind: 'exception', urgency: 'high' } })],
      draftTable: undefined,
    })
    const found = sortedOtherwise([ticket('0001', '温度超标'), ticket('0002', '到哪了')], { book: shippedBook, draft })
    expect(found).toMatchObject([{ number: '261122-0001', now: { kind: 'inquiry' }, drafted: { kind: 'exception', urgency: 'high' } }])
  })

  it('does not name a ticket for which a rule says the same in other words', () => {
    const draft = bookWith(shippedBook, {
      drafts: [ruleOf({ id: 'where', rank: 1, when: { text: [{ words: ['到哪'] }] }, set: { kind: 'tracking' } })],
      draftTable: undefined,
    })
    expect(sortedOtherwise([ticket('0002', '到哪了')], { book: shippedBook, draft })).toEqual([])
  })
})

keepsTheLaws('sorting rules', {
  decider: sortingRules,
  commands: fc.record({ rank: fc.nat(3), set: fc.constantFrom({ tags: ['legal'] }, {}) }).map((facts) => put(facts)),
  events: ['sorting_rule.put'],
})
