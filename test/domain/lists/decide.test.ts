import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lists } from '../../../domain/lists/decide.ts'
import { ListEvent } from '../../../domain/lists/events.ts'
import { CodedList, hasActive, mostValues, valueIn } from '../../../domain/lists/list.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { actorOf, contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const now = '2026-11-21T08:30:00.000Z'
const context = contextOf({ now, actor: { id: 'usr_admin' } })
const { given } = stories(lists, shippedLists.industry)
const { given: tiers } = stories(lists, shippedLists.tier)

const solar = { code: 'solar', labels: { 'zh-CN': '光伏', en: 'Solar' } }
const wine = { code: 'wine', labels: { 'zh-CN': '酒类', en: 'Wine and spirits' } }
const winePut = ListEvent.parse({ type: 'list.value_put', from: null, to: { ...wine, active: true }, at: now })
const wineRetired = ListEvent.parse({ type: 'list.value_retired', value: 'wine', at: now, by: 'usr_admin' })

describe('putting a value', () => {
  it('adds a new one, last and in use', () => {
    const told = given().when({ type: 'put_value', value: wine }, context)
    told.thenEvents(winePut)
    expect(told.after?.values.at(-1)).toEqual({ ...wine, active: true })
  })

  it('renames one that is there, in its place, and keeps what it was called', () => {
    const value = { ...solar, labels: { 'zh-CN': '光伏与储能', en: 'Solar' } }
    const told = given().when({ type: 'put_value', value }, context)
    told.thenEvents(ListEvent.parse({ type: 'list.value_put', from: { ...solar, active: true }, to: { ...value, active: true }, at: now }))
    expect(told.after?.values.map(({ code }) => code)).toEqual(shippedLists.industry.values.map(({ code }) => code))
  })

  it('does nothing when nothing is different', () => {
    given(winePut).when({ type: 'put_value', value: wine }, context).thenNothing()
  })

  it('lets a tier say how often, and a team who leads it, and no other list either', () => {
    const weekly = { code: 'vip', labels: { en: 'VIP' }, rank: 1, reviewDays: 30, visitDays: 7 }
    expect(tiers().when({ type: 'put_value', value: weekly }, context).after?.values[0]).toMatchObject({ reviewDays: 30, visitDays: 7 })
    const led = { code: 'finance', labels: { en: 'Finance' }, manager: 'usr_lead' }
    const { given: teams } = stories(lists, shippedLists.team)
    expect(
      teams()
        .when({ type: 'put_value', value: led }, context)
        .after?.values.find(({ code }) => code === 'finance')?.manager,
    ).toBe('usr_lead')
    tiers()
      .when({ type: 'put_value', value: { ...weekly, manager: 'usr_lead' } }, context)
      .thenRefused('list.member_elsewhere', { member: 'manager', list: 'team' })
    given()
      .when({ type: 'put_value', value: { ...solar, reviewDays: 30 } }, context)
      .thenRefused('list.member_elsewhere', { member: 'reviewDays', list: 'tier' })
  })

  it('leaves a retired value retired', () => {
    const value = { ...wine, labels: { en: 'Wine' } }
    const { after } = given(winePut, wineRetired).when({ type: 'put_value', value }, context)
    expect(after && hasActive(after, 'wine')).toBe(false)
  })

  it('is refused when another value in use is called the same, in capitals or not', () => {
    given()
      .when({ type: 'put_value', value: { code: 'sun', labels: { en: 'SOLAR' } } }, context)
      .thenRefused('list.label_taken', { value: 'solar', language: 'en' })
    given()
      .when({ type: 'put_value', value: { code: 'sun', labels: { 'zh-CN': '光伏' } } }, context)
      .thenRefused('list.label_taken', { value: 'solar', language: 'zh-CN' })
  })

  it('may take over the name of a value that was retired', () => {
    const value = { code: 'alcohol', labels: wine.labels }
    expect(given(winePut, wineRetired).when({ type: 'put_value', value }, context).decided.ok).toBe(true)
  })

  it('is refused when the list is full, while a value of a full list can still be renamed', () => {
    const values = Array.from({ length: mostValues }, (_, i) => ({ code: `v${i}`, labels: {}, active: true }))
    const full = stories(lists, { id: 'team', values })
    full.given().when({ type: 'put_value', value: wine }, context).thenRefused('list.full')
    expect(full.given().when({ type: 'put_value', value: { code: 'v7', labels: { en: 'Seven' } } }, context).decided.ok).toBe(true)
  })
})

describe('retiring a value', () => {
  it('takes it out of use, while old records still find it and its label', () => {
    const told = given(winePut).when({ type: 'retire_value', code: 'wine' }, context)
    told.thenEvents(wineRetired)
    const list = CodedList.parse(told.after)
    expect([hasActive(list, 'wine'), valueIn(list, 'wine')?.labels['zh-CN']]).toEqual([false, '酒类'])
  })

  it('does nothing the second time', () => {
    given(winePut, wineRetired).when({ type: 'retire_value', code: 'wine' }, context).thenNothing()
  })

  it('is refused for a value that rules name by its code', () => {
    for (const { code } of shippedLists.tier.values)
      tiers().when({ type: 'retire_value', code }, context).thenRefused('list.value_needed', { value: code })
  })
})

describe('reviving a value', () => {
  it('brings it back into use', () => {
    const told = given(winePut, wineRetired).when({ type: 'revive_value', code: 'wine' }, context)
    told.thenEvents(ListEvent.parse({ type: 'list.value_revived', value: 'wine', at: now, by: 'usr_admin' }))
    expect(told.after && hasActive(told.after, 'wine')).toBe(true)
  })

  it('does nothing for one in use', () => {
    given(winePut).when({ type: 'revive_value', code: 'wine' }, context).thenNothing()
  })

  it('is refused when its name has gone to another in the meantime', () => {
    const heir = ListEvent.parse({
      type: 'list.value_put',
      from: null,
      to: { code: 'alcohol', labels: wine.labels, active: true },
      at: now,
    })
    given(winePut, wineRetired, heir)
      .when({ type: 'revive_value', code: 'wine' }, context)
      .thenRefused('list.label_taken', { value: 'alcohol' })
  })
})

describe('any command', () => {
  it('is refused on a list that there is not', () => {
    for (const command of [{ type: 'put_value', value: wine } as const, { type: 'retire_value', code: 'wine' } as const])
      stories(lists).given().when(command, context).thenRefused('list.unknown')
  })

  it('is refused on a value that there is not', () => {
    for (const type of ['retire_value', 'revive_value'] as const)
      given().when({ type, code: 'wine' }, context).thenRefused('list.value_unknown', { value: 'wine' })
  })
})

const code = fc.constantFrom('solar', 'wine', 'chemicals', 'x1')
const labelled = fc.record({ 'zh-CN': fc.constantFrom('光伏', '酒类'), en: fc.constantFrom('Solar', 'Wine', 'Sun') }, { requiredKeys: [] })

keepsTheLaws('coded lists', {
  decider: lists,
  from: shippedLists.industry,
  commands: fc.oneof(
    fc.record({ type: fc.constant('put_value' as const), value: fc.record({ code, labels: labelled }) }),
    fc.record({ type: fc.constantFrom('retire_value' as const, 'revive_value' as const), code }),
  ),
  contexts: fc.constantFrom(contextOf(), contextOf({ actor: actorOf({ id: 'usr_other' }) })),
  events: ListEvent.options.map(({ shape }) => shape.type.value),
})
