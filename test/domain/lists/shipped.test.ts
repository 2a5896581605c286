import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CodedList, hasActive, type ListId as Id, ListId, listIds } from '../../../domain/lists/list.ts'
import { isNeeded } from '../../../domain/lists/needed.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'

const codesOf = (id: Id) => shippedLists[id].values.map(({ code }) => code)

describe('the lists that ship', () => {
  it.each(listIds)('%s is well formed, under its own id, and in both languages', (id) => {
    const list = CodedList.parse(shippedLists[id])
    expect(list).toEqual(shippedLists[id])
    expect(list.id).toBe(id)
    expect(list.values.length).toBeGreaterThan(2)
    for (const { labels, active } of list.values)
      expect([labels['zh-CN'], labels.en, active]).toEqual([expect.any(String), expect.any(String), true])
  })

  it.each(listIds)('%s names nothing twice, neither by code nor in a language', (id) => {
    const { values } = shippedLists[id]
    for (const names of [
      values.map(({ code }) => code),
      values.map(({ labels }) => labels.en),
      values.map(({ labels }) => labels['zh-CN']),
    ])
      expect(new Set(names).size).toBe(values.length)
  })

  it('hold the lifecycle, the relations and the tiers that the rest of the system speaks of', () => {
    expect(codesOf('stage')).toEqual(['prospect', 'onboarding', 'active', 'at_risk', 'lapsed', 'won_back', 'lost'])
    expect(codesOf('relationType')).toEqual(['parent', 'branch', 'shipper', 'consignee', 'notify', 'agent', 'forwarder', 'payer'])
    expect(shippedLists.tier.values.map(({ code, rank }) => [code, rank])).toEqual([
      ['vip', 1],
      ['regular', 2],
      ['potential', 3],
    ])
    expect(codesOf('siteType')).toEqual(expect.arrayContaining(['registered', 'office', 'warehouse', 'pickup', 'delivery']))
  })

  it('have every value that rules name by its code', () => {
    for (const id of listIds)
      for (const code of ['vip', 'prospect', 'parent'].filter((each) => isNeeded(id, each)))
        expect(hasActive(shippedLists[id], code)).toBe(true)
  })
})

describe('a coded list', () => {
  const list = CodedList.parse({
    id: 'industry',
    values: [
      { code: 'both', labels: { 'zh-CN': '两者', en: 'Both' }, active: true },
      { code: 'english', labels: { en: 'English' }, active: true },
      { code: 'chinese', labels: { 'zh-CN': '中文' }, active: false },
      { code: 'nameless', labels: {}, active: true },
    ],
  })

  it('tells what may be given now from what was given once, or never', () => {
    expect([hasActive(list, 'both'), hasActive(list, 'chinese'), hasActive(list, 'unheard_of')]).toEqual([true, false, false])
  })

  it('takes only lists that we know, codes without blanks or capitals, and labels that can be read', () => {
    const value = { code: 'a', labels: { en: 'A' }, active: true }
    expect(ListId.safeParse('colour').success).toBe(false)
    for (const wrong of [
      { ...value, code: 'A' },
      { ...value, code: 'a b' },
      { ...value, code: '' },
      { ...value, labels: { en: '' } },
      { ...value, labels: { fr: 'A' } },
      { ...value, rank: -1 },
    ])
      expect(CodedList.safeParse({ id: 'team', values: [wrong] }).success).toBe(false)
  })

  it('can be written as JSON Schema, going in and coming out', () => {
    for (const io of ['input', 'output'] as const) expect(z.toJSONSchema(CodedList, { io }).type).toBe('object')
  })
})
