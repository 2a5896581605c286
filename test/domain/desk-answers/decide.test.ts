import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedAutoAnswers } from '../../../domain/auto-answers/auto-answers.ts'
import { deskAnswers } from '../../../domain/desk-answers/decide.ts'
import { openHoursAt } from '../../../domain/desk-answers/open-hours.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { shippedCalendar } from '../../../domain/service-levels/shipped.ts'
import { templateFindings } from '../../../domain/templates/check.ts'
import { shippedTemplates } from '../../../domain/templates/shipped.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { ticketOf } from '../macros/support.ts'

const opensAt = Instant.parse('2026-11-23T00:30:00.000Z')
const inside = { are: 'inside' } as const
const outside = { are: 'outside', opensAt } as const
const opened = { id: 'tkt_1', what: 'opened', automatic: false } as const
const message = (id: string, automatic = false) => ({ id, what: 'message', automatic }) as const
type To = typeof opened | ReturnType<typeof message>

const answer = (to: To, facts: object = {}, hours: typeof inside | typeof outside = inside) =>
  ({ type: 'answer', ticket: ticketOf(facts), to, hours, rules: shippedAutoAnswers }) as const
const at = (now: string) => contextOf({ now })
const { given } = stories(deskAnswers)
const silentOn = (to: To, facts: object) => given().when(answer(to, facts)).thenNothing()

describe('the desk answers by itself', () => {
  it('who writes for the first time, with words for working hours and for others', () => {
    given()
      .when(answer(opened))
      .thenEvents({
        type: 'desk_answer.given',
        ticketId: ticketOf().id,
        answer: { to: 'tkt_1', template: 'desk.opened', at: contextOf().now },
      })
    expect(given().when(answer(opened, {}, outside)).after).toMatchObject({ last: { template: 'desk.opened_outside', opensAt } })
    expect(given().when(answer(message('tms_1'))).after).toMatchObject({ last: { template: 'desk.message' } })
  })

  it('once in twenty-four hours in one thread', () => {
    const said = {
      type: 'desk_answer.given',
      ticketId: ticketOf().id,
      answer: { to: 'tkt_1', template: 'desk.opened', at: Instant.parse('2026-11-20T08:00:00.000Z') },
    } as const
    given(said)
      .when(answer(message('tms_1')), at('2026-11-21T07:59:59.999Z'))
      .thenNothing()
    expect(given(said).when(answer(message('tms_1')), at('2026-11-21T08:00:00.000Z')).after).toMatchObject({ given: 2 })
  })

  it('but not, a day later, what came within those hours and is told of again, or late', () => {
    const said = {
      type: 'desk_answer.given',
      ticketId: ticketOf().id,
      answer: { to: 'tkt_1', template: 'desk.opened', at: Instant.parse('2026-11-20T08:00:00.000Z') },
    } as const
    const came = { ...message('tms_1'), at: Instant.parse('2026-11-20T09:00:00.000Z') }
    given(said)
      .when({ ...answer(message('tms_1')), to: came }, at('2026-11-23T08:00:00.000Z'))
      .thenNothing()
  })

  it('as often as the firm has it, and not at all where that is switched off', () => {
    const rules = { ...shippedAutoAnswers, silenceHours: 2, opened: { inside: false, outside: true } }
    given()
      .when({ ...answer(opened), rules })
      .thenNothing()
    expect(given().when({ ...answer(opened, {}, outside), rules }).after).toMatchObject({ last: { template: 'desk.opened_outside' } })
    const said = {
      type: 'desk_answer.given',
      ticketId: ticketOf().id,
      answer: { to: 'tms_0', template: 'desk.message', at: Instant.parse('2026-11-20T08:00:00.000Z') },
    } as const
    const again = { ...answer(message('tms_1')), rules }
    given(said).when(again, at('2026-11-20T09:59:59.999Z')).thenNothing()
    expect(given(said).when(again, at('2026-11-20T10:00:00.000Z')).after).toMatchObject({ given: 2 })
  })

  it('nothing anew to what it has answered, however late it is told again', () => {
    const said = {
      type: 'desk_answer.given',
      ticketId: ticketOf().id,
      answer: { to: 'tms_1', template: 'desk.message', at: Instant.parse('2026-11-01T08:00:00.000Z') },
    } as const
    given(said)
      .when(answer(message('tms_1')))
      .thenNothing()
  })

  it('never a machine, nor where nobody wrote or nobody reads', () => {
    silentOn(message('tms_1', true), {})
    silentOn(opened, { lastInAt: undefined })
    silentOn(opened, { requester: undefined })
    silentOn(opened, { requester: { address: 'li.na@haiying.example', unproven: true } })
    silentOn(message('tms_1'), { requester: { address: 'li.na@haiying.example', unproven: true } })
    expect(given().when(answer(opened, { requester: { address: 'li.na@haiying.example', unvouched: true } })).decided).toMatchObject({
      value: [{}],
    })
    silentOn(opened, { channel: 'phone' })
    expect(given().when(answer(opened, { channel: 'wechat' })).decided).toMatchObject({ value: [{}] })
    expect(given().when(answer(opened, { channel: 'phone', contactId: 'con_01JD3Q6Y8ZK4T9W2M7V5N1X0RB' })).decided).toMatchObject({
      value: [{}],
    })
  })

  it('nothing in what was merged, split off, closed, or is spam', () => {
    const closed = { at: '2026-11-21T08:00:00.000Z', by: 'usr_li', reason: 'spam' }
    silentOn(message('tms_1'), { status: 'closed', closed })
    silentOn(message('tms_1'), { mergedInto: 'tkt_00000000000000000000000000' })
    silentOn(opened, { splitFrom: 'tkt_00000000000000000000000000' })
  })

  it('two machines that answer one another come to an end with the first word', () => {
    const steps = fc.array(fc.record({ minutes: fc.nat(3 * 24 * 60), automatic: fc.boolean() }), { maxLength: 40 })
    fc.assert(
      fc.property(steps, (messages) => {
        let [now, state, last] = [Date.parse('2026-11-21T08:00:00.000Z'), given().state, Number.NEGATIVE_INFINITY]
        for (const [i, { minutes, automatic }] of messages.entries()) {
          now += minutes * 60_000
          const decided = deskAnswers.decide(state, answer(message(`tms_${i}`, automatic)), at(new Date(now).toISOString()))
          const events = decided.ok ? decided.value : []
          if (events.length === 0) continue
          expect(automatic).toBe(false)
          expect(now - last).toBeGreaterThanOrEqual(24 * 3_600_000)
          last = now
          state = events.reduce(deskAnswers.evolve, state)
        }
      }),
    )
  })
})

describe('the hours that it goes by', () => {
  const office = shippedCalendar('office')
  const hoursAt = (now: string) => office && openHoursAt(office, Instant.parse(now))

  it('are those of the calendar: on a Saturday evening the desk opens on Monday', () => {
    expect(hoursAt('2026-11-20T02:00:00.000Z')).toEqual(inside)
    expect(hoursAt('2026-11-21T12:00:00.000Z')).toEqual(outside)
  })

  it('name no day where nobody ever works', () => {
    const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    const never = office && openHoursAt({ ...office, week: none, published: [] }, Instant.parse('2026-11-20T02:00:00.000Z'))
    expect(never).toEqual({ are: 'outside', opensAt: undefined })
  })
})

it.each(['desk.opened', 'desk.opened_outside', 'desk.message', 'desk.message_outside'])('%s keeps the rules of templates', (code) => {
  const { code: _code, written: _written, ...draft } = shippedTemplates.get(code) ?? expect.fail('is not there')
  expect(templateFindings(draft)).toEqual([])
})

keepsTheLaws('what the desk says by itself', {
  decider: deskAnswers,
  commands: fc
    .tuple(fc.constantFrom<To>(opened, message('tms_1'), message('tms_2', true)), fc.constantFrom(inside, outside))
    .map(([to, hours]) => answer(to, {}, hours)),
  contexts: fc.nat(100).map((n) => at(new Date(Date.parse('2026-11-21T08:00:00.000Z') + n * 3_600_000).toISOString())),
  events: ['desk_answer.given'],
})
