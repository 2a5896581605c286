import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRaise } from '../../../domain/priorities/priority.ts'
import { bookWith } from '../../../domain/sorting/book.ts'
import { sort } from '../../../domain/sorting/sort.ts'
import { mostReasons, Sorted } from '../../../domain/sorting/sorted.ts'
import { bookOfRules, factsArb, factsOf, ruleOf, rulesArb, shippedBook } from './support.ts'

const tagged = (id: string, when: object, rest: object = {}) => ruleOf({ id, when, set: { tags: [id] }, ...rest })
const tagsOf = (when: object, facts: Parameters<typeof factsOf>[0]) => sort(bookOfRules(tagged('hit', when)), factsOf(facts)).tags

describe('a rule', () => {
  it('goes by who writes: a customer, one of their people, a domain and what lies beneath it, or somebody whom nobody knows', () => {
    const maersk = { kind: 'contact', contactId: 'con_01JD3Q6Y8ZK4T9W2M7V5N1X0RB', domain: 'ops.Maersk.com' } as const
    expect(tagsOf({ sender: { domains: ['maersk.com'] } }, { sender: maersk })).toEqual(['hit'])
    expect(tagsOf({ sender: { domains: ['aersk.com'] } }, { sender: maersk })).toEqual([])
    expect(tagsOf({ sender: { contacts: ['con_01JD3Q6Y8ZK4T9W2M7V5N1X0RB'] } }, { sender: maersk })).toEqual(['hit'])
    expect(tagsOf({ sender: { kinds: ['unknown'] } }, { sender: maersk })).toEqual([])
    expect(tagsOf({ sender: { kinds: ['unknown'] } }, {})).toEqual(['hit'])
  })

  it('goes by tier, language, channel and hours', () => {
    expect(tagsOf({ tiers: ['vip'] }, { tier: 'vip' })).toEqual(['hit'])
    expect(tagsOf({ languages: ['en'] }, { language: 'zh-CN' })).toEqual([])
    expect(tagsOf({ channels: ['wechat', 'mail'] }, {})).toEqual(['hit'])
    const outside = { hours: { calendar: 'office', are: 'outside' } }
    expect(tagsOf(outside, { hours: { office: 'outside' } })).toEqual(['hit'])
    expect(tagsOf(outside, { hours: { office: 'inside' } })).toEqual([])
  })

  it('goes by the tags of the customer, and not by those of the ticket', () => {
    const asking = { customerTags: ['tender', 'legal'] }
    expect(tagsOf(asking, { customerTags: ['reefer', 'legal'] })).toEqual(['hit'])
    expect(tagsOf(asking, { customerTags: ['reefer'] })).toEqual([])
    expect(tagsOf(asking, { customerTags: [], given: { tags: ['legal'] } })).toEqual(['legal'])
  })

  it('goes by lane, a country standing for every port in it, and by the state of the shipment', () => {
    const toGermany = { lanes: [{ from: 'CNSHA', to: 'DE' }] }
    expect(tagsOf(toGermany, { lane: { from: 'CNSHA', to: 'DEHAM' } })).toEqual(['hit'])
    expect(tagsOf(toGermany, { lane: { from: 'CNNGB', to: 'DEHAM' } })).toEqual([])
    expect(tagsOf({ shipmentStates: ['customs', 'exception'] }, { shipmentState: 'exception' })).toEqual(['hit'])
    expect(tagsOf({ shipmentStates: ['customs'] }, { shipmentState: 'departed' })).toEqual([])
  })

  it('is about nothing where a fact that it asks for is not there', () => {
    const asked = [
      { tiers: ['vip'] },
      { languages: ['en'] },
      { lanes: [{ to: 'DE' }] },
      { shipmentStates: ['customs'] },
      { hours: { calendar: 'office', are: 'inside' } },
      { sender: { domains: ['maersk.com'] } },
      { teams: ['finance'] },
      { tags: ['red'] },
      { customerTags: ['red'] },
      { kinds: ['claim'] },
    ]
    for (const when of asked) expect(tagsOf(when, {}), JSON.stringify(when)).toEqual([])
    expect(tagsOf({}, {})).toEqual(['hit'])
  })

  it('holds where any of its words is there, all that must be are, and none that must not be', () => {
    const late = { text: [{ words: ['延误', 'delay'], all: ['vessel'], none: ['resolved'] }] }
    expect(tagsOf(late, { subject: 'Vessel', text: 'again a delay' })).toEqual(['hit'])
    expect(tagsOf(late, { text: 'again a delay' })).toEqual([])
    expect(tagsOf(late, { subject: 'Vessel', text: 'the delay is resolved' })).toEqual([])
    expect(tagsOf({ text: [{ in: 'subject', words: ['delay'] }] }, { text: 'a delay' })).toEqual([])
    expect(tagsOf({ text: [{ words: ['a'] }, { words: ['b'] }] }, { text: 'a' })).toEqual([])
  })
})

describe('rules in their order', () => {
  it('are heard of kind and team once, the first by rank', () => {
    const rules = [
      ruleOf({ id: 'b', rank: 2, set: { kind: 'claim', team: 'finance' } }),
      ruleOf({ id: 'a', rank: 1, set: { kind: 'complaint' } }),
    ]
    expect(sort(bookOfRules(...rules), factsOf())).toMatchObject({ kind: 'complaint', team: 'finance' })
  })

  it('learn what those before them have said, and end where one says stop', () => {
    const rules = [
      ruleOf({ id: 'a', rank: 1, set: { kind: 'claim' } }),
      tagged('of_claims', { kinds: ['claim'] }, { rank: 2, stop: true }),
      tagged('behind', {}, { rank: 3 }),
    ]
    expect(sort(bookOfRules(...rules), factsOf()).tags).toEqual(['of_claims'])
  })

  it('say why: the rule, its edition, what it said and what it went by', () => {
    const rule = ruleOf({
      id: 'damage',
      when: { tiers: ['vip'], text: [{ words: ['破损'] }] },
      set: { kind: 'claim', urgency: 'high', tags: ['wet'] },
    })
    const because = ['vip', '破损']
    expect(sort(bookOfRules(rule), factsOf({ tier: 'vip', text: '外箱破损' })).why).toEqual([
      { rule: 'damage', edition: 1, what: 'kind:claim', because },
      { rule: 'damage', edition: 1, what: 'urgency:high', because },
      { rule: 'damage', edition: 1, what: 'tag:wet', because },
      { rule: 'priority_table', edition: 0, what: 'priority:P1', because: ['high', 'medium', 'vip'] },
    ])
  })

  it('leave to the kind what none of them says', () => {
    expect(sort(bookOfRules(), factsOf())).toMatchObject({ kind: 'inquiry', team: 'customer_service', urgency: 'low', priority: 'P4' })
    const why = sort(bookOfRules(), factsOf()).why.map(({ rule, what }) => `${rule} ${what}`)
    expect(why).toEqual(['ticket_kind kind:inquiry', 'ticket_kind team:customer_service', 'priority_table priority:P4'])
  })

  it('do not give a kind that is no longer in use', () => {
    expect(sort(bookOfRules(ruleOf({ set: { kind: 'gone' } })), factsOf()).kind).toBe('inquiry')
  })

  it('do not overrule whoever opened the ticket', () => {
    const rule = ruleOf({ set: { kind: 'claim', team: 'finance', priority: 'P3' } })
    const given = { kind: 'tracking', team: 'operations', priority: 'P1' } as const
    expect(sort(bookOfRules(rule), factsOf({ given }))).toMatchObject(given)
  })
})

describe('those that ship', () => {
  it.each([
    ['我要投诉,司机态度差', 'complaint'],
    ['Two cartons arrived damaged', 'claim'],
    ['请问 MSKU1234567 到哪了', 'tracking'],
    ['Please send the packing list', 'document_request'],
    ['发票金额不对', 'billing_dispute'],
    ['需要改配到下周的船', 'booking_change'],
    ['Our cargo is held by customs', 'exception'],
    ['What are your rates?', 'inquiry'],
  ])('take “%s” for %s', (text, kind) => expect(sort(shippedBook, factsOf({ text })).kind).toBe(kind))
})

describe('a message to an open ticket', () => {
  it('raises its priority and adds tags, and makes it no other ticket', () => {
    const angry = ruleOf({
      on: ['message'],
      when: { text: [{ words: ['投诉'] }] },
      set: { kind: 'complaint', team: 'finance', urgency: 'high', tags: ['angry'] },
    })
    const given = { kind: 'tracking', urgency: 'low', impact: 'medium', priority: 'P4', tags: ['old'] } as const
    const sorted = sort(bookOfRules(angry), factsOf({ on: 'message', text: '再不回复就投诉', given }))
    expect(sorted).toMatchObject({ kind: 'tracking', urgency: 'high', priority: 'P2', tags: ['old', 'angry'] })
    expect(sorted).not.toHaveProperty('team')
  })

  it('that says nothing new leaves the priority that a person has lowered', () => {
    const given = { kind: 'tracking', urgency: 'high', impact: 'high', priority: 'P4' } as const
    expect(sort(shippedBook, factsOf({ on: 'message', text: '谢谢', tier: 'vip', given }))).toMatchObject({ priority: 'P4', why: [] })
  })
})

describe('the laws of sorting', () => {
  it('rules that set what others ask for go round in no circle: each speaks once at most, and in its turn', () => {
    fc.assert(
      fc.property(rulesArb, factsArb, (rules, facts) => {
        const { why } = sort(bookOfRules(...rules), facts)
        const spoke = why.map(({ rule }) => rule).filter((rule, i, all) => rule.startsWith('r') && all[i - 1] !== rule)
        expect(new Set(spoke).size).toBe(spoke.length)
        const place = (id: string) => bookOfRules(...rules).rules.findIndex(({ is }) => is.id === id)
        expect(spoke.map(place)).toEqual(spoke.map(place).sort((a, b) => a - b))
        expect(new Set(why.map(({ rule, what }) => `${rule} ${what}`)).size).toBe(why.length)
        expect(why.length).toBeLessThanOrEqual(mostReasons)
      }),
    )
  })

  it('two rules that each ask for what the other sets come to rest', () => {
    const ring = [
      ruleOf({ id: 'a', rank: 1, when: { tags: ['blue'] }, set: { tags: ['red'] } }),
      ruleOf({ id: 'b', rank: 1, when: { tags: ['red'] }, set: { tags: ['blue'] } }),
    ]
    expect(sort(bookOfRules(...ring), factsOf()).tags).toEqual([])
    expect(sort(bookOfRules(...ring), factsOf({ given: { tags: ['red'] } })).tags).toEqual(['red', 'blue'])
  })

  it('sorting a ticket again by the same message, as it now stands, raises it no further after the second time', () => {
    fc.assert(
      fc.property(rulesArb, factsArb, (rules, facts) => {
        const book = bookOfRules(...rules)
        const again = (given: object) => {
          const { why: _why, ...sorted } = sort(book, { ...facts, on: 'message', given })
          return sorted
        }
        // Each time at least one of a few tags is added, or the levels rise, or nothing happens any more.
        let stands = again(facts.given ?? {})
        for (let round = 0; round < 4; round += 1) stands = again(stands)
        expect(again(stands)).toEqual(stands)
      }),
    )
  })

  it('no priority is ever lower than it stood, whatever the rules and the table say', () => {
    fc.assert(
      fc.property(rulesArb, factsArb, (rules, facts) => {
        const stood = facts.given?.priority
        const { priority } = sort(bookOfRules(...rules), facts)
        if (stood !== undefined) expect(isRaise(priority, stood)).toBe(false)
      }),
    )
  })

  it('the order in which rules were put does not matter, only their ranks do', () => {
    fc.assert(
      fc.property(rulesArb, factsArb, (rules, facts) => {
        expect(sort(bookOfRules(...[...rules].reverse()), facts)).toEqual(sort(bookOfRules(...rules), facts))
      }),
    )
  })

  it('what comes of it is a ticket that can be kept', () => {
    fc.assert(fc.property(rulesArb, factsArb, (rules, facts) => void Sorted.parse(sort(bookOfRules(...rules), facts))))
  })

  it('a rule that stands in the book as it is drafted changes nothing', () => {
    fc.assert(
      fc.property(rulesArb, factsArb, (rules, facts) => {
        const book = bookOfRules(...rules)
        const { why: _now, ...now } = sort(book, facts)
        const { why: _then, ...then } = sort(bookWith(book, { drafts: rules, draftTable: undefined }), facts)
        expect(then).toEqual(now)
      }),
    )
  })
})
