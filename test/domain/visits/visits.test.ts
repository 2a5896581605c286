import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asking, promisesOf } from '../../../domain/visits/asking.ts'
import { visits } from '../../../domain/visits/decide.ts'
import { successorOf } from '../../../domain/visits/next.ts'
import { dueAtOf, Visit } from '../../../domain/visits/visit.ts'
import { contextOf } from '../../support/context.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { customerOf, on } from '../reviews/stories.ts'
import { attend, fellDue, form, given, planned, successor, visitId } from './stories.ts'

const customer = customerOf()
const wang = { actor: { id: 'usr_wang' } }
const hold = { type: 'hold', customer, form } as const
const miss = { type: 'miss', customer, note: '无人接听' } as const
const refuseIt = { type: 'be refused', customer } as const
const move = (to: object) => ({ type: 'move', customer, to: { dueOn: '2026-12-01', ...to } }) as const

describe('the first visit of a customer', () => {
  it('is planned by the cadence of its tier, and none where its tier has no cadence or it is archived', () => {
    expect(successor(undefined, '2026-11-01')).toEqual({ number: 1, since: '2026-11-01', dueOn: '2026-12-01', attempt: 1, days: 30 })
    expect(successor(undefined, '2028-01-30')).toMatchObject({ dueOn: '2028-02-29' })
    expect(successorOf(undefined, customer, { days: undefined, today: '2026-11-01' })).toBeUndefined()
    expect(successor(undefined, '2026-11-01', 30, customerOf({ status: 'archived' }))).toBeUndefined()
  })

  it('is planned once: who comes second with the same wish gets it, with another is told that there is one', () => {
    const place = { number: 1, since: '2026-11-01', dueOn: '2026-12-01', attempt: 1, days: 30 }
    const plan = { type: 'plan', id: visitId, customer, place } as const
    expect(given().when(plan, on('2026-11-01')).after).toMatchObject({ dueOn: '2026-12-01', isFixed: false, status: 'planned' })
    given(planned()).when(plan, on('2026-11-01')).thenNothing()
    given(planned())
      .when({ ...plan, appointment: { dueOn: '2026-11-20' } }, on('2026-11-01'))
      .thenRefused('visit.planned_already', { visit: visitId })
    given()
      .when({ ...plan, appointment: { dueOn: '2026-10-31' } }, on('2026-11-01'))
      .thenRefused('visit.day_in_past', { day: '2026-10-31' })
  })
})

describe('the day of a visit', () => {
  it('comes once, and asks whoever goes: the owner, or who was sent', () => {
    given(planned()).when(attend(), on('2026-11-30')).thenNothing()
    const { after } = given(planned()).when(attend(), on('2026-12-01'))
    expect(after && asking(after)).toEqual({
      now: [{ who: 'usr_wang', cause: `visit:${visitId}:2026-12-01:usr_wang`, dueAt: '2026-12-01T01:00:00.000Z' }],
      past: [],
    })
    given(planned(), fellDue()).when(attend(), on('2026-12-05')).thenNothing()
    expect(given(planned({ visitor: 'usr_li' })).when(attend(), on('2026-12-01')).decided).toMatchObject({
      value: [{ visitor: 'usr_li' }],
    })
  })

  it('asks whoever leads the team where the customer has no owner, and where nobody does says so, once', () => {
    const ownerless = { ...customerOf(), owner: undefined }
    const led = given(planned()).when({ ...attend(30, ownerless), manager: 'usr_manager' }, on('2026-12-01'))
    expect(led.after && asking(led.after).now.map(({ who }) => who)).toEqual(['usr_manager'])
    const nobodys = given(planned()).when(attend(30, ownerless), on('2026-12-01'))
    expect(nobodys.decided).toMatchObject({
      value: [{ type: 'visit.realigned' }, { type: 'visit.fell_due', forsaken: { team: 'key_accounts' } }],
    })
    expect(nobodys.after && asking(nobodys.after)).toEqual({ now: [], past: [] })
    const past = [planned(), ...(nobodys.decided.ok ? nobodys.decided.value : [])]
    given(...past)
      .when(attend(30, ownerless), on('2026-12-02'))
      .thenNothing()
    const { after } = given(...past).when(attend(), on('2026-12-02'))
    expect(after && asking(after).now.map(({ who }) => who)).toEqual(['usr_wang'])
    expect(given(planned(), fellDue()).when(attend(30, ownerless), on('2026-12-02')).decided).toMatchObject({
      value: [{ type: 'visit.realigned', forsaken: { team: 'key_accounts' } }],
    })
  })

  it('comes again when the visit is moved, and what was asked for the first is asked no more', () => {
    const { after } = given(planned(), fellDue()).when(move({ dueOn: '2026-12-09', visitor: 'usr_li' }), on('2026-12-01', wang))
    expect(after).toMatchObject({ dueOn: '2026-12-09', isFixed: true, visitor: 'usr_li' })
    expect(after && dueAtOf(after)).toBe('2026-12-08T16:00:00.000Z')
    expect(after && asking(after)).toEqual({ now: [], past: [`visit:${visitId}:2026-12-01:usr_wang`] })
  })

  it('is asked of somebody else at once when they are sent in place of whom it was asked of', () => {
    const { after } = given(planned(), fellDue()).when(move({ visitor: 'usr_li' }), on('2026-12-01', wang))
    expect(after && asking(after)).toMatchObject({ now: [{ who: 'usr_li' }], past: [`visit:${visitId}:2026-12-01:usr_wang`] })
  })

  it('is a working day of the firm, unless a person named it', () => {
    const firm = { week: [true, true, true, true, true, true, false], otherwise: new Map([['2026-12-01', false]]) }
    const place = { number: 1, since: '2026-11-01', dueOn: '2026-12-01', attempt: 1, days: 30 }
    const plan = { type: 'plan', id: visitId, customer, place, firm } as const
    expect(given().when(plan, on('2026-11-01')).after).toMatchObject({ dueOn: '2026-12-02', isFixed: false })
    expect(given().when({ ...plan, appointment: { dueOn: '2026-12-01' } }, on('2026-11-01')).after).toMatchObject({ dueOn: '2026-12-01' })
    const closed = { ...attend(), firm }
    expect(given(planned()).when(closed, on('2026-12-01')).decided).toMatchObject({
      value: [{ type: 'visit.realigned', dueOn: '2026-12-02' }],
    })
    expect(given(planned({ isFixed: true })).when(closed, on('2026-12-01')).after).toMatchObject({ fellDueOn: '2026-12-01' })
    given(planned(), fellDue()).when(closed, on('2026-12-01')).thenNothing()
  })

  it('moves with the tier, and stays where a person named it', () => {
    expect(given(planned()).when(attend(90), on('2026-11-05')).after).toMatchObject({ days: 90, dueOn: '2027-01-30' })
    expect(given(planned({ isFixed: true })).when(attend(90), on('2026-11-05')).after).toMatchObject({ days: 90, dueOn: '2026-12-01' })
    expect(given(planned({ days: 180, dueOn: '2027-04-30' })).when(attend(30), on('2027-01-01')).after?.dueOn).toBe('2027-01-01')
  })

  it('does not come for an archived customer, and comes anew once that is restored', () => {
    const { after } = given(planned(), fellDue()).when(attend(30, customerOf({ status: 'archived' })), on('2026-12-02'))
    expect(after).toMatchObject({ status: 'cancelled' })
    expect(after && asking(after).now).toEqual([])
    expect(successor(after, '2027-01-01')).toMatchObject({ number: 2, dueOn: '2027-01-31' })
  })
})

describe('what comes of a visit', () => {
  const outcome = (command: Parameters<ReturnType<typeof given>['when']>[0], facts: Partial<Visit> = {}) =>
    given(planned(facts), fellDue()).when(command, on('2026-12-02', wang)).after

  it('is kept with who said so, and each promise becomes something to do for its owner', () => {
    const held = outcome(hold)
    expect(held).toMatchObject({ status: 'held', ended: { by: 'usr_wang', form, next: { on: '2027-01-01', attempt: 1 } } })
    expect(held && promisesOf(held)).toEqual([
      { who: 'usr_li', cause: `promise:${visitId}:0`, dueAt: '2026-12-15T01:00:00.000Z', text: '新的对账模板' },
    ])
    expect(held && asking(held)).toEqual({ now: [], past: [`visit:${visitId}:2026-12-01:usr_wang`] })
    expect(successor(held, '2026-12-02')).toMatchObject({ number: 2, dueOn: '2027-01-01', attempt: 1 })
  })

  it('may name the day of the next', () => {
    expect(outcome({ ...hold, nextOn: '2026-12-20' })?.ended?.next).toEqual({ on: '2026-12-20', attempt: 1 })
  })

  it('unreachable: is tried again in three days, three times in all, and then in its turn', () => {
    expect(outcome(miss)).toMatchObject({ status: 'unreachable', ended: { note: '无人接听', next: { on: '2026-12-05', attempt: 2 } } })
    expect(outcome(miss, { attempt: 2 })?.ended?.next).toEqual({ on: '2026-12-05', attempt: 3 })
    expect(outcome(miss, { attempt: 3 })?.ended?.next).toEqual({ on: '2027-01-01', attempt: 1 })
  })

  it('refused: leaves them alone for a turn, and until the day that they named', () => {
    expect(outcome(refuseIt)?.ended?.next).toEqual({ on: '2027-01-01', attempt: 1 })
    expect(outcome({ ...refuseIt, notBefore: '2027-03-01' })?.ended?.next).toEqual({ on: '2027-03-01', attempt: 1 })
    expect(outcome({ ...refuseIt, notBefore: '2026-12-05' })?.ended?.next).toEqual({ on: '2027-01-01', attempt: 1 })
  })

  it('is said once, by those who look after the customer or were to go, and with no day in the past', () => {
    const held = outcome(hold)
    const past = [planned(), fellDue()]
    given(...past, { type: 'visit.cancelled', at: on('2026-12-02').now, by: 'system' })
      .when(hold, on('2026-12-02', wang))
      .thenRefused('visit.ended')
    expect(held?.status).toBe('held')
    const stranger = { actor: { id: 'usr_x', reach: { kind: 'own' } } } as const
    for (const command of [hold, miss, refuseIt, move({ dueOn: '2026-12-09' })])
      given(...past)
        .when(command, on('2026-12-02', stranger))
        .thenRefused('access.out_of_scope')
    const sent = { actor: { id: 'usr_li', reach: { kind: 'own' } } } as const
    expect(given(planned({ visitor: 'usr_li' })).when(hold, on('2026-12-02', sent)).decided.ok).toBe(true)
    given(...past)
      .when({ ...hold, nextOn: '2026-12-01' }, on('2026-12-02', wang))
      .thenRefused('visit.day_in_past')
    given(...past)
      .when(move({ dueOn: '2026-11-20' }), on('2026-12-02', wang))
      .thenRefused('visit.day_in_past')
    given().when(hold, on('2026-12-02', wang)).thenRefused('visit.not_found')
  })
})

const customers = fc
  .record({ owner: fc.constantFrom('usr_wang', 'usr_li'), status: fc.constantFrom('active', 'active', 'active', 'archived') })
  .map(customerOf)
const days = fc.constantFrom(30, 90, undefined)
const dates = fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2027, 5, 1) + n * 86_400_000).toISOString().slice(0, 10))
const place = fc.record({ number: fc.constant(1), since: dates, dueOn: dates, attempt: fc.constantFrom(1, 2), days })
const commands = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('plan' as const), id: fc.constant(visitId), place, customer: customers }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('attend' as const), days, customer: customers }) },
  fc.record({
    type: fc.constant('move' as const),
    to: fc.record({ dueOn: dates }),
    customer: customers,
  }),
  fc.record({ type: fc.constant('hold' as const), form: fc.constant({ ...form, promises: form.promises.slice(1) }), customer: customers }),
  fc.record({ type: fc.constantFrom('miss' as const, 'be refused' as const), customer: customers }),
)
const contexts = dates.map((day) => contextOf({ now: `${day}T01:00:00.000Z` }))

keepsTheLaws('visits', {
  decider: visits,
  commands,
  contexts,
  events: [
    'visit.planned',
    'visit.moved',
    'visit.realigned',
    'visit.fell_due',
    'visit.held',
    'visit.unreachable',
    'visit.refused',
    'visit.cancelled',
  ],
})

it('nothing happens to a visit before its moment, and what happens then moves that moment', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(commands, contexts), { maxLength: 10 }), (steps) => {
      const visit = steps.reduce<Visit | undefined>((state, [command, context]) => {
        const decided = visits.decide(state, command, context)
        return decided.ok ? decided.value.reduce(visits.evolve, state) : state
      }, undefined)
      if (!visit) return
      Visit.parse(visit)
      const at = dueAtOf(visit)
      if (at === undefined) return
      const asItIs = {
        type: 'attend',
        days: visit.days,
        customer: { ...customerOf(), owner: undefined, team: undefined, ...visit.customer },
      } as const
      const before = contextOf({ now: new Date(Date.parse(at) - 1).toISOString() })
      expect(visits.decide(visit, asItIs, before)).toEqual({ ok: true, value: [] })
      const decided = visits.decide(visit, asItIs, contextOf({ now: at }))
      const after = decided.ok ? decided.value.reduce(visits.evolve, visit) : visit
      expect(after && dueAtOf(after)).toBeUndefined()
    }),
  )
})
