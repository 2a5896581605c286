import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { UserId } from '../../../domain/kernel/ids.ts'
import { surveyRules } from '../../../domain/survey-rules/decide.ts'
import { calledOffBy, driversIn, fits, isSampled, ruleFor, SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { TicketEvent } from '../../../domain/tickets/events.ts'
import { surveyRuleRoutes } from '../../../functions/http/survey-rules.routes.ts'
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
const ticketId = 'tkt_01KAJ0000000000000000000AA'
const start = '2026-11-21T08:30:00.000Z'
/** As the noun itself would tell it. */
const happened = (subject: string, data: object, id = 'evt_01KAJ0000000000000000000AA') => {
  const event = TicketEvent.parse(data)
  return EventEnvelope.parse({
    id,
    type: event.type,
    schema: 1,
    at: start,
    actor: { id: 'usr_li', roles: ['agent'] },
    subject: { kind: 'ticket', id: subject },
    version: 3,
    about: [customer.id],
    traceId: 'trace-test',
    data: event,
  })
}
const resolution = { cause: 'delayed', fix: '已催促承运商', customerTold: true, at: start, by: 'usr_li' }
const eventOf = (facts: object = {}, id?: string) =>
  happened(ticketId, { type: 'ticket.resolved', resolution, kind: 'tracking', priority: 'P2', reopened: 0, ...facts }, id)
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

  it('asks about no ticket that closed by itself, was spam or went into another, whatever it says', () => {
    const rule = ruleOf({ eventType: 'ticket.closed' })
    const closed = (reason: string) => happened(ticketId, { type: 'ticket.closed', closed: { at: start, by: 'usr_li', reason } })
    expect(['confirmed', 'quiet', 'spam', 'merged'].map((reason) => fits(rule, closed(reason), customer))).toEqual([
      true,
      false,
      false,
      false,
    ])
    const merged = { type: 'ticket.merged', into: 'tkt_01KAJ0000000000000000000AB', was: 'open', at: start, by: 'usr_li' }
    expect(fits(ruleOf({ eventType: 'ticket.merged' }), happened(ticketId, merged), customer)).toBe(false)
  })

  it('on a ticket that is over is called off when that is worked on again, and when else it says', () => {
    expect(calledOffBy(ruleOf())).toEqual(['ticket.reopened', 'ticket.merged'])
    expect(calledOffBy(ruleOf({ eventType: 'ticket.closed', cancelledBy: ['ticket.reopened', 'ticket.noted'] }))).toEqual([
      'ticket.reopened',
      'ticket.merged',
      'ticket.noted',
    ])
    expect(calledOffBy(ruleOf({ eventType: 'visit.held' }))).toEqual([])
  })

  it('takes from an event what may drive the score: figures and codes', () => {
    const drivers = [
      { name: 'ticket_kind', pointer: '/kind' },
      { name: 'reopened', pointer: '/reopened' },
      { name: 'told', pointer: '/resolution/customerTold' },
      { name: 'none', pointer: '/nothing' },
      { name: 'whole', pointer: '/resolution' },
    ]
    expect(driversIn(ruleOf({ drivers }), eventOf({ reopened: 2 }))).toEqual({ ticket_kind: 'tracking', reopened: 2, told: 'true' })
  })

  it('does not ask about surveys, nor by a questionnaire that is not there', () => {
    const { given } = stories(surveyRules)
    given()
      .when({ type: 'put', rule: ruleOf({ eventType: 'survey.answered' }), known: true })
      .thenRefused('request.invalid')
    given().when({ type: 'put', rule: ruleOf(), known: false }).thenRefused('request.invalid')
  })

  it.each([
    [{ eventType: 'visit.completed' }, 'event_unknown', '/eventType'],
    [{ eventType: 'shipment.delivered' }, 'event_unknown', '/eventType'],
    [{ eventType: 'macro.put' }, 'not_asked_about', '/eventType'],
    [{ eventType: 'ticket.merged' }, 'not_asked_about', '/eventType'],
    [{ eventType: 'ticket.opened' }, 'not_asked_about', '/eventType'],
    [{ cancelledBy: ['ticket.reopened', 'ticket.forgotten'] }, 'event_unknown', '/cancelledBy/1'],
    [{ cancelledBy: ['visit.cancelled'] }, 'other_subject', '/cancelledBy/0'],
  ])('that goes by what never happens, or not to what it asks about, is refused: %j', (facts, code, pointer) => {
    const { given } = stories(surveyRules)
    given()
      .when({ type: 'put', rule: ruleOf(facts), known: true })
      .thenRefused('request.invalid', { findings: [{ code: `survey_rule.${code}`, pointer, severity: 'block' }] })
  })

  it('as the documentation shows it is taken', () => {
    const { given } = stories(surveyRules)
    const to = SurveyRule.parse(surveyRuleRoutes['POST /v1/survey-rules']?.example)
    const { id: by } = contextOf().actor
    given()
      .when({ type: 'put', rule: to, known: true })
      .thenEvents({ type: 'survey_rule.put', from: null, to, at: contextOf().now, by: UserId.parse(by) })
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
