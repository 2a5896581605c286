import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { surveyRules } from '../../../domain/survey-rules/decide.ts'
import { driversIn, fits, isSampled, ruleFor, SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf } from '../../support/customer-items.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const ruleOf = (facts: object = {}) =>
  SurveyRule.parse({
    id: 'after_ticket',
    name: '工单解决后',
    eventType: 'ticket.resolved',
    questionnaire: 'service',
    caretaker: 'usr_desk',
    ...facts,
  })
const customer = glanceOf({ tier: 'vip', region: 'east', team: 'sales_east' })
const eventOf = (data: object = {}, id = 'evt_01KAJ0000000000000000000AA') =>
  EventEnvelope.parse({
    id,
    type: 'ticket.resolved',
    schema: 1,
    at: '2026-11-21T08:30:00.000Z',
    actor: { id: 'usr_li', roles: ['agent'] },
    subject: { kind: 'ticket', id: 'tkt_1' },
    version: 3,
    about: [customer.id],
    traceId: 'trace-test',
    data: { type: 'ticket.resolved', ...data },
  })
const ids = fc.nat().map((n) => `evt_${String(n).padStart(26, '0')}`)

describe('a rule', () => {
  it('is about one type of event, and about the customers that it names', () => {
    expect(fits(ruleOf(), eventOf(), customer)).toBe(true)
    expect(fits(ruleOf({ eventType: 'ticket.closed' }), eventOf(), customer)).toBe(false)
    expect(fits(ruleOf({ active: false }), eventOf(), customer)).toBe(false)
    expect(fits(ruleOf({ when: { tiers: ['vip', 'regular'] } }), eventOf(), customer)).toBe(true)
    expect(fits(ruleOf({ when: { tiers: ['regular'] } }), eventOf(), customer)).toBe(false)
    expect(fits(ruleOf({ when: { teams: ['sales_east'], regions: ['south'] } }), eventOf(), customer)).toBe(false)
    expect(fits(ruleOf({ when: { teams: ['sales_east'] } }), eventOf(), glanceOf())).toBe(false)
  })

  it('leaves out what closed by itself, spam and what was merged, where it says so', () => {
    const facts = [
      { pointer: '/by/kind', noneOf: ['timer'] },
      { pointer: '/reason', noneOf: ['spam', 'merged'] },
    ]
    const careful = ruleOf({ when: { facts } })
    expect(fits(careful, eventOf({ by: { kind: 'agent' }, reason: 'solved' }), customer)).toBe(true)
    expect(fits(careful, eventOf({ by: { kind: 'timer' }, reason: 'solved' }), customer)).toBe(false)
    expect(fits(careful, eventOf({ by: { kind: 'agent' }, reason: 'spam' }), customer)).toBe(false)
    const only = ruleOf({ when: { facts: [{ pointer: '/reason', oneOf: ['solved'] }] } })
    expect(fits(only, eventOf(), customer)).toBe(false)
  })

  it('takes from an event what may drive the score: figures and codes', () => {
    const drivers = [
      { name: 'delay', pointer: '/delayHours' },
      { name: 'lane', pointer: '/lane' },
      { name: 'reopened', pointer: '/reopened' },
      { name: 'none', pointer: '/nothing' },
      { name: 'whole', pointer: '/parts' },
    ]
    const event = eventOf({ delayHours: 7.5, lane: 'CNSHA-DEHAM', reopened: true, parts: { a: 1 } })
    expect(driversIn(ruleOf({ drivers }), event)).toEqual({ delay: 7.5, lane: 'CNSHA-DEHAM', reopened: 'true' })
  })

  it('does not ask about surveys, nor by a questionnaire that is not there', () => {
    const { given } = stories(surveyRules)
    given()
      .when({ type: 'put', rule: ruleOf({ eventType: 'survey.answered' }), known: true })
      .thenRefused('request.invalid')
    given().when({ type: 'put', rule: ruleOf(), known: false }).thenRefused('request.invalid')
  })
})

describe('the sample', () => {
  it('of one rule says nothing of that of another', () => {
    const events = Array.from({ length: 10_000 }, (_, n) => `evt_${n}`).filter((id) => isSampled(id, { id: 'a', share: 0.5 }))
    const both = events.filter((id) => isSampled(id, { id: 'b', share: 0.5 }))
    expect(both.length / events.length).toBeGreaterThan(0.45)
    expect(both.length / events.length).toBeLessThan(0.55)
  })

  it('is all at a share of one and nobody at none, and only grows with the share', () => {
    fc.assert(
      fc.property(ids, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (id, a, b) => {
        expect(isSampled(id, { id: 'a', share: 1 })).toBe(true)
        expect(isSampled(id, { id: 'a', share: 0 })).toBe(false)
        if (isSampled(id, { id: 'a', share: Math.min(a, b) })) expect(isSampled(id, { id: 'a', share: Math.max(a, b) })).toBe(true)
      }),
    )
  })

  it('has about the share that was asked for', () => {
    const hits = Array.from({ length: 10_000 }, (_, n) => isSampled(`evt_${n}`, { id: 'a', share: 0.2 })).filter(Boolean).length
    expect(hits).toBeGreaterThan(1800)
    expect(hits).toBeLessThan(2200)
  })
})

describe('of several rules that fit', () => {
  it('the first by rank asks, and what it leaves out of its sample is left to the next', () => {
    const [first, second] = [ruleOf({ id: 'b', rank: 1, share: 0.5 }), ruleOf({ id: 'a', rank: 2 })]
    fc.assert(
      fc.property(ids, (id) => {
        const event = eventOf({}, id)
        expect(ruleFor([second, first], event, customer)).toBe(isSampled(id, first) ? first : second)
      }),
    )
    expect(ruleFor([ruleOf({ share: 0 })], eventOf(), customer)).toBeUndefined()
  })
})

keepsTheLaws('survey rules', {
  decider: surveyRules,
  commands: fc
    .record({ share: fc.constantFrom(0.2, 1), eventType: fc.constantFrom('ticket.resolved', 'survey.sent'), known: fc.boolean() })
    .map(({ known, ...facts }) => ({ type: 'put' as const, rule: ruleOf(facts), known })),
  contexts: fc.constant(contextOf()),
  events: ['survey_rule.put'],
})
