import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ImprovementCommand, improvements } from '../../../domain/improvements/decide.ts'
import { effectOf, spansAround } from '../../../domain/improvements/effect.ts'
import { dueAtOf, Improvement, Terms } from '../../../domain/improvements/improvement.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'imp_01KAJ0000000000000000000AA'
const termsOf = (facts: object = {}): Terms =>
  Terms.parse({
    action: '装车前二次清点',
    owner: 'usr_li',
    dueOn: '2026-11-30',
    expected: { measure: 'csat', by: 0.3 },
    slice: { team: 'sales_east' },
    ...facts,
  })
const source = { because: {}, customers: [] }
const plan: ImprovementCommand = { type: 'plan', id, terms: termsOf(), source }
const planned = stories(improvements).given().when(plan).after
const at = (now: string, actor = {}) => contextOf({ now, actor })
const nothing = (on: string) => effectOf(termsOf().expected, spansAround(on, 1), { before: {}, after: {} })

describe('an improvement', () => {
  it('names who does it, until when, and what is expected of it; whoever is to do it is told by the event, and nobody by themselves', () => {
    expect(planned).toMatchObject({ status: 'planned', owner: 'usr_li', expected: { measure: 'csat', by: 0.3 }, months: 1 })
    const told = stories(improvements).given().when(plan).decided
    expect(told).toMatchObject({ ok: true, value: [{ type: 'improvement.planned', tell: 'usr_li' }] })
    const own = stories(improvements)
      .given()
      .when(plan, contextOf({ actor: { id: 'usr_li' } })).decided
    expect(JSON.stringify(own)).not.toContain('tell')
  })

  it('is not planned for a day that has passed, nor for answers out of reach', () => {
    const late = { ...plan, terms: termsOf({ dueOn: '2026-11-20' }) }
    stories(improvements).given().when(late).thenRefused('improvement.day_in_past', { day: '2026-11-20' })
    stories(improvements)
      .given()
      .when({ ...plan, terms: undefined })
      .thenRefused('access.out_of_scope')
  })

  it('tells its owner once that it is late, when its day is over where the firm is, and anew when it was put off', () => {
    const story = stories(improvements, planned).given()
    story.when({ type: 'fall due' }, at('2026-11-30T15:59:59.000Z')).thenNothing()
    const late = story.when({ type: 'fall due' }, at('2026-11-30T16:00:00.000Z'))
    late.thenEvents({
      type: 'improvement.fell_late',
      dueOn: '2026-11-30',
      owner: termsOf().owner,
      at: contextOf({ now: '2026-11-30T16:00:00.000Z' }).now,
    })
    const again = stories(improvements, late.after).given()
    again.when({ type: 'fall due' }, at('2026-12-01T16:00:00.000Z')).thenNothing()
    const putOff = again.when({ type: 'change', terms: termsOf({ dueOn: '2026-12-10' }) }, at('2026-12-02T00:00:00.000Z')).after
    expect(putOff && dueAtOf(putOff)).toBe('2026-12-10T16:00:00.000Z')
    const handedOn = again.when({ type: 'change', terms: termsOf({ owner: 'usr_wang' }) }, at('2026-12-02T00:00:00.000Z')).after
    expect(handedOn && dueAtOf(handedOn)).toBeUndefined()
  })

  it('is done or dropped once, and is measured when those asked in the month behind it can answer no more', () => {
    const story = stories(improvements, planned).given()
    const done = story.when({ type: 'finish' }, at('2026-11-25T08:00:00.000Z')).after
    // December is asked about until the end of the 31st; two weeks for the answer, a day to change it.
    expect(done).toMatchObject({ status: 'done', done: { on: '2026-11-25' }, measuresAt: '2027-01-15T16:00:00.000Z' })
    const after = stories(improvements, done).given()
    after.when({ type: 'finish' }).thenNothing()
    after.when({ type: 'drop', reason: '线路外包' }).thenRefused('improvement.not_now', { state: 'done' })
    const effect = nothing('2026-11-25')
    after.when({ type: 'measure', effect }, at('2027-01-15T15:59:59.000Z')).thenNothing()
    const measured = after.when({ type: 'measure', effect }, at('2027-01-15T16:00:00.000Z')).after
    expect(measured).toMatchObject({ status: 'measured', effect: { verdict: 'too_few' } })
    stories(improvements, measured).given().when({ type: 'measure', effect }, at('2028-01-01T00:00:00.000Z')).thenNothing()
  })

  it('is seen and changed by who does it, who planned it, and whoever looks after those whose answers are to tell', () => {
    const may = (actor: object) => stories(improvements, planned).given().when({ type: 'finish' }, contextOf({ actor })).decided.ok
    expect(may({ id: 'usr_li', reach: { kind: 'own' } })).toBe(true)
    expect(may({ id: 'usr_test', reach: { kind: 'own' } })).toBe(true)
    expect(may({ id: 'usr_far', reach: { kind: 'own' } })).toBe(false)
    expect(may({ id: 'usr_far', reach: { kind: 'team', team: 'sales_east' } })).toBe(true)
    expect(may({ id: 'usr_far', reach: { kind: 'region', region: 'east' } })).toBe(false)
  })

  it('is put off by its owner, who neither says what is expected of it nor of whom, nor hands it on', () => {
    const changed = (actor: object, facts: object) =>
      stories(improvements, planned)
        .given()
        .when({ type: 'change', terms: termsOf(facts) }, contextOf({ actor })).decided
    const owner = { id: 'usr_li', reach: { kind: 'own' } }
    expect(changed(owner, { dueOn: '2026-12-24', action: '装车后清点' }).ok).toBe(true)
    for (const facts of [{ expected: { measure: 'nps', by: 10 } }, { slice: {} }, { months: 2 }, { owner: 'usr_wang' }]) {
      expect(changed(owner, facts)).toEqual({ ok: false, error: { code: 'access.out_of_scope' } })
      expect(changed({ id: 'usr_boss', reach: { kind: 'team', team: 'sales_east' } }, facts).ok).toBe(true)
      expect(changed({ id: 'usr_test', reach: { kind: 'own' } }, facts).ok).toBe(true)
    }
  })

  it('expects no more than the scale of its measure has', () => {
    const expects = (expected: object) => Terms.safeParse({ ...termsOf(), expected }).success
    expect(expects({ measure: 'csat', by: 4 })).toBe(true)
    expect(expects({ measure: 'csat', by: 4.1 })).toBe(false)
    expect(expects({ measure: 'csat', by: 0 })).toBe(false)
    expect(expects({ measure: 'nps', by: 200 })).toBe(true)
    expect(expects({ measure: 'dimension', by: 1 })).toBe(false)
    expect(expects({ measure: 'dimension', dimension: 'timeliness', by: 1 })).toBe(true)
  })
})

const moments = ['2026-11-21T08:30:00.000Z', '2026-12-05T08:30:00.000Z', '2027-02-01T00:00:00.000Z'] as const
keepsTheLaws('improvements', {
  decider: improvements,
  commands: fc.constantFrom<ImprovementCommand>(
    plan,
    { type: 'change', terms: termsOf({ owner: 'usr_wang' }) },
    { type: 'change', terms: termsOf({ dueOn: '2026-12-24' }) },
    { type: 'finish' },
    { type: 'drop', reason: '线路外包' },
    { type: 'fall due' },
    { type: 'measure', effect: nothing('2026-11-21') },
  ),
  contexts: fc.constantFrom(...moments).map((now) => contextOf({ now })),
  events: [
    'improvement.planned',
    'improvement.changed',
    'improvement.fell_late',
    'improvement.done',
    'improvement.dropped',
    'improvement.measured',
  ],
})

describe('what falls due of an improvement', () => {
  it('does so no more once it was seen to', () => {
    const commands = fc.constantFrom<ImprovementCommand>(
      plan,
      { type: 'finish' },
      { type: 'change', terms: termsOf({ dueOn: '2026-12-24' }) },
    )
    const steps = fc.array(fc.tuple(commands, fc.constantFrom(...moments)), { maxLength: 8 })
    fc.assert(
      fc.property(steps, (story) => {
        const state = story.reduce<Improvement | undefined>(
          (now, [command, moment]) => stories(improvements, now).given().when(command, at(moment)).after,
          undefined,
        )
        const due = state && dueAtOf(state)
        if (!state || due === undefined) return
        const command: ImprovementCommand =
          state.status === 'done' ? { type: 'measure', effect: nothing(state.done.on) } : { type: 'fall due' }
        const after = stories(improvements, Improvement.parse(state)).given().when(command, at(due)).after
        expect(after && dueAtOf(after)).toBeUndefined()
      }),
    )
  })
})
