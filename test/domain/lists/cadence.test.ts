import { expect, it } from 'vitest'
import { managerOf, reviewDaysOf, visitDaysOf } from '../../../domain/lists/cadence.ts'
import { CodedList, type CodedLists } from '../../../domain/lists/list.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'

const withTier = (value: object): CodedLists => ({
  ...shippedLists,
  tier: CodedList.parse({ id: 'tier', values: [{ labels: {}, active: true, ...value }] }),
})

it('ships with data reviews of VIPs every 90 days, of regular customers every 180 and of potential ones every 365', () => {
  expect(['vip', 'regular', 'potential'].map((tier) => reviewDaysOf(shippedLists, tier))).toEqual([90, 180, 365])
})

it('takes what an administrator has put, else what ships, else a year', () => {
  expect(reviewDaysOf(withTier({ code: 'vip', reviewDays: 30 }), 'vip')).toBe(30)
  expect(reviewDaysOf(withTier({ code: 'vip' }), 'vip')).toBe(90)
  expect(reviewDaysOf(withTier({ code: 'gold' }), 'gold')).toBe(365)
})

it('visits customers of a tier that says how often, and no others by itself', () => {
  expect(['vip', 'regular', 'potential'].map((tier) => visitDaysOf(shippedLists, tier))).toEqual([30, 90, 180])
  expect(visitDaysOf(withTier({ code: 'vip' }), 'vip')).toBeUndefined()
})

it('knows who leads a team that says so', () => {
  const team = CodedList.parse({ id: 'team', values: [{ code: 'east', labels: {}, active: true, manager: 'usr_lead' }] })
  const lists = { ...shippedLists, team }
  expect([managerOf(lists, 'east'), managerOf(lists, 'west'), managerOf(lists, undefined)]).toEqual(['usr_lead', undefined, undefined])
})
